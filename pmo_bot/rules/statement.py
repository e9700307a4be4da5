"""The PMO's statement of a month: what it was worth to the house, in figures that anybody can count again.

Nothing here is about a single person, and what is too little to say anything says nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from statistics import median

from pmo_bot.model import Goal, Item, Kpi, Person
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.drift import Share as Drift
from pmo_bot.rules.value import HUNDRED, Progress

FEW = 5
"""Of fewer no share is told, and none is compared."""
FEW_ANSWERS = 3
"""Of fewer answers no middle is told."""
LEAVES_AT = time(9)


class Automated(StrEnum):
    """What the bot did that somebody would have done by hand."""

    REMINDER = "reminder"
    QUESTION = "question"
    PASSED_ON = "passed on"
    REPORT = "report"


MINUTES: Mapping[Automated, int] = {
    Automated.REMINDER: 3,
    Automated.QUESTION: 3,
    Automated.PASSED_ON: 15,
    Automated.REPORT: 30,
}
"""How long each would have taken somebody: an estimate, said with the figure.  The only place where it stands."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month in somebody's zone: its first day, and the two instants it lies between."""

    first: date
    starts: datetime
    ends: datetime

    @property
    def last(self) -> date:
        """Its last day."""
        return next_first(self.first) - timedelta(days=1)

    def has(self, at: datetime | None) -> bool:
        """Whether an instant lies in it."""
        return at is not None and self.starts <= at < self.ends


def month_of(calendar: Calendar, day: date) -> Month:
    """The month of a day."""
    first = day.replace(day=1)
    return Month(first, calendar.at(first, time()), calendar.at(next_first(first), time()))


def next_first(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


# --- when it leaves ---------------------------------------------------------------------


def leaves_at(calendar: Calendar, first: date) -> datetime:
    """On the first working day of a month, at nine: the statement of the month before."""
    return calendar.at(calendar.on_or_after(first), LEAVES_AT)


def owed(calendar: Calendar, since: datetime, now: datetime) -> date | None:
    """The newest month whose statement should have left by now; None before the first.  Known by its first day.

    Who is away for more than a month reads the newest when they are back, beside the month before it.
    """
    first = calendar.today(now).replace(day=1)
    while leaves_at(calendar, first) > now:
        first = before(first)
    return before(first) if leaves_at(calendar, first) >= since else None


def next_at(calendar: Calendar, now: datetime) -> datetime:
    """When the next one leaves."""
    first = calendar.today(now).replace(day=1)
    while leaves_at(calendar, first) <= now:
        first = next_first(first)
    return leaves_at(calendar, first)


# --- what it says -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of so many, with the keys that are meant."""

    part: int = 0
    of: int = 0
    keys: tuple[str, ...] = ()

    @property
    def percent(self) -> int | None:
        """In whole per cent, rounded down; None of too few."""
        return self.part * HUNDRED // self.of if self.of >= FEW else None


@dataclass(frozen=True, slots=True)
class Answers:
    """How long those who were asked what happens next took to answer."""

    took: tuple[timedelta, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def middle(self) -> timedelta | None:
        """Half of them took no longer; None of too few."""
        if len(self.took) < FEW_ANSWERS:
            return None
        return timedelta(seconds=median(one.total_seconds() for one in self.took))


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one month, as far as its reader may know of what they count."""

    kept: Counted = field(default_factory=Counted)
    """Dated work that was finished: by the first date that was promised."""
    answers: Answers = field(default_factory=Answers)
    decided: tuple[str, ...] = ()
    """The decisions that were made."""
    own: Counted = field(default_factory=Counted)
    """New items: written down by whoever owes them."""
    lessons: int = 0
    lessons_used: int | None = None
    """How often a lesson was used again; None as long as nobody counts it."""
    reached: tuple[Item, ...] = ()
    """The milestones."""
    confirmed: tuple[Kpi, ...] = ()
    """The benefits that came true."""
    missed: tuple[Kpi, ...] = ()
    automated: Mapping[Automated, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was finished, asked, decided or learned: what the bot did by itself is no reason to write."""
        counted = (self.kept.of, self.answers.took, self.decided, self.own.of, self.lessons, self.lessons_used)
        return not any((*counted, self.reached, self.confirmed, self.missed))

    @property
    def minutes(self) -> int:
        """What the bot did, in minutes of somebody who would have done it by hand."""
        return sum(count * MINUTES[kind] for kind, count in self.automated.items())


@dataclass(frozen=True, slots=True)
class Statement:
    """A month beside the one before it, for one reader."""

    reader: Person
    month: Month
    under_way: bool
    """The month is not over yet."""
    now: Figures
    then: Figures
    carried_out: Counted
    """Decisions that count and ask for something: those whose items are done.  The keys are of the others."""
    drift: Drift
    drift_before: Drift
    goals: Sequence[tuple[Goal, Progress]] = ()
    post_key: str = ""
