"""The machine was off for weeks: what is owed leaves once, and no report beside the one that overtook it."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.packets import JON, PRIYA
from tests.stories.test_editions import joins, posted
from tests.world import World

BOARD, GENERAL = "C0BOARD", "C0GENERAL"


async def test_back_on_a_saturday_each_channel_reads_one_report_on_monday(w: World) -> None:
    await joins(w, "U0BOT", BOARD)
    await w.types(JON, "/pmo digest APOLLO to #apollo-board for sponsors")
    await w.types(PRIYA, "/pmo digest portfolio to #general for executives")
    await w.types(JON, "/pmo milestone Rehearsal by 29 jan")
    w.clock.at += timedelta(days=40)
    for _ in range(3):
        await w.bot.heartbeat.tick()
    assert [posted(w, one) for one in ("C0APOLLO", BOARD, GENERAL)] == [[], [], []], "nothing is posted on a Saturday"
    await w.until("2027-01-11", "18:00")
    for channel in ("C0APOLLO", BOARD, GENERAL):
        (report,) = posted(w, channel)
        assert "week of Mon 11 Jan" in report["text"]


async def test_back_in_the_week_of_a_report_it_is_still_sent(w: World) -> None:
    await w.types(JON, "/pmo milestone Rehearsal by 29 jan")
    w.clock.at += timedelta(days=8, hours=10)
    await w.bot.heartbeat.tick()
    assert posted(w, "C0APOLLO") == [], "it is Tuesday evening"
    await w.until("2026-12-09", "10:00")
    (report,) = posted(w, "C0APOLLO")
    assert "week of Mon 7 Dec" in report["text"]
    await w.until("2026-12-14", "10:00")
    assert len(posted(w, "C0APOLLO")) == 2
