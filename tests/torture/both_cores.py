"""Work over many seeds: in a process for each of two cores when it is long, else one after the other."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import TypeVar

from pmo_bot.memory import collect_less
from tests.lengths import WHOLE

T = TypeVar("T")


def over_seeds(work: Callable[[int], T], seeds: Sequence[int], *, at_once: int = 1) -> list[T]:
    """What the work came to with each seed, in their order; a process takes so many `at_once`."""
    if not WHOLE:
        return [work(seed) for seed in seeds]
    with multiprocessing.get_context("spawn").Pool(2, initializer=collect_less) as pool:
        return pool.map(work, seeds, chunksize=at_once)
