"""What is shown of goals and figures: a goal down to its items, a figure with its values, the mandate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmo_bot.model import Goal, Item, Kpi, Mandate, Person, Project, Stakeholder
from pmo_bot.rules.baseline import Comparison
from pmo_bot.rules.value import Progress


@dataclass(frozen=True, slots=True)
class Branch:
    """One project that serves a goal, as far as the reader may know of it."""

    project: Project
    progress: Progress
    milestones: Sequence[Item] = ()
    items: Sequence[Item] = ()
    """What is open besides, first due first."""


@dataclass(frozen=True, slots=True)
class GoalTrace:
    """A goal with everything that serves it."""

    goal: Goal
    owner: Person | None
    branches: Sequence[Branch]
    kpis: Sequence["KpiCard"]
    today: date

    @property
    def progress(self) -> Progress:
        """Over all its projects that are shown."""
        return sum((one.progress for one in self.branches), Progress())


@dataclass(frozen=True, slots=True)
class KpiCard:
    """A figure with its values, oldest first."""

    kpi: Kpi
    owner: Person | None
    values: Sequence[tuple[date, float]]
    today: date
    project: Project | None = None
    goal: Goal | None = None
    outcome_by: Person | None = None
    why: str = ""
    """Why it was not reached."""
    next_on: date | None = None
    """When its value is asked for next."""
    may_change: bool = False
    """The reader says what is measured, and how."""
    may_enter: bool = True
    """The reader says what its value is."""
    entered: int = 0
    """The value that the reader entered last, if nobody has entered one since."""
    answered: tuple[int, int] = (0, 0)
    """How many of how many have answered in the newest round."""
    asked_as: int = 0
    """The check that waits for its value today; 0 for none."""


@dataclass(frozen=True, slots=True)
class About:
    """What the PMO is for, and how it stands."""

    mandate: Mandate | None
    by: Person | None
    targets: Sequence[KpiCard]
    may_change: bool
    today: date
    first_days: Comparison | None = None
    """How the workspace stood in its first thirty days, and stands now."""
    sponsor: Person | None = None
    """Whom the PMO answers to."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Who cares about a project."""

    project: Project
    rows: Sequence[Stakeholder]
    people: Mapping[int, Person] = field(default_factory=dict)
    may_change: bool = False


@dataclass(frozen=True, slots=True)
class Orphans:
    """What serves no goal: projects, and how much of the open work that is."""

    projects: Sequence[Project]
    without: int
    open: int
