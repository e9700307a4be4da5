"""Bringing people together: who, and when the conversation begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmo_bot.model import Item, Person, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.gate import never_reached

MOST_PEOPLE = 8
"""As many as Slack has room for in one direct conversation."""
WAITS_AT_MOST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Together:
    """A conversation about one item: who is in it, who asked for it, and the question."""

    item: Item
    people: tuple[Person, ...]
    by: Person
    question: str
    project: Project | None = None
    owner: Person | None = None
    waits_for: str = ""
    moved: Item | None = None
    """What the item waits for, where it is about the new date of that."""
    hidden: frozenset[int] = frozenset()
    """The items that not everybody in it may know of: there they are not named."""
    apart: Person | None = None
    """Slack would not open one for all: this reader is told alone whom to write to."""


def reachable(people: Sequence[Person]) -> tuple[Person, ...]:
    """Who can be in it: everybody once, nobody who cannot be reached, at most as many as fit."""
    found = {person.id: person for person in people if not never_reached(person)}
    return tuple(found.values())[:MOST_PEOPLE]


def begins_at(calendars: Sequence[Calendar], now: datetime) -> datetime:
    """The first instant at which all of them work; where their days never meet soon, when the first of them does."""
    at = now
    while calendars and at <= now + WAITS_AT_MOST:
        later = max(calendar.next_open(at) for calendar in calendars)
        if later == at:
            return at
        at = later
    return min((calendar.next_open(now) for calendar in calendars), default=now)
