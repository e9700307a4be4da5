"""Issues after go-live and requirements: the same on either database, and they can happen again."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from pmo_bot.model import Item, Tagged
from pmo_bot.services import tape_playing
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.stories.packets import INES, JON, MARIA, PRIYA, newest
from tests.world import World, world


def rows(db: Database) -> dict[str, list[Any]]:
    """How severe everything is, and what is for what."""
    with db.reading() as session:
        severe = session.exec(select(Item.number, Item.severity).order_by(col(Item.number))).all()
        tagged = session.exec(select(Tagged.number, Tagged.tag_id).order_by(col(Tagged.number), col(Tagged.tag_id)))
        return {"severity": list(severe), "tagged": list(tagged.all())}


async def test_taken_back_and_on_again_everything_is_as_it_was(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types(PRIYA, "/pmo")
        await w.types(JON, "/pmo project new Apollo")
        await w.submits(JON, sponsor=INES, channel="C0APOLLO")
        await w.types(JON, "/pmo project APOLLO phase hypercare @Sam Okafor")
        await w.types(MARIA, "/pmo issue The search is slow sev3 #apollo req:search")
        await w.until("2026-11-30", "11:00")
        start, before = w.clock.now(), rows(w.bot.db)
        await w.until("2026-11-30", "11:30")
        await _happens(w)
        now = rows(w.bot.db)
        assert [severity for _, severity in now["severity"]] == [1, 1]
        assert len(now["tagged"]) == 4
        with temporary_copy(w.bot.db) as copy:
            tape = rewind(copy, start)
            assert rows(copy) == before
            while tape.groups:
                tape_playing.happen(copy, tape)
            assert rows(copy) == now
        await w.until("2026-11-30", "15:40")
        assert "Severity 1, and nobody is on it yet" in newest(w, JON)
        assert "What changed for search" in await w.hears(MARIA, "/pmo log tag search")


async def _happens(w: World) -> None:
    await w.types(MARIA, "/pmo severity I-1 1")
    await w.types(MARIA, "/pmo issue The checkout is down sev1 #apollo req:shop")
    await w.types(MARIA, "/pmo tag I-1 search, shop")
    await w.types(MARIA, "/pmo decide Search runs on its own server #apollo req:search")
