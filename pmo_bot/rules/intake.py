"""What a proposal is worth doing first: a number that everybody can work out from what was said of it.

    score = (2 × worth + urgency + fit + (6 − risk) + (6 − effort) − 6) ÷ 24 × 100, rounded

Each part is from 1 to 5.  Worth counts twice; little risk and little effort count like much urgency and much fit.  The
least is 0, the most is 100.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Decision, Item, Person, Phase, Project

PARTS = ("worth", "urgency", "risk", "effort", "fit")
LEAST, MOST = 1, 5
WEIGHTS = {"worth": 2, "urgency": 1, "fit": 1}
TURNED = ("risk", "effort")
"""The more there is of these, the less it is worth doing first."""
GO, NOT_NOW, NO = 1, 2, 3
"""The positions of the board's options."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was said of a proposal."""

    worth: int
    urgency: int
    risk: int
    effort: int
    fit: int


def score(inputs: Inputs) -> int:
    """From 0 to 100; the same inputs always make the same score."""
    points = sum(weight * int(getattr(inputs, part)) for part, weight in WEIGHTS.items())
    points += sum(MOST + LEAST - int(getattr(inputs, part)) for part in TURNED)
    least = LEAST * (sum(WEIGHTS.values()) + len(TURNED))
    span = (MOST - LEAST) * (sum(WEIGHTS.values()) + len(TURNED))
    return ((points - least) * 200 + span) // (2 * span)


def inputs_of(project: Project) -> Inputs | None:
    """What was said of it; None for what was never proposed."""
    said = [getattr(project, part) for part in PARTS]
    return Inputs(*said) if None not in said else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal with where it stands."""

    project: Project
    score: int | None
    asked: Person | None = None
    """Whose word is waited for."""
    since: date | None = None
    decision: Decision | None = None
    decider: Person | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """All projects of a workspace that somebody may see, from proposed to closed."""

    counts: Mapping[Phase, int]
    proposals: tuple[Proposal, ...]
    approved: tuple[Proposal, ...]


def pipeline(projects: Sequence[Project], proposals: Mapping[int, Proposal]) -> Pipeline:
    """The counts of each phase are those of the projects; proposals come with the highest score first."""
    counts = Counter(project.phase for project in projects)

    def ranked(phase: Phase) -> tuple[Proposal, ...]:
        rows = [proposals[project.id] for project in projects if project.phase is phase]
        return tuple(sorted(rows, key=lambda one: (-(one.score if one.score is not None else -1), one.project.key)))

    return Pipeline({phase: counts[phase] for phase in Phase}, ranked(Phase.PROPOSED), ranked(Phase.APPROVED))


def is_board_question(project: Project | None, item: Item) -> bool:
    """Whether an item is the question whether its project begins."""
    return project is not None and project.asked_number == item.number
