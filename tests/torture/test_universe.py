"""R24: from one seed a world in which everything breaks, judged by windows; the same seed is the same world again.

Whole: `./run prove tests/torture/test_universe.py`.  One seed: `python -m tests.torture.universe --seed 7`.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

import pytest

from pmo_bot.jobs.deliver import Courier
from pmo_bot.services import delivery
from tests.apart import modules_behind, shared_with_the_bot
from tests.lengths import WHOLE, alone, length, proof
from tests.torture import report
from tests.torture.policies import MUTANTS
from tests.torture.universe.__main__ import again
from tests.torture.universe.checker import violations
from tests.torture.universe.play import Bounds, play

SEEDS = range(1, length(2, 50) + 1)
SMALL = Bounds(days=3, items=6, outages=1, steps=1)
BOUNDS = length(SMALL, Bounds())
WITHIN = 180.0
"""Seconds in which all of the seeds are to be played on two cores."""
CHECKER = "tests.torture.universe.checker"


class Judged(NamedTuple):
    """How a seed ended."""

    broken: list[str]
    """What must not be."""
    happened: Counter[str]
    digest: str


def judged(seed: int, bounds: Bounds) -> Judged:
    """Play a seed, and judge it."""
    with TemporaryDirectory() as folder:
        ended = play(seed, Path(folder), bounds)
    return Judged([*ended.failures, *violations(ended.log.lines)], ended.happened, ended.digest)


judged_once = cache(judged)


def all_of(seeds: Sequence[int], bounds: Bounds) -> list[Judged]:
    """Every seed; whole, a process for each core."""
    if not WHOLE:
        return [judged_once(seed, bounds) for seed in seeds]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as processes:
        return list(processes.map(partial(judged, bounds=bounds), seeds))


@alone
@proof
def test_r24_nothing_is_lost_doubled_early_or_out_of_order() -> None:
    began = time.monotonic()
    found = all_of(SEEDS, BOUNDS)
    seconds = time.monotonic() - began
    happened = sum((one.happened for one in found), Counter[str]())
    wrong = {seed: one.broken for seed, one in zip(SEEDS, found, strict=True) if one.broken}
    report.row(
        "R24", target=f"50 seeds × 30 days: every window kept, ≤ {WITHIN:.0f} s", seed=f"{SEEDS[0]}-{SEEDS[-1]}",
        measured=f"{len(SEEDS)} seeds × {BOUNDS.days} days, {len(wrong)} with a window missed, {happened['killed']:,} "
        f"workers killed, {happened['posts']:,} posts, {happened['posts gone wrong']:,} gone wrong, "
        f"{happened['database failed']:,} failures of the database, {seconds:.0f} s",
    )  # fmt: skip
    assert not wrong, "\n".join(f"{again(seed, BOUNDS)}: {broken[:5]}" for seed, broken in wrong.items())
    assert all(happened[trouble] for trouble in ("killed", "posts gone wrong", "database failed"))


@proof
def test_r24_the_same_seed_is_the_same_to_the_letter() -> None:
    """In another process, too, where nothing that Python throws dice for falls the same way."""
    command = [sys.executable, *again(SEEDS[-1], BOUNDS).split()[1:]]
    there = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "7"}, check=True, capture_output=True, text=True
    )
    assert there.stdout.splitlines()[1] == judged_once(SEEDS[-1], BOUNDS).digest


@proof
@pytest.mark.parametrize("policy", [name for name in MUTANTS if name != "lease too short"])
def test_r24_what_peers_do_is_caught(policy: str) -> None:
    with following(policy):
        for seed in range(1, length(6, 12)):
            found = judged(seed, replace(SMALL, wrong=0.6))
            if any(word in one for one in found.broken for word in ("lost", "doubled")):
                return
    pytest.fail(f"{policy} loses and doubles nothing")


@contextmanager
def following(policy: str) -> Iterator[None]:
    """Work by the policy of a peer for a while."""
    with (
        patch.object(delivery, "in_doubt", delivery.in_doubt),
        patch.object(Courier, "_settle", Courier._settle),
        patch.object(Courier, "_send", Courier._send),
    ):
        MUTANTS[policy]()
        yield


def test_the_checker_shares_nothing_with_the_bot() -> None:
    assert not shared_with_the_bot(CHECKER)
    assert len(modules_behind(CHECKER)) > 5, "it stands on what judges weeks without trouble"
