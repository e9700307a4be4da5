"""A company in twelve zones lives with the bot for weeks, and no rule is broken.

The whole run is a command: `python -m tests.simulation --seed 1 --items 500 --people 40 --days 90`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.apart import modules_behind, shared_with_the_bot
from tests.lengths import length, proof
from tests.simulation.checker import violations
from tests.simulation.driver import Run, Wanted, play

ITEMS = length(32, 120)
MARCH, OCTOBER = datetime(2026, 3, length(26, 20), 5, tzinfo=UTC), datetime(2026, 10, 19, 5, tzinfo=UTC)
SPRING = Wanted(seed=1, items=ITEMS, people=12, days=length(12, 18), troubled=0.05, start=MARCH)
"""Clocks go ahead in Europe and back in New Zealand and Australia."""
AUTUMN = Wanted(seed=4, items=ITEMS, people=12, days=length(9, 30), start=OCTOBER)
"""Clocks go back in Europe and, in the longer one, in North America."""


@proof
@pytest.mark.parametrize(
    ("wanted", "spared"),
    [(SPRING, length({"untaken"}, set())), (AUTUMN, length({"statement", "confirm"}, set()))],
    ids=["spring", "autumn"],
)
def test_every_rule_is_kept_for_weeks(wanted: Wanted, spared: set[str], tmp_path: Path) -> None:
    run = play(wanted, tmp_path)
    assert run.failures == []
    assert violations(run.log.lines) == []
    assert not_said(run) <= spared


def not_said(run: Run) -> set[str]:
    """What a run has to contain to be worth a judgement."""
    entries = list(run.log.entries())
    said = {line["kind"] for entry in entries if entry["what"] == "sent" for line in entry["lines"]}
    happened = {entry["what"] for entry in entries} | {entry["act"] for entry in entries if entry["what"] == "item"}
    sent = {entry["key"].partition(":")[0] for entry in entries if entry["what"] == "sent"}
    return (
        ({"digest", "edition", "reader", "statement"} - sent)
        | ({"nudge", "preview", "packet", "request", "counter", "confirm", "untaken"} - said)
        | ({"off", "trouble", "accept"} - happened)
    )


def test_the_same_seed_plays_the_same_again(tmp_path: Path) -> None:
    small = Wanted(seed=3, items=10, people=5, days=5)
    runs = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        runs.append(play(small, tmp_path / name).log.lines)
    assert runs[0] == runs[1]


def test_the_judge_shares_nothing_with_the_bot() -> None:
    assert not shared_with_the_bot("tests.simulation.checker")
    assert len(modules_behind("tests.simulation.checker")) == 9
