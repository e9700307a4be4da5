"""Figures, and the table they are printed in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, beside the least it could take."""

    what: str
    where: str
    """The database, or how it was reached."""
    measured: float
    floor: float
    floor_is: str
    unit: str = "ms"
    aim: float | None = None
    more_is_better: bool = False
    """It is a rate, and stands beside that of a peer."""

    @property
    def ratio(self) -> float:
        """How many times the floor, or the peer, it is."""
        return self.measured / self.floor if self.floor else float("inf")

    @property
    def met(self) -> bool:
        """Whether the aim is reached; without an aim it always is."""
        if self.aim is None:
            return True
        return self.measured >= self.aim if self.more_is_better else self.measured <= self.aim


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """The lines of a table: what, where, aim, measured, floor, ratio."""
    yield f"{'what':<48} {'where':<18} {'aim':>9} {'measured':>13} {'floor':>13} {'ratio':>7}  the floor is"
    for one in figures:
        aim = f"{one.aim:.4g}" if one.aim is not None else "–"
        mark = "" if one.met else "  ← misses its aim"
        yield (
            f"{one.what:<48} {one.where:<18} {aim:>9} {one.measured:>9.2f} {one.unit:<3}"
            f" {one.floor:>9.2f} {one.unit:<3} {one.ratio:>6.1f}×  {one.floor_is}{mark}"
        )


def timed(act: Callable[[], object], times: int, before: Callable[[], object] | None = None) -> float:
    """The median of some runs in milliseconds; `before` each run is not counted."""
    taken = []
    for _ in range(times):
        if before is not None:
            before()
        with stopwatch(taken):
            act()
    return statistics.median(taken)


@contextmanager
def stopwatch(into: list[float]) -> Iterator[None]:
    """Add the milliseconds a block takes to a list."""
    began = time.perf_counter()
    yield
    into.append((time.perf_counter() - began) * 1000)


def percentile(taken: list[float], share: float) -> float:
    """The value that this share of all stays below."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]
