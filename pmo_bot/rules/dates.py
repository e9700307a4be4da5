"""Dates in words: reads what it understands to the last word and gives nothing on doubt.

The readings that people could take two ways, all of them echoed with the weekday:

- "Friday" is the next one after today, so on a Friday it is a week away; "this Friday" may be today.
- "next Friday" is the Friday of the week after this one, however near this week's Friday is.
- "before Friday" and "until Friday" are due on Friday.
- "end of the week", of a month, quarter or year and "Q1" are the last working day in it that is still ahead.
- "eod" and "cob" are the day itself: a date without a time lasts as long as the day does.
- A day and a month without a year are the next such date, today included.
- "at 5" is 17:00 when only that lies in working hours.  Midnight is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from .calendar import Calendar, in_reach
from .dates_clock import part
from .dates_days import TWO_YEARS, Frame, Order, read_day
from .dates_foreign import translated
from .dates_words import COUNT, ENGLISH_KEYWORDS, FOREIGN_KEYWORDS, WORKING_DAYS, count, plain

LONGEST = 60  # characters; no date needs more

_KEYWORD = re.compile(rf"(?:due )?(?:{'|'.join(ENGLISH_KEYWORDS | FOREIGN_KEYWORDS)}) ")
_BARE_SPAN = re.compile(rf"{COUNT} (?:days?|weeks?|months?|{WORKING_DAYS})")
_SHIFT = re.compile(
    rf"(?:i need |need |by |for |another |\+ ?)?(?P<n>{COUNT})? ?(?:more )?"
    rf"(?P<unit>days?|weeks?|d|w|{WORKING_DAYS})(?: more| later| longer)?"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A local calendar date, with a time of day where one was given, and the words that said so."""

    day: date
    clock: time | None
    words: str


@dataclass(frozen=True, slots=True)
class Shift:
    """So many working days later than some date."""

    working_days: int


def read_date(text: str, now: datetime, calendar: Calendar, order: Order = "dmy") -> Due | None:
    """The date and time these words mean as a whole; nothing when any of them is not understood.

    A date that has passed is given as it is when it names its year, or today: the caller knows what to say.
    """
    words = plain(text) if len(text) <= LONGEST else ""
    if not words:
        return None
    local = calendar.local(now).replace(tzinfo=None)
    frame = Frame(local.date(), calendar, order)
    found = next(_readings(words, local, frame), None) or _foreign(words, local, frame)
    return Due(*found, " ".join(text.split())) if found and in_reach(found[0], frame.today) else None


def read_shift(text: str) -> Shift | None:
    """How far to move a date: "two more days", "+2d", "another week"; in working days, five to a week."""
    match = _SHIFT.fullmatch(plain(text)) if len(text) <= LONGEST else None
    if not match or (not match["n"] and "another" not in match[0]):
        return None
    n = count(match["n"] or "one") * (5 if match["unit"] in {"w", "week", "weeks"} else 1)
    return Shift(n) if 0 < n <= 260 else None


def _readings(words: str, local: datetime, frame: Frame) -> Iterator[tuple[date, time | None]]:
    bare = _without_keyword(words)
    if instant := _instant(bare, frame):
        yield instant
    if bare == words and _BARE_SPAN.fullmatch(words) and not words.startswith("a "):
        bare = f"in {words}"  # in a field of its own, "3 days" is clear; in "cut it by 3 days" it is not
    for day_words, clock in part(bare, frame.calendar.opens, frame.calendar.closes):
        if day := read_day(day_words, frame):
            yield day, clock
        elif not day_words and (clock is None or clock > local.time()):
            yield frame.today, clock


def _without_keyword(words: str) -> str:
    keyword = _KEYWORD.match(words)
    return words[keyword.end() :] if keyword else words


_ISO_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:z|[+-][0-9]{2}:[0-9]{2})?")


def _instant(words: str, frame: Frame) -> tuple[date, time] | None:
    """An ISO date with a time; where it carries an offset, the same instant on the reader's wall clock."""
    if not _ISO_INSTANT.fullmatch(words):
        return None
    try:
        at = datetime.fromisoformat(words.upper())
        at = frame.calendar.local(at) if at.tzinfo else at
    except (ValueError, OverflowError):
        return None
    return at.date(), at.time().replace(second=0)


def _foreign(words: str, local: datetime, frame: Frame) -> tuple[date, time | None] | None:
    """German, French or Spanish: in the future, within two years, and the same in every language that reads it."""
    english = translated(_without_keyword(words))
    said = {found for phrase in english if (found := next(_readings(phrase, local, frame), None))}
    ahead = [found for found in said if frame.today <= found[0] <= frame.today + TWO_YEARS]
    return ahead[0] if len(said) == len(ahead) == 1 else None
