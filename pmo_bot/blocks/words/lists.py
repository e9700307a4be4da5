"""What lists say: headings, lines, and what to do where there is nothing."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import severity, states
from pmo_bot.blocks.words.due import due_words
from pmo_bot.model import Item
from pmo_bot.rules.listing import Listing, Scope, Wanted


def line(item: Item, found: Listing) -> Markup:
    """One line of a list: whose, by when, how late, and how it stands between the two."""
    if found.wanted.scope is Scope.ISSUES:
        return _issue(item, found)
    owner = found.people.get(item.owner_id or 0)
    state = states.for_requester(item, found.people, found.reader.zone, found.today)
    if found.wanted.scope is Scope.MINE:
        state = states.for_owner(item, found.people, found.today)
    if owner is None:
        return mrkdwn("• {item} — {state}, {due}", item=item_line(item), state=state, due=due_words(item, found.today))
    return mrkdwn("• {item} — {who}, {due}{age}{state}", item=item_line(item), who=name(owner),
                  due=due_words(item, found.today), age=_age(found.ages.get(item.id, 0)),
                  state=states.tail(state))  # fmt: skip


def _issue(item: Item, found: Listing) -> Markup:
    state = states.for_requester(item, found.people, found.reader.zone, found.today)
    owner = found.people.get(item.owner_id or 0)
    who = name(owner) if owner is not None else "nobody has it yet"
    return mrkdwn("• {item} — {who}{severity}{state}", item=item_line(item), who=who,
                  severity=severity.in_list(item, found.ages.get(item.id, 0)),
                  state=states.tail(state) if owner is not None else "")  # fmt: skip


def _age(days: int) -> str:
    return f" ({days} working {'day' if days == 1 else 'days'})" if days else ""


CALLED = {
    Scope.MINE: "What you owe",
    Scope.ASKED: "What you asked for",
    Scope.OVERDUE: "Past its date",
    Scope.UNOWNED: "What nobody owns yet",
    Scope.UNACCEPTED: "Asked for, with no yes yet",
    Scope.ISSUES: "Open issues",
    Scope.ALL: "Everything open",
}


def heading(wanted: Wanted, count: int) -> Markup:
    """What a list is about."""
    person, project = wanted.person, wanted.project
    what = CALLED[wanted.scope]
    if person is not None:
        whose = f"What {when.first_name(person)} owes"
        what = whose if wanted.scope is Scope.ALL else f"{what}: {when.first_name(person)}"
    where = mrkdwn(" in {name}", name=project.name) if project is not None else Markup("")
    if wanted.unit is not None:
        where += mrkdwn(" with {team}", team=wanted.unit.name)
    if wanted.requirement is not None:
        where += mrkdwn(" for {name}", name=wanted.requirement.name)
    return mrkdwn("*{what}{where}* ({count})", what=what, where=where, count=count)


def empty(wanted: Wanted) -> Markup:
    """Nothing to list, and where to look or what to do instead."""
    person, project = wanted.person, wanted.project
    where = mrkdwn(" in {name}", name=project.name) if project is not None else Markup("")
    if wanted.unit is not None:
        return mrkdwn("The people of {team} owe nothing{where} that you can see. `/pmo list all` shows everything.",
                      team=wanted.unit.name, where=where)  # fmt: skip
    if wanted.requirement is not None:
        return mrkdwn("Nothing that you can see{where} is open for {name}. `/pmo log tag {name}` tells what changed "
                      "for it.", where=where, name=wanted.requirement.name)  # fmt: skip
    if person is not None and wanted.scope is Scope.ALL:
        return mrkdwn(
            "{name} owes nothing{where} that you can see. `/pmo add Draft the plan @somebody by friday` asks for "
            "something.", name=when.first_name(person), where=where,
        )  # fmt: skip
    if person is not None:
        return mrkdwn("*{what}: {name}{where}* — nothing. With the mention alone, `/pmo list` shows all that {name} "
                      "owes.", what=CALLED[wanted.scope], name=when.first_name(person), where=where)  # fmt: skip
    return _none_of(wanted.scope, where)


def _none_of(scope: Scope, where: Markup) -> Markup:
    match scope:
        case "mine":
            return mrkdwn("You owe nothing{where}. `/pmo list all` shows everything that is open.", where=where)
        case "asked":
            return mrkdwn("You wait for nobody{where}. `/pmo add Draft it @somebody by friday` asks for something.",
                          where=where)  # fmt: skip
        case "overdue":
            return mrkdwn("Nothing{where} is past its date. `/pmo list all` shows what is open.", where=where)
        case "unowned":
            return mrkdwn("Everything{where} has an owner. `/pmo list all` shows what is open.", where=where)
        case "unaccepted":
            return mrkdwn("Everything{where} that was asked for has a yes. `/pmo list all` shows what is open.",
                          where=where)  # fmt: skip
        case "issues":
            return mrkdwn("No issue is open{where}. `/pmo issue The checkout is down sev1` notes one.", where=where)
        case _:
            return mrkdwn("Nothing is open{where}. `/pmo add Draft the plan @somebody by friday` puts something here.",
                          where=where)  # fmt: skip
