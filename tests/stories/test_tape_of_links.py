"""Freezes, links and objections can be taken back and happen again; the same story on either database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from pmo_bot.model import Event, Freeze, Link
from pmo_bot.services import tape_playing
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.shown import said
from tests.world import World, world

MARIA, JON, PRIYA = "U0MARIA", "U0JON", "U0PRIYA"


def rows(db: Database) -> dict[str, list[dict[str, Any]]]:
    """What there is of freezes and links, but for the numbers that a database gives a link."""
    with db.reading() as session:
        freezes = session.exec(select(Freeze).order_by(col(Freeze.id))).all()
        links = session.exec(select(Link).order_by(col(Link.item_id), col(Link.on_id))).all()
        return {
            "freezes": [one.model_dump() for one in freezes],
            "links": [one.model_dump(exclude={"id"}) for one in links],
        }


async def test_taken_back_and_on_again_everything_is_as_it_was(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types(JON, "/pmo project new Apollo")
        await w.submits(JON, sponsor="U0INES", channel="C0APOLLO")
        await w.types(MARIA, "/pmo add Access list by 3 dec")
        await w.types(JON, "/pmo milestone Rehearsal by 8 dec")
        await w.until("2026-11-30", "11:00")
        start = w.clock.now()
        await w.until("2026-11-30", "11:30")
        await _happens(w)
        now = rows(w.bot.db)
        assert len(now["links"]) == 1
        assert [bool(one["lifted_at"]) for one in now["freezes"]] == [False, True]
        with temporary_copy(w.bot.db) as copy:
            tape = rewind(copy, start)
            assert rows(copy) == {"freezes": [], "links": []}
            while tape.groups:
                tape_playing.happen(copy, tape)
            assert rows(copy) == now


async def _happens(w: World) -> None:
    await w.types(JON, "/pmo link M-2 after A-1")
    await w.types(JON, "/pmo freeze 20 dec to 3 jan because year end #apollo")
    await w.types(JON, "/pmo freeze 7 dec because the audit #apollo")
    await w.types(JON, "/pmo freeze")
    await w.clicks(JON, "Lift it", w.last(JON), about="the audit")
    with w.bot.db.reading() as session:
        audit, year_end = sorted(session.exec(select(Freeze)).all(), key=lambda one: one.first)
    assert (audit.lifted_at is not None, year_end.lifted_at) == (True, None)
    await w.types(MARIA, "/pmo move A-1 10 dec")
    await w.submits(MARIA)
    await w.until("2026-11-30", "12:00")
    await w.clicks(JON, "Object…", w.inbox(JON)[-1])
    await w.submits(JON, reason="The auditors come on the 9th")
    await w.until("2026-11-30", "12:30")
    assert "you objected" in said(w.inbox(JON)[-1]["blocks"])


async def test_no_event_holds_anybodys_words(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types(JON, "/pmo project new Apollo")
        await w.submits(JON, sponsor="U0INES", channel="C0APOLLO")
        await w.types(JON, "/pmo freeze 20 dec to 3 jan because the auditors come #apollo")
        with w.bot.db.reading() as session:
            (event,) = session.exec(select(Event).where(Event.what == "freeze.set")).all()
            (freeze,) = session.exec(select(Freeze)).all()
        assert freeze.why == "the auditors come"
        assert "auditors" not in str(event.after)
        assert event.after["last"] == (freeze.first + timedelta(days=14)).isoformat()
