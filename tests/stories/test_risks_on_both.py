"""Risks on SQLite and on PostgreSQL: from the note to the matrix, and a plan that two begin at the same moment."""

from __future__ import annotations

import asyncio

from pmo_bot.rules.refusals import Refused
from pmo_bot.services import contingencies
from pmo_bot.services.contingencies import Activated
from pmo_bot.services.events import Act
from pmo_bot.store import queries
from tests.shown import said
from tests.stories.test_risk_plans import MARIA, card, items, planned
from tests.world import TEAM, World, world


async def started(w: World) -> None:
    await w.types("U0JON", "/pmo project new Apollo")
    assert await w.submits("U0JON", sponsor="U0INES", channel="C0APOLLO") == {}


async def test_a_risk_from_the_note_to_the_digest(database_url: str) -> None:
    async with world(database_url) as w:
        await started(w)
        await planned(w)
        assert "1. *high (12)* new · The vendor may deliver late (R-1)" in await w.hears(
            MARIA, "/pmo list risks #apollo"
        )
        await w.until("2026-12-14", "09:30")
        assert "Is it still so?" in said(w.briefs(MARIA)[-1]["blocks"])
        assert "1 high or very high risk without a response" in said(w.messages("C0APOLLO")[-1]["blocks"])
        assert "1 high or very high risk without a response" in await w.hears("U0JON", "/pmo status APOLLO")


async def test_two_who_begin_a_plan_at_the_same_moment_begin_it_once(database_url: str) -> None:
    async with world(database_url) as w:
        await started(w)
        await planned(w)
        await card(w, MARIA)
        clicks = [asyncio.to_thread(begin, w, who) for who in (MARIA, "U0JON", MARIA, "U0JON")]
        ends = await asyncio.gather(*clicks)
        assert sorted(ends) == ["begun", "plan_activated", "plan_activated", "plan_activated"]
        assert len(items(w)) == 4, "the risk, and all of its plan"


def begin(w: World, who: str) -> str:
    with w.bot.db.reading() as session:
        person = queries.person_by_slack(session, TEAM, who)
    assert person is not None
    try:
        made = contingencies.activate(w.bot.db, Act(person, w.clock.now()), w.item(1).id)
    except Refused as refused:
        return refused.why
    assert isinstance(made, Activated)
    return "begun"
