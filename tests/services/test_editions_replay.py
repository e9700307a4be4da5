"""What goes where is taken back and happens again, row by row, and a replay sends what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from pmo_bot.jobs.replay import replay
from pmo_bot.model import Audience, Cadence, Edition, Mode, Stakeholder
from pmo_bot.services import editions, rehearsal, stakeholders, tape_playing
from pmo_bot.services.editions import Wanted
from pmo_bot.services.stakeholders import Care
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.services.shop import START, Shop

BEGINS = START + timedelta(days=2)


@pytest.fixture
def shop() -> Iterator[Shop]:
    opened = Shop.open(Mode.SUPPORTIVE)
    opened.passes(BEGINS - START)
    live(opened)
    yield opened
    opened.close()


def live(shop: Shop) -> None:
    """A channel, one that is changed and ended, and somebody who reads it alone."""
    editions.send_to(shop.db, shop.act("ria"), Wanted("SHOP", "C0STEER", Audience.SPONSOR))
    editions.send_to(shop.db, shop.act("ria"), Wanted("SHOP", "C0BOARD", Audience.SPONSOR))
    shop.passes(timedelta(hours=1))
    planned = editions.send_to(shop.db, shop.act("ria"), Wanted("SHOP", "C0BOARD", Audience.EXECUTIVE, Cadence.MONTH))
    stakeholders.note_person(shop.db, shop.act("ria"), "SHOP", Care(shop.id_of("ben"), direct=True))
    shop.passes(timedelta(days=8))
    editions.stop(shop.db, shop.act("ria"), planned.row_id)
    shop.passes(timedelta(days=7))


def rows(db: Database) -> list[dict[str, object]]:
    """All of them, without the cache for the index."""
    with db.reading() as session:
        found = [*session.exec(select(Edition)), *session.exec(select(Stakeholder))]
        return [one.model_dump(exclude={"wake_at"}) for one in found]


def test_it_is_taken_back_and_happens_again_and_sends_the_same(shop: Shop) -> None:
    lived = rows(shop.db)
    assert len(lived) == 2
    with temporary_copy(shop.db) as db:
        tape = rewind(db, BEGINS)
        assert rows(db) == []
        while tape.groups:
            tape_playing.happen(db, tape)
        assert rows(db) == lived
    sent = [one for one in rehearsal.messages(shop.db, BEGINS) if one.key.startswith(("edition:", "reader:"))]
    assert {one.kind for one in sent} == {"digest"}
    assert {(one.to, one.key) for one in sent} >= {("C0STEER", f"edition:1:{_monday(shop, 1)}")}
    assert len(sent) >= 4, "two weeks for a channel and for a person"
    again = [one for one in replay(shop.db, BEGINS, shop.time.at) if one.key.startswith(("edition:", "reader:"))]
    assert [(one.at, one.to, one.key) for one in again] == [(one.at, one.to, one.key) for one in sent]


def _monday(shop: Shop, weeks: int) -> str:
    began = BEGINS.date()
    return str(began + timedelta(days=7 * weeks - began.weekday()))
