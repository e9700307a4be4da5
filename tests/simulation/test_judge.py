"""The judge notices: each of these switches one rule of the bot off, and is caught for it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel

from pmo_bot.rules import brief, climbing, gate, nudges, plan
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.services import facts, planning_lines, planning_posts, reading_asks
from pmo_bot.store import outbox
from tests.simulation.checker import violations
from tests.simulation.driver import Wanted, play

Switch = Callable[[pytest.MonkeyPatch], object]
QUIET = Wanted(seed=7, items=16, people=6, projects=4, days=12, troubled=0.0, outages=0, edits=False)
HURRIED = {**DEFAULT, "escalate": [{**rung, "at": 1} for rung in DEFAULT["escalate"]]}
"""Only the wait after the preview, and between two recipients, holds these back."""
TO_PMO = {**DEFAULT, "escalate": [{"at": 0, "do": "preview"}, {"at": 1, "to": "pmo"}]}


def small(**more: Any) -> Wanted:
    """A small run that has what the switch is about."""
    return Wanted(**{**{name: getattr(QUIET, name) for name in QUIET.__dataclass_fields__}, **more})


def always_new(kind: str) -> Callable[[Session, SQLModel], bool]:
    """Keys of this kind name no slot."""
    numbers = count()

    def insert(session: Session, row: SQLModel) -> bool:
        if getattr(row, "kind", "") == kind:
            row.key = f"{row.key}:{next(numbers)}"  # type: ignore[attr-defined]
        return outbox.insert_once(session, row)

    return insert


SWITCHES: dict[str, tuple[Switch, Wanted, str]] = {
    "gate": (
        lambda patch: patch.setattr(gate, "may_notify", lambda *_, **__: gate.GO), QUIET, "outside working hours",
    ),
    "calendar": (
        lambda patch: patch.setattr(Calendar, "is_working", lambda self, day: True), QUIET, "on a day off",
    ),
    "pause": (
        lambda patch: patch.setattr(gate, "is_paused", lambda person, day: False),
        small(seed=3, often={"preferences": 0.4}), "paused and got a brief",
    ),
    "one brief": (
        lambda patch: patch.setattr(planning_posts, "insert_once", always_new("brief")),
        QUIET, "a second brief",
    ),
    "each step once": (
        lambda patch: (
            patch.setattr(planning_lines, "insert_once", always_new("nudge")),
            patch.setattr(nudges, "_carried", lambda facts, step: False),
        ),
        QUIET, "this step was said before",
    ),
    "wait after the preview": (
        lambda patch: patch.setattr(Calendar, "one_working_day_after", lambda self, at: at),
        small(policy=HURRIED), "its owner was shown it at",
    ),
    "grace": (
        lambda patch: patch.setattr(climbing, "_working_days_after", lambda calendar, at, days: at),
        small(policy=HURRIED, seed=8), "and had until",
    ),
    "passing over": (
        lambda patch: patch.setattr(climbing, "_next_recipient", _only_the_first),
        small(policy=HURRIED, silent=True),
        "should have been told",
    ),
    "the owner's release": (
        lambda patch: (
            patch.setattr(climbing, "_needs_release", lambda facts, somebody_knows: False),
            patch.setattr(facts, "may_climb", lambda *_, released: True),
        ),
        small(policy=HURRIED, silent=True, items=40), "did not pass it on",
    ),
    "nudges": (
        lambda patch: patch.setattr(plan, "owed_nudge", lambda facts, day: None), QUIET, "is missing in the brief",
    ),
    "the day after": (
        lambda patch: patch.setattr(nudges, "_acted_before", lambda facts, step, day: False),
        QUIET, "its owner acted on the day before",
    ),
    "the owner's clock": (
        lambda patch: patch.setattr(ItemFacts, "clock_stopped", property(lambda facts: False)),
        small(seed=1, items=24), "the owner's clock stands still",
    ),
    "who has left": (
        lambda patch: patch.setattr(gate, "GONE", ()), small(often={"leave": 0.05}), "has left and was written to",
    ),
    "three asks": (
        lambda patch: (patch.setattr(gate, "ASKS_A_DAY", 99), patch.setattr(planning_posts, "ASKS_A_DAY", 99)),
        small(seed=1, items=90, people=3, projects=1, days=3), "was asked more than 3 times",
    ),
    "five lines": (
        lambda patch: (patch.setattr(brief, "BRIEF_LINES", 99), patch.setattr(reading_asks, "BRIEF_LINES", 99)),
        small(items=60, people=3, projects=1, days=6), "lines in brief",
    ),
    "private projects": (
        lambda patch: patch.setattr(facts, "may_see", lambda *_: True),
        small(seed=5, items=24, people=12, silent=True, policy=TO_PMO), "must not know of item",
    ),
}  # fmt: skip


def _only_the_first(chain: Any, ladder: Any, told: Any) -> Any:
    return chain[0] if chain and not told else None


@pytest.mark.parametrize("name", SWITCHES)
def test_a_bot_without_a_rule_is_caught(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    switch, wanted, complaint = SWITCHES[name]
    switch(monkeypatch)
    found = violations(play(wanted, tmp_path).log.lines)
    assert any(complaint in one for one in found), (complaint, found[:10])
