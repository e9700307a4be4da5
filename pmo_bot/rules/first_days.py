"""How the first ninety days of a PMO go: its plan, what was won, and the figures beside those of the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pmo_bot.model import Item, Person, Project
from pmo_bot.rules.baseline import Comparison
from pmo_bot.rules.wins import Won

REPORTS = (30, 60, 90)
"""Days after the start on which it is looked at."""


@dataclass(frozen=True, slots=True)
class FirstDays:
    """The report of a day."""

    project: Project
    start: date
    today: date
    steps: Sequence[Item]
    """The plan, first due first."""
    wins: Sequence[Won]
    figures: Comparison
    sponsor: Person | None
    passes_on: bool = False
    """Whether it goes to the sponsor when whoever reads it says so."""

    @property
    def day(self) -> int:
        """Which day it is."""
        return (self.today - self.start).days

    @property
    def done(self) -> int:
        """How many steps are behind."""
        return sum(not item.is_open for item in self.steps)

    @property
    def next(self) -> Item | None:
        """What comes next."""
        return next((item for item in self.steps if item.is_open), None)


def report_days(start: date) -> tuple[tuple[int, date], ...]:
    """The days on which it is looked at, each by its number."""
    return tuple((number, start + timedelta(days=number)) for number in REPORTS)
