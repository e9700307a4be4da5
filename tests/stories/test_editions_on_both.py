"""What goes to further channels goes there once, whatever Slack answers, and can be seen before: on either database."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlmodel import update

from pmo_bot.jobs.rehearsal import Wanted, rehearse
from pmo_bot.model import Post
from tests.shown import said
from tests.stories.packets import JON, MARIA
from tests.stories.test_editions import BOARD, BOT, joins, posted
from tests.world import World, world


async def test_a_lost_answer_is_looked_up_and_it_is_there_once_on_either_database(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types(JON, "/pmo project new Apollo")
        await w.submits(JON, sponsor="U0INES", channel="C0APOLLO")
        for number in range(7):
            await w.types(JON, f"/pmo milestone Rehearsal number {number} @Maria Ortega by fri")
            await w.types(MARIA, f"/pmo accept M-{number + 1}")
        await joins(w, BOT, BOARD)
        await w.types(JON, "/pmo digest APOLLO to #apollo-board for sponsors")
        await _is_seen_before(w)
        w.playground.faults.reset("chat.postMessage", after_effect=True, channel=BOARD)
        await w.until("2026-12-07", "09:30")
        assert len(posted(w)) == 1
        with w.bot.db.transaction() as session:  # the time until it is looked up passes
            session.exec(update(Post).values(retry_at=None))
        await w.until("2026-12-07", "09:40")
        (found,) = posted(w)
        text = said(found["blocks"])
        assert "Rehearsal number 0 (M-1) — Maria, 1 working day late" in text
        thread = [one for one in w.messages(BOARD) if one.get("thread_ts")]
        assert "Rehearsal number 6 (M-7)" in said(thread[0]["blocks"]), "the rest is below"


async def _is_seen_before(w: World) -> None:
    """The preview of messages knows it: what, where, when."""
    wanted = Wanted(datetime(2026, 11, 30, 10, tzinfo=UTC), 10)
    told = await asyncio.to_thread(rehearse, w.bot.db, wanted)
    found = [(one.kind, one.to, f"{one.local:%a %H:%M}", one.key) for one in told if one.to == BOARD]
    assert found == [("digest", BOARD, "Mon 09:00", "edition:1:2026-12-07")]
