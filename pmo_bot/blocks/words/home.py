"""What App Home says."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import states
from pmo_bot.blocks.words.due import due_words
from pmo_bot.blocks.words.links import HIDDEN
from pmo_bot.blocks.words.naming import things
from pmo_bot.blocks.words.people import answered, working
from pmo_bot.blocks.words.setup import preferences_kept
from pmo_bot.model import Item, Tag
from pmo_bot.rules.bottlenecks import Bottleneck
from pmo_bot.rules.home import Home, Promised

WELCOME = mrkdwn(
    "*Welcome.* I keep track of what people promised each other: who owes what, by when, and what was decided. "
    "Type `/pmo add Draft the plan @somebody by friday` in any channel, or use the menu of a message: *Track this*. "
    "I write at most one note on a working morning, only when something is due; at the end of this page you choose "
    "when."
)
EMPTY = mrkdwn("You owe nothing. What you take on with `/pmo add` or *Track this* appears here.")
NO_PROJECTS = mrkdwn("You lead or sponsor no project yet. `/pmo project new` starts one.")
HEADERS = {
    "portfolio": "Portfolio",
    "due": "Due",
    "promised": "Promised to you",
    "bottlenecks": "Where much waits",
    "waiting": "Waiting for your answer",
    "asked": "You asked for",
    "projects": "Your projects",
    "done": "Done this week",
    "preferences": "How I write to you",
}


def greeting(home: Home) -> Markup:
    """One sentence of state: what wants the reader, else when the next thing does."""
    hello = mrkdwn("*Hello, {name}.*", name=when.first_name(home.person))
    parts = [
        _waits(home.waiting.total),
        f"{things(home.late)} {_be(home.late)} late" if home.late else "",
        f"{things(home.due_today)} {_be(home.due_today)} due today" if home.due_today else "",
    ]
    said = [part for part in parts if part]
    if said:
        text = " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
        return hello + mrkdwn(" {text}.", text=text[0].upper() + text[1:])
    quiet = hello + mrkdwn(" Nothing is waiting for you.")
    if home.next_due is not None:
        return quiet + mrkdwn(" The next date is {day}.", day=when.day(home.next_due, home.today))
    if home.next_watched is not None:
        day = when.day(home.next_watched, home.today)
        return quiet + mrkdwn(" The next date of what you asked for or look after is {day}.", day=day)
    return quiet


def _waits(count: int) -> str:
    return f"{things(count)} {'waits' if count == 1 else 'wait'} for your answer" if count else ""


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def line(item: Item, home: Home) -> Markup:
    """What I owe: dates, not ages, because this page stays open."""
    state = states.for_owner(item, home.people, home.today)
    return mrkdwn("{item} — {due}{state}", item=item_line(item), due=due_words(item, home.today),
                  state=states.tail(state))  # fmt: skip


def asked_line(item: Item, home: Home) -> Markup:
    """What I asked for, with who has it and whether they have picked it up."""
    owner = home.people.get(item.owner_id or 0)
    state = states.for_requester(item, home.people, home.person.zone, home.today)
    if owner is None:
        return mrkdwn("{item} — *{state}*, {due}", item=item_line(item), state=state, due=due_words(item, home.today))
    return mrkdwn("{item} — {who}, {due}{state}", item=item_line(item), who=name(owner),
                  due=due_words(item, home.today), state=states.tail(state))  # fmt: skip


def unanswered(home: Home) -> Markup:
    """How much of what was asked for nobody has picked up."""
    if home.unanswered == 1:
        return mrkdwn("One of these has no yes yet; it comes first.")
    return mrkdwn("{count} of these have no yes yet; they come first.", count=home.unanswered)


def done(home: Home) -> Markup:
    """What the reader finished this week."""
    lines = [item_line(item) + states.tail(states.unconfirmed(item)) for item in home.done]
    rest = home.done_total - len(lines)
    more = [mrkdwn("and {count} more", count=rest)] if rest else []
    return Markup("\n").join([*lines, *more])


def preferences(home: Home) -> Markup:
    """When and whether the reader hears from the bot."""
    lines = [preferences_kept(home.person, home.today), working(home.person)]
    if home.answered.sent:
        lines.append(answered(home.answered))
    return Markup("\n").join(lines)


def as_of(home: Home) -> Markup:
    """The small print."""
    at = when.moment(home.as_of, home.person.zone, home.today)
    return mrkdwn("As of {at} ({city})", at=at, city=when.city(home.person.zone))


# --- what waits for whom ------------------------------------------------------------------


def promised_line(one: Promised, home: Home) -> Markup:
    """`Access list (A-1) — Maria, due Thu 3 Dec · your Rehearsal (M-2) waits for it`."""
    mine = item_line(one.item)
    if one.on is None:
        return mrkdwn("{hidden} · your {item} waits for it", hidden=HIDDEN.capitalize(), item=mine)
    owner = name(home.people.get(one.on.owner_id or 0), "no owner yet")
    return mrkdwn("{on} — {who}, {due} · your {item} waits for it", on=item_line(one.on), who=owner,
                  due=due_words(one.on, home.today), item=mine)  # fmt: skip


def promised_more(count: int) -> Markup:
    """What did not fit."""
    return mrkdwn("… and {count} more", count=count)


def waits_for_you(one: Bottleneck) -> Markup:
    """What waits for the reader, told to nobody but them and whoever leads it."""
    parts = [mrkdwn("{things} of others {wait} for what you owe", things=things(one.waiting),
                    wait="waits" if one.waiting == 1 else "wait")] if one.waiting else []  # fmt: skip
    parts += [mrkdwn("{things} {wait} for your answer", things=things(one.answers),
                     wait="waits" if one.answers == 1 else "wait")] if one.answers else []  # fmt: skip
    text = Markup(" and ").join(parts)
    first = mrkdwn(" Most of it waits for {item}.", item=item_line(one.first)) if one.first is not None else Markup("")
    return Markup(text[:1].upper() + text[1:]) + mrkdwn(".") + first


def waits_for_them(one: Bottleneck) -> Markup:
    """The same of somebody else, to whoever leads."""
    who = name(one.person)
    parts = [f"{things(one.waiting)} cannot begin before {who} is done"] if one.waiting else []
    parts += [f"{things(one.answers)} {'waits' if one.answers == 1 else 'wait'} for an answer of {who}"] * bool(
        one.answers
    )
    text = " and ".join(parts)
    first = mrkdwn(" It begins with {item}.", item=item_line(one.first)) if one.first is not None else Markup("")
    return mrkdwn("{text}.", text=text[:1].upper() + text[1:]) + first


ALL_TEAMS, WHICH_TEAM = "All teams", "A team"


def of_team(unit: Tag | None) -> Markup:
    """Above the portfolio: of whom its numbers tell."""
    if unit is None:
        return mrkdwn("What everybody owes. One team's part:")
    return mrkdwn("Only what the people of *{team}* owe; colours are those of the whole project.", team=unit.name)
