"""How full somebody's weeks are: points of effort by the week in which they are due, against what fits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pmo_bot.model import AnyItem, Item, Kind, Person
from pmo_bot.rules.calendar import Calendar, monday_of

LEAST, MOST = 1, 8
"""Points that an item may have."""
MOST_CAPACITY = 100
AHEAD = 4
"""Weeks that are looked at, this one included."""
FULL = 100
BUSY = 70
"""Per cent of what fits, from which little room is left."""
USUAL: Mapping[Kind, int] = {
    Kind.ACTION: 2, Kind.MILESTONE: 3, Kind.ISSUE: 3, Kind.RISK: 1, Kind.DECISION: 1, Kind.CHECK: 1,
}  # fmt: skip
"""Points of an item whose effort nobody has said."""


class Heat(StrEnum):
    """How full a week is, without a figure."""

    AWAY = "away"
    FREE = "free"
    FITS = "fits"
    BUSY = "busy"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Week:
    """What one person has to do in the week that begins on a Monday."""

    monday: date
    points: int = 0
    fits: int = 0
    """Points for which there is room: less where they are away, or it is a holiday."""
    items: int = 0

    @property
    def is_over(self) -> bool:
        """Whether more is due than fits."""
        return self.points > self.fits

    @property
    def percent(self) -> int:
        """How much of it is taken, rounded up; of a week without room nothing can be said."""
        return -(-self.points * FULL // self.fits) if self.fits else 0

    @property
    def heat(self) -> Heat:
        """In a word."""
        if self.is_over:
            return Heat.OVER
        if not self.fits:
            return Heat.AWAY
        if not self.points:
            return Heat.FREE
        return Heat.BUSY if self.percent >= BUSY else Heat.FITS


@dataclass(frozen=True, slots=True)
class Load:
    """One person's weeks."""

    person: Person
    weeks: tuple[Week, ...]

    @property
    def points(self) -> int:
        """All that is due in them."""
        return sum(week.points for week in self.weeks)

    @property
    def room(self) -> int:
        """Points that still fit, over all the weeks."""
        return sum(max(0, week.fits - week.points) for week in self.weeks)

    @property
    def over(self) -> tuple[Week, ...]:
        """Those in which more is due than fits."""
        return tuple(week for week in self.weeks if week.is_over)


@dataclass(frozen=True, slots=True)
class Shared:
    """A week that several projects fill beyond what fits, although what each of them asks for would fit."""

    week: Week
    items: tuple[Item, ...]
    """Of each project what takes most of it."""


def effort(item: AnyItem) -> int:
    """Its points: what somebody said, else what is usual."""
    return item.effort if item.effort is not None else USUAL[item.kind]


def load(person: Person, items: Iterable[Item], calendar: Calendar, today: date, ahead: int = AHEAD) -> Load:
    """Somebody's weeks from this one on.  What is late has to be done this week; what has no date fills none."""
    first = monday_of(today)
    mondays = [first + timedelta(weeks=number) for number in range(ahead)]
    due: dict[date, list[int]] = {}
    for item in items:
        if item.is_open and item.owner_id == person.id and item.due is not None:
            due.setdefault(max(first, monday_of(item.due)), []).append(effort(item))
    return Load(
        person,
        tuple(
            Week(monday, sum(due.get(monday, ())), fits(person, calendar, monday), len(due.get(monday, ())))
            for monday in mondays
        ),
    )


def shared(person: Person, items: Iterable[Item], calendar: Calendar, today: date) -> tuple[Shared, ...]:
    """The weeks of somebody that no project fills alone, and several do together."""
    parts: dict[date, dict[int, list[Item]]] = {}
    mine = [one for one in items if one.is_open and one.owner_id == person.id and one.due is not None]
    for item in mine:
        if item.project_id is not None and item.due is not None:
            week = parts.setdefault(max(monday_of(today), monday_of(item.due)), {})
            week.setdefault(item.project_id, []).append(item)
    return tuple(
        Shared(week, tuple(max(part, key=lambda one: (effort(one), -one.number)) for part in of.values()))
        for week in load(person, mine, calendar, today).over
        if len(of := parts.get(week.monday, {})) > 1
        and all(sum(map(effort, part)) <= week.fits for part in of.values())
    )


def fits(person: Person, calendar: Calendar, monday: date) -> int:
    """What fits into one week: as much of the whole as there are days on which they work, rounded up."""
    days = len(calendar.workdays)
    working = sum(calendar.is_working(monday + timedelta(days=day)) for day in range(7))
    return -(-person.capacity * working // days)
