"""What people can do, what comes first and what is offered can be taken back and happens again, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from pmo_bot.jobs.replay import replay
from pmo_bot.model import Item, Mode, Person, PersonSkill, Priority, Project
from pmo_bot.services import offering, priorities, rehearsal, tags, tape_playing, undoing
from pmo_bot.services.items import Capture, capture, finish
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.services.shop import START, Shop

BEGINS = START + timedelta(days=2)


@pytest.fixture(scope="module")
def lived() -> Iterator[Shop]:
    shop = Shop.open(Mode.SUPPORTIVE)
    tags.set_skills(shop.db, shop.act("ana"), "python")
    shop.passes(BEGINS - START)
    live(shop)
    yield shop
    shop.close()


def live(shop: Shop) -> None:
    """Everything at least once."""
    tags.set_skills(shop.db, shop.act("ana"), "sap, python")
    tags.set_skills(shop.db, shop.act("ben"), "sap")
    tags.set_team(shop.db, shop.act("ben"), "finance")
    tags.set_capacity(shop.db, shop.act("ben"), "12")
    due = shop.today() + timedelta(days=9)
    wanted = Capture("Write the interface", owner_id=shop.id_of("ana"), project_id=shop.project().id, due=due)
    item = capture(shop.db, shop.act("ana"), wanted).item.id
    tags.set_needs(shop.db, shop.act("ana"), item, "sap, python")
    shop.passes(timedelta(hours=1))
    undoing.undo(shop.db, shop.act("ana"), tags.set_effort(shop.db, shop.act("ana"), item, 8).event.id)
    tags.set_effort(shop.db, shop.act("ana"), item, 5)
    critical = [
        capture(
            shop.db, shop.act("ria"), Capture(f"Part {n}", project_id=shop.project().id, priority=Priority.CRITICAL)
        )
        for n in range(4)
    ]
    priorities.swap(shop.db, shop.act("ria"), critical[3].item.id, critical[0].item.id)
    priorities.set_priority(shop.db, shop.act("ria"), "SHOP", 1)
    shop.passes(timedelta(hours=1))
    offering.offer(shop.db, shop.act("ana"), item, shop.id_of("ben"))
    shop.passes(timedelta(days=1))
    offered = next(one.id for one in shop.items() if one.about is not None and one.owner_id == shop.id_of("ben"))
    finish(shop.db, shop.act("ben"), offered)
    priorities.set_priority(shop.db, shop.act("ria"), "SHOP", 2)
    shop.passes(timedelta(days=3))


def rows(db: Database) -> dict[str, list[dict[str, Any]]]:
    """People, projects, items and skills, but for what is a cache or not history."""
    apart = {"wake_at", "home_seen_at", "greeted_at", "dm_channel", "checked_at"}
    with db.reading() as session:
        return {
            kind.__name__: sorted(
                (one.model_dump(exclude=apart) for one in session.exec(select(kind))), key=lambda row: str(row)
            )
            for kind in (Person, PersonSkill, Project, Item)
        }


def test_the_offer_was_taken_and_the_swap_was_made(lived: Shop) -> None:
    first, *rest = (one for one in lived.items() if one.about is None)
    assert (first.owner_id, first.effort) == (lived.id_of("ben"), 5)
    assert [one.priority.value for one in rest] == ["high", "critical", "critical", "critical"]


def test_back_and_on_again_everything_is_as_it_was(lived: Shop) -> None:
    before = rows(lived.db)
    with temporary_copy(lived.db) as copy:
        tape = rewind(copy, BEGINS)
        back = rows(copy)
        assert (len(back["Item"]), len(back["PersonSkill"])) == (0, 1)
        assert {one["priority"] for one in back["Project"]} == {None}
        while tape.groups:
            tape_playing.happen(copy, tape)
        assert rows(copy) == before


def test_the_replay_sends_exactly_what_was_sent(lived: Shop) -> None:
    sent = [(m.local, m.to, m.kind, m.items, m.key) for m in rehearsal.messages(lived.db, BEGINS)]
    again = [(m.local, m.to, m.kind, m.items, m.key) for m in replay(lived.db, BEGINS, lived.time.at)]
    assert sent
    assert again == sent
