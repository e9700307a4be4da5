"""The judge notices: each of these switches one rule of the bot off, and is caught for it.

All of them: `./run prove tests/simulation/test_judge.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from pmo_bot.rules import asks, brief, climbing, gate, news, nudges, plan, severity
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.services import (
    facts,
    gathered,
    handshake,
    planning,
    planning_lines,
    planning_posts,
    planning_workspaces,
    reading_asks,
)
from pmo_bot.services.commitment import pass_word
from pmo_bot.store import outbox
from tests.lengths import length, proof
from tests.simulation.checker import violations
from tests.simulation.driver import Wanted, play

SEEDS = 6
Switch = Callable[[pytest.MonkeyPatch], object]
QUIET = Wanted(seed=7, items=16, people=6, projects=4, days=12, troubled=0.0, outages=0, edits=False)
HURRIED = {**DEFAULT, "escalate": [{**rung, "at": 1} for rung in DEFAULT["escalate"]]}
"""Only the wait after the preview, and between two recipients, holds these back."""
TO_PMO = {**DEFAULT, "escalate": [{"at": 0, "do": "preview"}, {"at": 1, "to": "pmo"}]}


def small(**more: Any) -> Wanted:
    """A small run that has what the switch is about."""
    return replace(QUIET, **more)


def always_new(kind: str) -> Callable[[Session, Sequence[Any]], list[Any]]:
    """Keys of this kind name no slot."""
    numbers = count()

    def insert(session: Session, rows: Sequence[Any]) -> list[Any]:
        for row in rows:
            if row.kind == kind:
                row.key = f"{row.key}:{next(numbers)}"
        return outbox.insert_each(session, rows)

    return insert


def _of_an_instant(find: Callable[..., str]) -> Callable[..., str]:
    """The key of a brief names when it was made, and not its day."""
    return lambda reader, now, **more: f"{find(reader, now, **more)}:{now:%H%M}"


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
        lambda patch: patch.setattr(planning_posts, "_brief_key", _of_an_instant(planning_posts._brief_key)),
        QUIET, "a second brief",
    ),
    "each step once": (
        lambda patch: (
            patch.setattr(planning_lines, "insert_each", always_new("nudge")),
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
        small(policy=HURRIED, items=40), "and had until",
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
        lambda patch: patch.setattr(gate, "GONE", ()),
        small(seed=2, often={"leave": 0.05}), "has left and was written to",
    ),
    "three asks": (
        lambda patch: (patch.setattr(gate, "ASKS_A_DAY", 99), patch.setattr(planning_posts, "ASKS_A_DAY", 99)),
        small(seed=1, items=90, people=3, projects=1, days=3), "was asked more than 3 times",
    ),
    "five lines": (
        lambda patch: (patch.setattr(brief, "BRIEF_LINES", 99), patch.setattr(reading_asks, "BRIEF_LINES", 99)),
        small(items=60, people=3, projects=1, days=6), "lines in brief",
    ),
    "nobody is forgotten": (
        lambda patch: patch.setattr(plan, "_questions", lambda facts, now: iter(())), QUIET, "should have been asked",
    ),
    "asked once": (
        lambda patch: patch.setattr(planning_lines, "insert_each", always_new("request")), QUIET, "asked before",
    ),
    "asked again in time": (
        lambda patch: patch.setattr(asks, "REMINDED", (0, 0, 0, 0)), small(silent=True), "repeated on",
    ),
    "not too often": (
        lambda patch: patch.setattr(asks, "REMINDED", (1, 3, 4)), small(silent=True), "repeated too often",
    ),
    "repeated where a yes is needed": (
        lambda patch: patch.setattr(asks, "QUESTIONS", tuple(_always_again(find) for find in asks.QUESTIONS)),
        small(silent=True), "repeated where no yes is needed",
    ),
    "who is asked": (
        lambda patch: patch.setattr(asks, "REQUESTED_OF", ("pmo",)), small(items=30), "is to answer",
    ),
    "nothing moves unagreed": (
        lambda patch: patch.setattr(handshake, "pass_word", _moving_at_once), small(items=30), "counter moved its date",
    ),
    "one message for all": (
        lambda patch: patch.setattr(planning_posts, "_takes_more", lambda post: False),
        small(items=60, people=4, projects=1, days=3), "and by itself at",
    ),
    "a preview that is void": (
        lambda patch: patch.setattr(planning, "is_void", lambda facts: False),
        small(items=40, silent=True, often={"project": 0.3, "link": 0.3}), "was shown",
    ),
    "how it ended": (
        lambda patch: patch.setattr(news, "NEWS", tuple(one for one in news.NEWS if one is not news._settled)),
        small(policy=HURRIED, items=40), "not how it ended",
    ),
    "what nobody takes up": (
        lambda patch: patch.setattr(asks, "QUESTIONS", tuple(set(asks.QUESTIONS) - {asks._untaken})),
        small(items=40, silent=True), "should have been asked who takes it",
    ),
    "its time": (
        lambda patch: patch.setattr(severity, "LIMITS", tuple({"severity": n, "hours": 1} for n in (1, 2, 3))),
        small(items=40, silent=True), "before its time was over",
    ),
    "the statement": (
        lambda patch: patch.setattr(planning_workspaces, "plan_statement", lambda *_: (0, [])),
        small(start=datetime(2026, 8, 24, 5, tzinfo=UTC)), "got no statement",
    ),
    "private projects": (
        lambda patch: patch.setattr(gathered, "may_see", lambda *_: True),
        small(seed=5, items=24, people=12, silent=True, policy=TO_PMO), "must not know of item",
    ),
}  # fmt: skip


def _only_the_first(chain: Any, ladder: Any, told: Any) -> Any:
    return chain[0] if chain and not told else None


def _always_again(find: Callable[[ItemFacts], asks.Asked | None]) -> Callable[[ItemFacts], asks.Asked | None]:
    def found(facts: ItemFacts) -> asks.Asked | None:
        asked = find(facts)
        return replace(asked, again=(1, 3)) if asked is not None else None

    return found


def _moving_at_once(item: Any, to: Any, at: Any, **offered: Any) -> None:
    pass_word(item, to, at, **offered)
    item.due = offered.get("due") or item.due


SHORT = ("gate", "each step once", "wait after the preview", "who has left")
"""What every run of the tests controls; the whole proof tries every switch, which takes minutes."""
TRIED = length(SHORT, tuple(SWITCHES))


@proof
@pytest.mark.parametrize("name", TRIED)
def test_a_bot_without_a_rule_is_caught(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In one of a few companies: what a small one happens to do differs with every new rule."""
    switch, wanted, complaint = SWITCHES[name]
    switch(monkeypatch)
    found: list[str] = []
    for seed in range(wanted.seed, wanted.seed + SEEDS):
        (folder := tmp_path / str(seed)).mkdir()
        found = violations(play(replace(wanted, seed=seed), folder).log.lines)
        if any(complaint in one for one in found):
            return
    pytest.fail(f"{complaint!r} is not among {found[:10]}")
