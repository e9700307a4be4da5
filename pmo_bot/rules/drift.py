"""Drift: which share of the open work serves no goal, at the ends of months.

It is worked out from what is kept anyway: when items were opened and closed, and which goal a project served when.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Work:
    """One item: where it belongs, and from when until when it was open."""

    project_id: int | None
    opened: datetime
    closed: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        """Whether it was open then."""
        return self.opened <= at and (self.closed is None or self.closed > at)


@dataclass(frozen=True, slots=True)
class Aim:
    """From a moment on a project serves a goal, or none."""

    project_id: int
    since: datetime
    serves: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the open work served no goal at a moment."""

    at: datetime
    without: int
    open: int

    @property
    def percent(self) -> int | None:
        """In whole per cent, rounded down; None when nothing was open."""
        return self.without * HUNDRED // self.open if self.open else None


def drift(work: Sequence[Work], aims: Iterable[Aim], moments: Iterable[datetime]) -> tuple[Share, ...]:
    """The share at each of these moments.  Work of no project serves no goal."""
    by_project: dict[int, list[Aim]] = {}
    for aim in sorted(aims, key=lambda one: one.since):
        by_project.setdefault(aim.project_id, []).append(aim)
    return tuple(_share(work, by_project, at) for at in moments)


def _share(work: Sequence[Work], aims: Mapping[int, Sequence[Aim]], at: datetime) -> Share:
    still_open = [one for one in work if one.is_open(at)]
    return Share(at, sum(not _serves(aims.get(one.project_id or 0, ()), at) for one in still_open), len(still_open))


def _serves(aims: Sequence[Aim], at: datetime) -> bool:
    known = [aim.serves for aim in aims if aim.since <= at]
    return known[-1] if known else False
