"""Many risks at a glance: the five-by-five matrix, the ranking with its trend, and what comes from the same cause."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_bot.model import Event, Item, Person, Project
from pmo_bot.rules.risks import BANDS, Band, Handled, band, score_of, scores_in

RANKED = 10
"""Lines of one page of the ranking."""
TOGETHER = 2
"""From so many risks on a cause is named."""


class Trend(StrEnum):
    """How a score lies to the one before somebody last looked."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One open risk, with what a line about it says."""

    item: Item
    handled: Handled
    project: Project | None = None
    owner: Person | None = None
    trend: Trend = Trend.SAME
    was: int | None = None
    """The score before it went up or down."""

    @property
    def score(self) -> int | None:
        """Probability × impact; None while it is not assessed."""
        return score_of(self.handled.risk)

    @property
    def cell(self) -> tuple[int, int]:
        """Its place in the matrix: probability and impact."""
        risk = self.handled.risk
        return (risk.probability or 0, risk.impact or 0) if risk is not None else (0, 0)

    @property
    def cause(self) -> str:
        """The tag it shares with others, however it was written."""
        return self.handled.risk.cause.casefold() if self.handled.risk is not None else ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Risks with the same cause, the worst first, over all projects that the reader may see."""

    name: str
    risks: tuple[Ranked, ...]

    @property
    def projects(self) -> tuple[Project, ...]:
        """Where they are, each once, by name."""
        found = {one.project.id: one.project for one in self.risks if one.project is not None}
        return tuple(sorted(found.values(), key=lambda project: project.name))

    @property
    def worst(self) -> int:
        """The highest score among them; 0 while none is assessed."""
        return max(one.score or 0 for one in self.risks)


@dataclass(frozen=True, slots=True)
class Heat:
    """All risks that a reader may see, of one project or of all; what is not assessed comes last."""

    risks: tuple[Ranked, ...] = ()
    causes: tuple[Cause, ...] = ()
    project: Project | None = None
    today: date = date.min

    @property
    def cells(self) -> Mapping[tuple[int, int], int]:
        """How many there are for each probability and impact."""
        found: dict[tuple[int, int], int] = {}
        for one in self.risks:
            if one.score is not None:
                found[one.cell] = found.get(one.cell, 0) + 1
        return found

    @property
    def bands(self) -> Mapping[Band, int]:
        """How many there are in each band, worst first."""
        scores = [one.score for one in self.risks if one.score is not None]
        found = {name: sum(band(points) is name for points in scores) for name in BANDS.values()}
        return {name: number for name, number in found.items() if number}

    @property
    def unassessed(self) -> int:
        """How many nobody has assessed."""
        return sum(one.score is None for one in self.risks)


def build(every: Sequence[Ranked], project: Project | None, today: date) -> Heat:
    """The risks of a project, or all of them; a cause is followed beyond the project."""
    ranked = sorted(every, key=expected)
    here = [one for one in ranked if project is None or one.item.project_id == project.id]
    named = {one.cause for one in here}
    return Heat(tuple(here), tuple(cause for cause in _causes(ranked) if cause.risks[0].cause in named), project, today)


def expected(one: Ranked) -> tuple[int, int, int, int]:
    """The order in which harm may be expected: by score, then the harder hit, then the nearer date."""
    due = one.item.due.toordinal() if one.item.due is not None else date.max.toordinal()
    return -(one.score or 0), -one.cell[1], due, one.item.number


def _causes(ranked: Iterable[Ranked]) -> list[Cause]:
    """What several risks come from, what weighs most first."""
    found: dict[str, list[Ranked]] = {}
    for one in ranked:
        if one.cause:
            found.setdefault(one.cause, []).append(one)
    many = [Cause(_written(risks), tuple(risks)) for risks in found.values() if len(risks) >= TOGETHER]
    return sorted(many, key=lambda cause: (-sum(one.score or 0 for one in cause.risks), cause.name))


def _written(risks: Sequence[Ranked]) -> str:
    """The cause as it is written at the worst of them."""
    return risks[0].handled.risk.cause if risks[0].handled.risk is not None else ""


def trend(last: Event | None) -> tuple[Trend, int | None]:
    """How the score lies to the one before, by the last event in which somebody looked at the risk."""
    found = scores_in(last) if last is not None and last.what == "risk.assessed" else None
    was, now = found or (None, None)
    if now is None:
        return Trend.SAME, None
    if was is None:
        return Trend.NEW, None
    return (Trend.UP if now > was else Trend.DOWN if now < was else Trend.SAME), was
