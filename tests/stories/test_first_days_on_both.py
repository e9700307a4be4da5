"""The first weeks of a PMO on SQLite and on PostgreSQL: plan, wins, a lead's words, the figures, the meter."""

from __future__ import annotations

import asyncio

from sqlmodel import delete, select

from pmo_bot.model import Baseline
from pmo_bot.services import baselines
from tests.shown import said
from tests.unprotected import unprotect
from tests.world import World, world

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"


async def test_the_first_weeks_from_the_plan_to_the_figures(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types(JON, "/pmo project new Apollo")
        assert await w.submits(JON, sponsor="U0INES", channel="C0APOLLO") == {}
        await w.types(PRIYA, "/pmo about start")
        await w.types(MARIA, "/pmo milestone Rehearsal 9 dec")
        await w.until("2026-12-03", "11:00")
        await w.types(MARIA, "/pmo done M-14")
        await w.types(JON, "/pmo win Legal answered within a day")
        await w.types(JON, "/pmo status APOLLO")
        await w.clicks(JON, "Draft my status…", w.last(JON))
        await w.submits(JON, said="We are on our way.")
        log = await w.hears(SAM, "/pmo wins")
        assert "Rehearsal (M-14) was there 6 days early" in log
        assert "Legal answered within a day (Jon)" in log
        await w.until("2026-12-07", "09:30")
        assert "*Jon says:* We are on our way." in said(w.messages("C0APOLLO")[-1]["blocks"])
        await w.until("2026-12-31", "10:00")
        assert "*What it asks of people*" in await w.hears(PRIYA, "/pmo policy review", "C0GENERAL")
        assert "Rehearsal (M-14) was there 6 days early" in await w.hears(PRIYA, "/pmo about report")
        await frozen_once(w)


async def frozen_once(w: World) -> None:
    """Three workers that come to it at the same moment freeze the same figures, once."""
    now = w.clock.now()
    with w.bot.db.transaction() as session:
        unprotect(session.connection())
        session.exec(delete(Baseline))
    await asyncio.gather(*(asyncio.to_thread(baselines.keep_due, w.bot.db, now) for _ in range(3)))
    with w.bot.db.reading() as session:
        (kept,) = session.exec(select(Baseline)).all()
    assert (kept.body["kept"], kept.body["finished"]) == (1, 1)
