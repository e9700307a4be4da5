"""What lists say: headings, lines, and what to do where there is nothing."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.brief import due_words
from pmo_bot.model import Decision, Item, Person, Project

NO_DECISIONS = mrkdwn("I found no decision with these words. `/pmo decide We go with vendor B` keeps one.")


def more(count: int) -> Markup:
    """What did not fit."""
    return mrkdwn("and {count} more: name a project or a person to see fewer", count=count)


def decision_line(decision: Decision, decider: Person | None, today: date) -> Markup:
    """One hit of a search."""
    return mrkdwn("• *{key}* {title} — {who}, {day}", key=decision.key, title=decision.title, who=name(decider),
                  day=when.day(decision.decided_on, today))  # fmt: skip


def line(item: Item, owner: Person | None, today: date) -> Markup:
    """One line of a list."""
    return mrkdwn("• {item} — {who}, {due}", item=item_line(item), who=name(owner, "no owner yet"),
                  due=due_words(item, today))  # fmt: skip


def heading(scope: str, person: Person | None, project: Project | None, count: int) -> Markup:
    """What a list is about."""
    what = {
        "mine": "What you owe",
        "asked": "What you asked for",
        "overdue": "Past its date",
        "unowned": "What nobody owns yet",
        "all": "Everything open",
    }[scope]
    if person is not None:
        what = f"What {when.first_name(person)} owes"
    where = mrkdwn(" in {name}", name=project.name) if project is not None else Markup("")
    return mrkdwn("*{what}{where}* ({count})", what=what, where=where, count=count)


def empty(scope: str, person: Person | None, project: Project | None) -> Markup:
    """Nothing to list, and where to look or what to do instead."""
    where = mrkdwn(" in {name}", name=project.name) if project is not None else Markup("")
    if person is not None:
        return mrkdwn(
            "{name} owes nothing{where} that you can see. `/pmo add Draft the plan @somebody by friday` asks for "
            "something.", name=when.first_name(person), where=where,
        )  # fmt: skip
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
        case _:
            return mrkdwn("Nothing is open{where}. `/pmo add Draft the plan @somebody by friday` puts something here.",
                          where=where)  # fmt: skip
