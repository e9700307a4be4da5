"""How much work the bot makes is counted, and what brings little may go when a person says so."""

from __future__ import annotations

import pytest_asyncio

from pmo_bot.model import Mode
from pmo_bot.store import queries
from tests.shown import said
from tests.world import TEAM, World

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"
THINGS = 11


@pytest_asyncio.fixture
async def r(w: World) -> World:
    """Apollo is run in controlling mode; Maria keeps all she promised, and says the same whenever a date moves."""
    await w.types(PRIYA, "/pmo project APOLLO mode controlling")
    for number in range(1, THINGS + 1):
        await w.types(MARIA, f"/pmo add Thing {number} by 2 dec")
    for number in range(1, THINGS):
        await w.types(MARIA, f"/pmo add Later {number} by 20 jan")
    for number in range(THINGS + 1, 2 * THINGS):
        await w.types(MARIA, f"/pmo move A-{number} to 22 jan because as agreed")
    await w.until("2026-12-02", "10:00")
    for number in range(1, THINGS + 1):
        await w.types(MARIA, f"/pmo done A-{number}")
    return w


def mode(w: World) -> Mode:
    with w.bot.db.reading() as session:
        project = queries.project_by_key(session, TEAM, "APOLLO")
        assert project is not None
        return project.mode


async def test_what_was_asked_is_counted_and_what_brings_little_goes_when_a_person_says_so(r: World) -> None:
    shown = await r.hears(PRIYA, "/pmo policy review APOLLO")
    assert (
        "*What it asks of people*\n• Controlling: 2 questions (100 % answered) and 1.9 clicks for each of 11" in shown
    )
    assert "*The reason for another date* was asked for and answered 10 times in 30 days, always" in shown
    assert "11 of 11 promises were kept on their first date, nothing had to be passed on, nobody objected" in shown
    assert "people I wrote to" not in shown  # that is about all projects
    assert "people I wrote to did something with it" in await r.hears(PRIYA, "/pmo policy review", "C0GENERAL")

    await r.types(MARIA, "/pmo move A-12 to 25 jan")
    assert r.has_window(MARIA)  # it asks for the reason
    await r.types(PRIYA, "/pmo policy review APOLLO")
    await r.clicks(PRIYA, "Do without the reason…", r.last(PRIYA))
    assert await r.submits(PRIYA) == {}
    await r.types(MARIA, "/pmo move A-13 to 25 jan")
    assert str(r.item(13).due) == "2027-01-25"

    await r.types(PRIYA, "/pmo policy review APOLLO")
    again = r.last(PRIYA)
    assert "The reason for another date" not in said(again["blocks"])
    await r.clicks(PRIYA, "Do without “Priority”…", again)
    assert await r.submits(PRIYA) == {}
    await r.types(SAM, "/pmo add")
    fields = {block["block_id"] for block in r.window(SAM)["blocks"]}
    assert "priority" not in fields
    assert "done_means" in fields

    await r.types(JON, "/pmo policy review APOLLO")
    assert "Run it as supportive" not in said(r.last(JON)["blocks"])
    await r.types(PRIYA, "/pmo policy review APOLLO")
    assert mode(r) is Mode.CONTROLLING
    await r.clicks(PRIYA, "Run it as supportive", r.last(PRIYA))
    assert mode(r) is Mode.SUPPORTIVE
