"""What people are told without being asked for anything: who did it, and what holds now."""

from collections.abc import Callable, Mapping
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import risks
from pmo_bot.blocks.words.links import HIDDEN
from pmo_bot.blocks.words.readiness import needs_open
from pmo_bot.blocks.words.receipts import days
from pmo_bot.model import LineKind, State
from pmo_bot.rules.news import NewsLine

WORDS_SHOWN = 300
CLOSES = {"item.done": "finished it", "item.dropped": "let it go"}
HEADING = mrkdwn("*For your information*")
TIMES = ("first", "first", "second", "third", "fourth", "fifth")


def line(one: NewsLine, today: date) -> Markup:
    """`Access list (A-7): Inês decided on a new date, Wed 16 Dec. “The rehearsal moves too”`."""
    words = mrkdwn(" “{words}”", words=shown(one.words, WORDS_SHOWN)) if one.words else Markup("")
    return mrkdwn("{item}: {said}{words}", item=item_line(one.item), said=SAYS[one.kind](one, today), words=words)


def _settled(one: NewsLine, today: date) -> Markup:
    by, item = name(one.by, "somebody"), one.item
    due = _day(item.due, today)
    match one.round.answer if one.round is not None else None:
        case "extend":
            return mrkdwn("{by} decided on a new date, {due}.", by=by, due=due)
        case "scope":
            return mrkdwn("{by} made it smaller; its new date is {due}.", by=by, due=due)
        case "reassign":
            return mrkdwn("{by} decided that {owner} takes over.", by=by, owner=name(one.owner, "somebody else"))
        case "drop":
            return mrkdwn("{by} decided that it is no longer needed.", by=by)
        case "accept":
            review = one.round.review_on if one.round is not None else None
            again = f" until {when.day(review, today)}" if review else ""
            return mrkdwn("{by} decided that it may be late{again}.", by=by, again=again)
    return _ended(one, by, due)


def _day(day: date | None, today: date) -> str:
    return when.day(day, today) if day else "no date"


def _ended(one: NewsLine, by: str, due: str) -> Markup:
    if one.item.state is State.DONE:
        return mrkdwn("{by} finished it. Nothing is asked of you any more.", by=by)
    if one.item.state is State.DROPPED:
        return mrkdwn("{by} let it go; nothing is asked of you any more.", by=by)
    if one.ended_by in CLOSES:
        return mrkdwn("{by} {did}, and it was opened again: {owner} has it, due {due}.", by=by,
                      did=CLOSES[one.ended_by], owner=name(one.owner), due=due)  # fmt: skip
    return mrkdwn("{by} settled it: {owner} has it, due {due}.", by=by, owner=name(one.owner), due=due)


def _moved(one: NewsLine, today: date) -> Markup:
    due = _day(one.item.due, today)
    was = f" instead of {when.day(one.was, today)}" if one.was else ""
    return mrkdwn("the date is now {due}{was}, says {by}.", due=due, was=was, by=name(one.by, "somebody"))


def _slipped(one: NewsLine, today: date) -> Markup:
    """`Draft the plan (A-1): the date moved from Fri 4 Dec to Wed 9 Dec, the second time, says Maria.`"""
    times = one.item.slips
    return mrkdwn(
        "the date moved from {was} to {due}, the {times} time, says {by}.", was=_day(one.was, today),
        due=_day(one.due, today), times=TIMES[times] if times < len(TIMES) else f"{times}th",
        by=name(one.by, "somebody"),
    )  # fmt: skip


def _noted(one: NewsLine, today: date) -> Markup:
    return mrkdwn("{by} left a note.", by=name(one.by, "somebody"))


def _decided(one: NewsLine, today: date) -> Markup:
    if not one.chosen:
        return mrkdwn("{by} decided it.", by=name(one.by, "somebody"))
    return mrkdwn("{by} decided: *{chosen}*.", by=name(one.by, "somebody"), chosen=shown(one.chosen))


def _late(one: NewsLine, today: date) -> Markup:
    due = when.day(one.due, today) if one.due else "some time ago"
    return mrkdwn("you asked {owner} for it, and its date was {due}. {by} was asked what happens next.",
                  owner=name(one.owner), due=due, by=name(one.by, "The lead"))  # fmt: skip


def _readiness(one: NewsLine, today: date) -> Markup:
    """`in ten working days, Thu 17 Dec: 2 of 5 things it needs are open.`"""
    found, day = one.readiness, _day(one.item.due, today)
    if not found.open_count:
        return mrkdwn("it is due {day}, and everything it needs is there.", day=day)
    return mrkdwn("in {days}, {day}: {open}.", days=days(one.days), day=day, open=needs_open(found))


def _clash(one: NewsLine, today: date) -> Markup:
    """`on Thu 10 Dec Sam is needed for this and for Go-live (M-7).`"""
    other = item_line(one.other) if one.other is not None else mrkdwn("{hidden}", hidden=HIDDEN)
    return mrkdwn("{who} is needed on {day} for this and for {other}. Can one of them move?",
                  who=name(one.by, "somebody"), day=_day(one.item.due, today), other=other)  # fmt: skip


def _full(one: NewsLine, today: date) -> Markup:
    """`in the week of Mon 7 Dec more is due for Sam than fits, with this and Move-in (A-7). Can one of them move?`"""
    other = item_line(one.other) if one.other is not None else mrkdwn("{hidden}", hidden=HIDDEN)
    return mrkdwn("in the week of {monday} more is due for {who} than fits, with this and with {other}. Can one of "
                  "them move?", monday=_day(one.week, today), who=name(one.by, "somebody"), other=other)  # fmt: skip


SAYS: Mapping[LineKind, Callable[[NewsLine, date], Markup]] = {
    LineKind.SETTLED: _settled,
    LineKind.MOVED: _moved,
    LineKind.SLIPPED: _slipped,
    LineKind.NOTED: _noted,
    LineKind.DECIDED: _decided,
    LineKind.LATE: _late,
    LineKind.READINESS: _readiness,
    LineKind.CLASH: _clash,
    LineKind.FULL: _full,
    LineKind.RISEN: risks.risen,
}
"""What each kind of news says; a test holds this table and the kinds together."""


def summary(one: NewsLine) -> str:
    """In a notification."""
    return f"{title(one.item)} ({one.item.key})"
