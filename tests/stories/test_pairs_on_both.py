"""Pairs that look alike, and the PMO's statement, on SQLite and on PostgreSQL: what is said once is said once."""

from __future__ import annotations

import asyncio

from sqlmodel import select

from pmo_bot.model import Event, Link, PairAnswer
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import pairs as answers
from pmo_bot.services.events import Act
from pmo_bot.store import queries
from tests.stories.packets import INES, JON, MARIA, PRIYA
from tests.stories.test_alike import KENJI, alike, pairs, same_work
from tests.stories.test_risks_on_both import started
from tests.stories.test_statement import statements
from tests.world import TEAM, World, world


async def test_two_who_answer_a_pair_at_the_same_moment_answer_it_once(database_url: str) -> None:
    async with world(database_url) as w:
        await started(w)
        await same_work(w)
        await w.until("2026-12-02", "12:00")
        assert "Is this the same work?" in alike(w.briefs(MARIA)[-1])
        ends = await asyncio.gather(*(asyncio.to_thread(says_same, w, who) for who in (MARIA, JON, KENJI, PRIYA)))
        assert sorted(ends) == ["pair_settled", "pair_settled", "pair_settled", "same"]
        with w.bot.db.reading() as session:
            assert len(session.exec(select(Link)).all()) == 1
            assert len(session.exec(select(Event).where(Event.what == "radar.looked")).all()) == 1
        await w.until("2026-12-02", "12:01")
        assert "this is the same work, so one waits for the other." in alike(w.briefs(MARIA)[-1])
        assert [one.answer for one in pairs(w)] == [PairAnswer.SAME]


def says_same(w: World, who: str) -> str:
    with w.bot.db.reading() as session:
        person = queries.person_by_slack(session, TEAM, who)
    assert person is not None
    try:
        answers.same(w.bot.db, Act(person, w.clock.now()), pairs(w)[0].id)
    except Refused as refused:
        return refused.why
    return "same"


async def test_a_statement_is_sent_once_a_month(database_url: str) -> None:
    async with world(database_url) as w:
        await started(w)
        await w.types(PRIYA, "/pmo")
        await w.types(PRIYA, "/pmo about sponsor @Inês Duarte")
        await w.types(JON, "/pmo milestone Migration rehearsal today")
        await w.types(JON, "/pmo done M-1")
        await w.until("2026-12-02", "18:00")
        [sent] = statements(w, INES)
        assert "*What the PMO was worth in November*" in sent
        assert "• Reached: Migration rehearsal (M-1)." in sent
