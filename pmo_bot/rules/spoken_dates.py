"""A date in an answer: around it stand only words that people talk about dates with, and perhaps a reason behind it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from .dates import Shift

Read = Callable[[str], tuple[date, time | None] | None]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE = _words(
    "i i'll i'd we we'll we'd it it'll it's this that that'll will would could can shall should may might be need needs"
    " want have get give me us do does doing finish finished complete completed deliver delivered done ready make take"
    " takes move moved moving push pushed shift shifted postpone postponed extend extended reschedule rescheduled delay"
    " delayed let's let new date due deadline then rather better maybe probably please pls just at least earliest until"
    " till to on for by the say how about what is ok okay yes sure well actually sorry think expect expected realistic"
    " realistically possible like prefer propose suggest offer hope plan planned aim hand in send sent publish still"
    " now so up out back late slips"
)
_AFTER = _words(
    "works work is fine better good great ok okay possible instead please pls then thanks latest earliest the at would"
    " be for me realistic it's it this that will do done ready"
)
_JOINS_REASON = _words("because as since so bc due reason reason: - – —")
_ENDS = (",", ";", ":", ".", "!", "–", "—")
_PREAMBLE = re.compile(
    r"(?:no|nope|sorry|hi|hello|hey|yes|yep|ok|okay|sure|thanks|well|not yet|not done(?: yet)?|not ready(?: yet)?"
    r"|not finished(?: yet)?|(?:i |we )?(?:can't|won't|cannot) make it|running late|i'm late|still working on it"
    r"|working on it|almost done|nearly done|almost there|i accept|accept(?:ed)?|agreed|will do)"
    r"(?:\s*[,.;:!–—\n]+\s*|\s+-+\s+|\s+but\s+)",
    re.IGNORECASE,
)
_EXTRA = re.compile(r"\b(?:extra|additional)\b", re.IGNORECASE)
_SAID_ALONG = re.compile(r",?\s*(?:if possible|if that's ok(?:ay)?|if that works|i think|i guess)\b", re.IGNORECASE)
_TOMORROW = re.compile(r"(?:tomorrow|tmrw|tmr|morgen|demain|mañana)[\s.!]*", re.IGNORECASE)
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Reader:
    """How dates and spans are read."""

    date: Read
    shift: Callable[[str], Shift | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The date or span of an answer, and the reason behind it."""

    day: date | None
    clock: time | None
    shift: int | None
    words: str
    bare: bool
    """Nothing but a day was said."""


def find(clause: str, reader: Reader) -> Found | None:
    """The date that a clause answers with; nothing when any other word is among those around it."""
    text = _without_preamble(_SAID_ALONG.sub("", _EXTRA.sub("more", clause)).strip().rstrip("?!. "))
    tokens = text.split()
    for first in range(min(len(tokens), MOST_WORDS)):
        found = _from(tokens, first, reader, alone=text == clause.strip().rstrip("?!. "))
        if found is not None:
            return found
        if tokens[first].lower().strip(",;:!.") not in _BEFORE:
            return None
    return None


def is_tomorrow(clause: str) -> bool:
    """Whether all it says is "tomorrow"."""
    return bool(_TOMORROW.fullmatch(clause.strip()))


def _without_preamble(text: str) -> str:
    while found := _PREAMBLE.match(text):
        text = text[found.end() :]
    return text


def _from(tokens: list[str], first: int, reader: Reader, *, alone: bool) -> Found | None:
    """The longest run of words from here that reads as a date, where what follows may follow."""
    for after in range(min(len(tokens), first + 10), first, -1):
        words = " ".join(tokens[first:after]).rstrip(",;:.!–—")
        shift = reader.shift(words)
        due = None if shift else reader.date(words)
        if shift is None and due is None:
            continue
        reason = _behind(tokens, after)
        if reason is None:
            continue
        bare = alone and first == 0 and after == len(tokens) and shift is None and not _announced(words)
        day, clock = due or (None, None)
        return Found(day, clock, shift.working_days if shift else None, reason, bare)
    return None


def _behind(tokens: list[str], after: int) -> str | None:
    """The reason behind a date; None where its words go on as something else."""
    ended = after > 0 and tokens[after - 1].endswith(_ENDS)
    while after < len(tokens) and not ended and tokens[after].lower().strip(",;:.!") in _AFTER:
        ended = tokens[after].endswith(_ENDS)
        after += 1
    rest = tokens[after:]
    if not rest:
        return ""
    if rest[0].lower() in _JOINS_REASON:
        return " ".join(rest[1:]).removeprefix("to ") if rest[0].lower() != "so" else " ".join(rest)
    return " ".join(rest) if ended else None


def _announced(words: str) -> bool:
    return words.split()[0].lower() in {"by", "until", "till", "before", "due", "in", "within", "bis", "hasta"}
