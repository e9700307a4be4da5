"""Played again by the rules in force, the last thirty days send exactly what was sent.

More lives: `./run prove tests/services/test_replay.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from pmo_bot.jobs.replay import replay
from pmo_bot.model import Base, Baseline, Event, Item, Workspace
from pmo_bot.services import rehearsal, tape_playing
from pmo_bot.services.rehearsal import Message
from pmo_bot.services.tape import BY_ITSELF, rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.lengths import length, proof
from tests.services.life import END, SEED

REPLAYED = 30
SEEDS = length([SEED], list(range(1, 9)))
pytestmark = [pytest.mark.xdist_group("life"), proof]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_company_lives_and_its_days_happen_again(seed: int, lives: Callable[[int], Database]) -> None:
    lived = lives(seed)
    it_did_enough_to_be_worth_a_replay(lived)
    the_replay_sends_exactly_what_was_sent(lived)
    the_first_thirty_days_are_what_the_events_say(lived)
    back_and_on_again_everything_is_as_it_was(lived)


def span() -> tuple[datetime, datetime]:
    return END - timedelta(days=REPLAYED), END


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


def the_first_thirty_days_are_what_the_events_say(lived: Database) -> None:
    """Each item is built up from nothing, event by event, until the thirtieth day."""
    with lived.reading() as session:
        kept, start = session.exec(select(Baseline)).one(), session.exec(select(Workspace)).one().started_at
        told = session.exec(select(Event).where(col(Event.item_id).is_not(None)).order_by(col(Event.id))).all()
    items: dict[int, dict[str, Any]] = {}
    for event in (one for one in told if one.recorded_at <= start + timedelta(days=30)):
        items.setdefault(event.item_id or 0, {}).update(event.after)
    work = [one for one in items.values() if one["kind"] not in ("C", "D")]
    still = [one for one in work if one["closed_at"] is None]
    assert kept.body["open"] == len(still) > 10
    assert kept.body["whole"] == len([one for one in still if one["owner_id"] and one["due"]])
    assert kept.body["finished"] == len([one for one in work if one["state"] == "done" and one["due"]])


MADE = ("outbox", "line", "pair", "pair_line", "sent", "snapshot", "baseline", "escalation", "event", "wording", "note")
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
    caches = {"wake_at", "home_seen_at", "greeted_at", "dm_channel", "checked_at", "id", "next_number", "name", "head"}
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
