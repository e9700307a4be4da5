"""Played again by the rules in force, the last thirty days send exactly what was sent.

More lives: `REPLAY_SEEDS="1 2 3 4" pytest tests/services/test_replay.py`.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from pmo_bot.jobs.replay import replay
from pmo_bot.model import Base, Event, Item
from pmo_bot.services import rehearsal, tape_playing
from pmo_bot.services.rehearsal import Message
from pmo_bot.services.tape import BY_ITSELF, rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.simulation.driver import START, Wanted, play

DAYS, REPLAYED = 34, 30
SEEDS = [int(seed) for seed in os.environ.get("REPLAY_SEEDS", "1").split()]
OFTEN = {"policy": 0.03, "project": 0.05, "leave": 0.008, "travel": 0.04}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_company_lives_and_its_days_happen_again(seed: int, tmp_path: Path) -> None:
    """One life for three questions: living takes longer than asking."""
    lived = life(seed, tmp_path)
    it_did_enough_to_be_worth_a_replay(lived)
    the_replay_sends_exactly_what_was_sent(lived)
    back_and_on_again_everything_is_as_it_was(lived)
    lived.close()


def life(seed: int, folder: Path) -> Database:
    """A company that lived: random items, answers, absences, moves, leavers, new modes and policies."""
    wanted = Wanted(seed=seed, items=40, people=5, projects=2, days=DAYS, troubled=0.0, outages=0, edits=False,
                    often=OFTEN)  # fmt: skip
    assert play(wanted, folder).failures == []
    return Database(f"sqlite:///{folder / f'company-{seed}.db'}")


def span() -> tuple[datetime, datetime]:
    end = START + timedelta(days=DAYS)
    return end - timedelta(days=REPLAYED), end


def shape(messages: list[Message]) -> list[tuple[Any, ...]]:
    """A message as people can tell it from others."""
    return [(m.local, m.to, m.kind, m.items, m.key, m.inside, m.preview_of) for m in messages]


def the_replay_sends_exactly_what_was_sent(lived: Database) -> None:
    start, end = span()
    sent = shape(rehearsal.messages(lived, start))
    assert len(sent) > 80
    again = shape(replay(lived, start, end))
    assert [one for one in sent if one not in again][:5] == []
    assert [one for one in again if one not in sent][:5] == []
    assert again == sent


MADE = ("outbox", "line", "pair", "pair_line", "sent", "snapshot", "escalation", "event", "wording", "note")
"""What the plan makes, and what an event writes down beside itself."""


def back_and_on_again_everything_is_as_it_was(lived: Database) -> None:
    """Nothing changes a row of people, projects, items, policies or absences without an event that tells it."""
    with temporary_copy(lived) as db:
        by_itself = of_time(db)
        before = rows(db, by_itself)
        tape = rewind(db, span()[0])
        assert rows(db, by_itself) != before
        while tape.groups:
            tape_playing.happen(db, tape)
        after = rows(db, by_itself)
        for name in before:
            assert [one for one in before[name] if one not in after[name]][:3] == [], name
        assert after == before


def of_time(db: Database) -> set[tuple[int, str]]:
    """The columns of items that time changed: the plan does that once more, and is not asked to here."""
    with db.reading() as session:
        events = session.exec(
            select(Item.number, Event).join(Event, col(Event.item_id) == Item.id).where(col(Event.what).in_(BY_ITSELF))
        )
        return {(number, name) for number, event in events for name in event.after}


def rows(db: Database, by_itself: set[tuple[int, str]]) -> dict[str, list[dict[str, Any]]]:
    caches = {"wake_at", "home_seen_at", "greeted_at", "dm_channel", "checked_at", "id", "next_number", "name"}
    found = {}
    with db.reading() as session:
        for name, table in Base.metadata.tables.items():
            if name not in MADE:
                kept = session.execute(select(table)).mappings()
                told = [
                    {k: v for k, v in row.items() if k not in caches and (row.get("number"), k) not in by_itself}
                    for row in kept
                ]
                found[name] = sorted(told, key=repr)
    return found


def it_did_enough_to_be_worth_a_replay(lived: Database) -> None:
    with lived.reading() as session:
        happened = set(session.exec(select(Event.what).where(col(Event.recorded_at) >= span()[0])))
    assert happened >= {
        "item.created", "item.done", "item.moved", "item.assigned", "item.accepted", "item.countered", "item.blocked",
        "person.absent", "person.changed", "policy.changed",
        "escalation.answered", "escalation.acknowledged",
    }  # fmt: skip
