"""What is said of dates that do not fit: which, why, and what would."""

from collections.abc import Callable, Mapping
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.links import HIDDEN
from pmo_bot.model import AnyItem, Freeze, Person, Project
from pmo_bot.rules.calendar import monday_of
from pmo_bot.rules.conflicts import Conflict

NONE = mrkdwn("All dates fit: with what waits for what, with freezes, weeks and days off.")
WHY_SHOWN = 200


def heading(project: Project | None, count: int) -> Markup:
    """What the list is of."""
    dates = "One date does" if count == 1 else f"{count} dates do"
    where = mrkdwn(" in {name}", name=project.name) if project is not None else Markup("")
    return mrkdwn("*{dates} not fit{where}*", dates=dates, where=where)


def line(one: Conflict, today: date) -> Markup:
    """`Access list (A-1), due Fri 11 Dec, comes after Rehearsal (M-3) on Thu 10 Dec, which needs it.`"""
    return SAYS[one.kind](one, today)


def suggestion(one: Conflict, today: date) -> Markup:
    """The date that would fit; nothing where there is none."""
    if one.fix is None:
        return Markup("")
    return mrkdwn(" {key} would fit on {day}.", key=one.fix.item.key, day=when.day(one.fix.day, today))


def fix_label(one: Conflict, today: date) -> str:
    """The button that opens the window with that date."""
    return f"Move {one.fix.item.key} to {when.day(one.fix.day, today)}…" if one.fix is not None else ""


def _other(one: Conflict) -> Markup:
    return item_line(one.other) if one.other is not None else mrkdwn("{hidden}", hidden=HIDDEN)


def _on(item: AnyItem | None, today: date, word: str = "due") -> Markup:
    """`, due Fri 11 Dec`; nothing for what may not be named."""
    if item is None or item.due is None:
        return Markup("")
    return mrkdwn(" {word} {day}", word=word, day=when.day(item.due, today))


def _milestone(one: Conflict, today: date) -> Markup:
    return mrkdwn("{item},{due}, comes after {other}{on}, which needs it.", item=item_line(one.item),
                  due=_on(one.item, today), other=_other(one), on=_on(one.other, today, "on"))  # fmt: skip


def _order(one: Conflict, today: date) -> Markup:
    due = mrkdwn(",{due}", due=_on(one.other, today)) if one.other is not None else Markup("")
    return mrkdwn("{item},{mine}, waits for {other}{due}: that leaves no time for it.", item=item_line(one.item),
                  mine=_on(one.item, today), other=_other(one), due=due)  # fmt: skip


def _frozen(one: Conflict, today: date) -> Markup:
    freeze = span(one.freeze, today) if one.freeze is not None else Markup("")
    return mrkdwn("{item} is due {day}, inside a freeze: {freeze}.", item=item_line(one.item),
                  day=_day(one.item, today), freeze=freeze)  # fmt: skip


def _double(one: Conflict, today: date) -> Markup:
    return mrkdwn("{who} is needed for two milestones on {day}: {item} and {other}.", who=name(one.person, "Somebody"),
                  day=_day(one.item, today), item=item_line(one.item), other=_other(one))  # fmt: skip


def _full(one: Conflict, today: date) -> Markup:
    """Without figures: how much somebody has to do is theirs to know."""
    due = one.item.due or today
    monday = when.day(monday_of(due), today)
    return mrkdwn("{who} has a full week from {monday}; {item} is what could move most easily.",
                  who=name(one.person, "Somebody"), monday=monday, item=item_line(one.item))  # fmt: skip


def _off(one: Conflict, today: date) -> Markup:
    return mrkdwn("{item} is due {day}, which is no working day for {who}.", item=item_line(one.item),
                  day=_day(one.item, today), who=name(one.person))  # fmt: skip


def _day(item: AnyItem, today: date) -> str:
    return when.day(item.due, today) if item.due else "no date"


SAYS: Mapping[str, Callable[[Conflict, date], Markup]] = {
    "milestone": _milestone,
    "order": _order,
    "frozen": _frozen,
    "double": _double,
    "full": _full,
    "off": _off,
}
"""What each kind says; a test holds this table and the kinds together."""


# --- freezes ----------------------------------------------------------------------------


def span(freeze: Freeze, today: date) -> Markup:
    """`Sun 20 Dec to Sun 3 Jan, “year end”`."""
    why = mrkdwn(", “{why}”", why=shown(freeze.why, WHY_SHOWN)) if freeze.why else Markup("")
    return mrkdwn("{first} to {last}{why}", first=when.day(freeze.first, today), last=when.day(freeze.last, today),
                  why=why)  # fmt: skip


NO_FREEZES = mrkdwn("No freeze is set. `/pmo freeze 20 dec to 3 jan because year end #apollo` sets one.")


def freeze_line(freeze: Freeze, project: Project | None, by: Person | None, today: date) -> Markup:
    """One freeze in a list."""
    where = project.name if project is not None else "All projects"
    return mrkdwn("• *{where}*: {span} (set by {who})", where=where, span=span(freeze, today), who=name(by))


def frozen(freeze: Freeze, project: Project | None, today: date, inside: int) -> Markup:
    """What was kept, and how much stands inside of it."""
    where = project.name if project is not None else "all projects"
    count = "Nothing is" if not inside else "One thing is" if inside == 1 else f"{inside} things are"
    them = "it" if inside == 1 else "them"
    see = mrkdwn(" `/pmo list conflicts` names {them}; nothing moves by itself.", them=them) if inside else Markup("")
    return mrkdwn("Freeze for {where}: {span}. {count} due inside of it.{see}", where=where, span=span(freeze, today),
                  count=count, see=see)  # fmt: skip


def lifted(freeze: Freeze, today: date) -> Markup:
    """What was taken away."""
    return mrkdwn("The freeze is lifted: {span}.", span=span(freeze, today))
