"""Tips for newcomers: one a week at most, four altogether, and none about what somebody has found by themselves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NEW_FOR = timedelta(days=60)
"""So long after the bot first wrote to somebody they are a newcomer."""
APART = timedelta(days=7)
SAID = "said:"
"""What `once` of an event begins with that came from somebody's words."""


class Tip(StrEnum):
    """What there is to know, the most useful first."""

    WORDS = "words"
    """One may answer in words."""
    TRACK = "track"
    """A message's menu has *Track this*."""
    BLOCKED = "blocked"
    """Who waits for somebody can say so."""
    PREFS = "prefs"
    """When the brief comes is one's own choice."""


@dataclass(frozen=True, slots=True)
class Did:
    """Something somebody did, as its event tells: what, from where, and which click or words it came from."""

    what: str
    source: str = ""
    once: str = ""


def tip_for(today: date, greeted: date | None, shown: Mapping[date, str], used: Collection[Tip]) -> Tip | None:
    """The tip of today's brief; none on the first day, whose message explains the bot already."""
    if not is_due(today, greeted, shown):
        return None
    known = set(shown.values())
    return next((tip for tip in Tip if tip not in known and tip not in used), None)


def is_due(today: date, greeted: date | None, shown: Mapping[date, str]) -> bool:
    """Whether a tip may come today at all."""
    if greeted is None or not greeted < today <= greeted + NEW_FOR or len(shown) >= len(Tip):
        return False
    return all(day + APART <= today for day in shown)


def used(did: Collection[Did]) -> frozenset[Tip]:
    """What somebody has found by themselves."""
    return frozenset(tip for tip in Tip if any(_shows(tip, one) for one in did))


def _shows(tip: Tip, one: Did) -> bool:
    match tip:
        case Tip.WORDS:
            return one.once.startswith(SAID)
        case Tip.TRACK:
            return one.source == "shortcut"
        case Tip.BLOCKED:
            return one.what == "item.blocked"
        case Tip.PREFS:
            return one.what == "person.changed"
