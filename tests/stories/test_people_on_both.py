"""Somebody is away, another leaves, a third learns when to write: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from pmo_bot.services import learning
from tests.shown import said
from tests.world import World, world

MARIA, JON, SAM, PRIYA = "U0MARIA", "U0JON", "U0SAM", "U0PRIYA"


async def test_people_come_and_go_on_either_database(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types(JON, "/pmo project new Apollo")
        await w.submits(JON, sponsor="U0INES", channel="C0APOLLO")
        await _is_away(w)
        await _leaves(w)
        assert learning.learn(w.bot.db, w.clock.now()) == 0


async def _is_away(w: World) -> None:
    await w.types(MARIA, "/pmo prefs light")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by wednesday")
    await w.types(MARIA, "/pmo prefs away until friday @Sam Okafor")
    await w.types(SAM, "/pmo add Book the room by 18 dec")
    await w.until("2026-12-02", "15:00")
    assert "you stand in for Maria" in said(w.briefs(SAM)[-1]["blocks"])
    await w.types(SAM, "/pmo accept A-1")
    assert "Sam for Maria said yes" in await w.hears(JON, "/pmo show A-1")
    assert "notes and questions; you answered" in await w.opens_home(SAM)


async def _leaves(w: World) -> None:
    await w.playground.act(PRIYA, "profile", user=MARIA, deleted=True)
    await w.settled()
    await w.until("2026-12-02", "15:10")
    assert "Suggested: Sam, who works on Apollo too" in said(w.inbox(JON)[-1]["blocks"])
    assert "Draft the plan (A-1)" in await w.hears(JON, "/pmo handover @Maria Ortega")
    await w.clicks(JON, "Ask Sam", w.inbox(JON)[-1])
    assert w.item(1).owner_id == w.item(2).owner_id
