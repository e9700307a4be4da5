"""Whether what is sent is worth it: figures per rule and nobody's, and what might go when a person says so."""

from __future__ import annotations

import pytest_asyncio
from sqlmodel import select

from pmo_bot.model import Policy
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"
THINGS = 24


@pytest_asyncio.fixture
async def r(w: World) -> World:
    """Maria promised two dozen things by Friday 4 December, finished three of them that day, and said no more."""
    for number in range(1, THINGS + 1):
        await w.types(MARIA, f"/pmo add Thing {number} by 4 dec")
    await w.until("2026-12-04", "11:00")
    for number in (1, 2, 3):
        await w.types(MARIA, f"/pmo done A-{number}")
    await w.until("2026-12-08", "12:00")
    return w


def policies(w: World) -> list[Policy]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Policy)))


async def test_figures_are_per_rule_and_a_rule_that_brings_little_is_suggested_to_go(r: World) -> None:
    shown = await r.hears(PRIYA, "/pmo policy review APOLLO")
    assert "*Apollo: is what I send worth it?*" in shown
    assert "• *The reminder on the day* — sent 24, answered 3 (12 %), done 3 (12 %)" in shown
    assert "• *The reminder one working day after the date* — sent 21, answered 0 (0 %)" in shown
    assert "*The reminder one working day after the date* was sent 21 times and answered 0 times." in shown
    assert "*The reminder on the day* was sent" not in shown
    assert "Maria" not in shown


async def test_nothing_goes_before_a_person_says_so(r: World) -> None:
    await r.types(PRIYA, "/pmo policy review APOLLO")
    await r.clicks(PRIYA, "Switch it off…", r.last(PRIYA))
    window = said(r.window(PRIYA)["blocks"])
    assert "Apollo" in window
    initial = {block["block_id"]: block["element"].get("initial_value") for block in r.window(PRIYA)["blocks"]
               if block["type"] == "input"}  # fmt: skip
    assert initial["reminders"] == "-5 over 10, -1, 0, +3, then every 5 up to 5"
    assert policies(r) == []
    assert await r.submits(PRIYA) == {}
    (kept,) = policies(r)
    assert {"at": 1} not in kept.body["nudges"]


async def test_a_lead_sees_the_figures_and_cannot_switch_off(r: World) -> None:
    await r.types(JON, "/pmo policy review APOLLO")
    assert "was sent 21 times" in said(r.last(JON)["blocks"])
    assert "Switch it off…" not in said(r.last(JON)["blocks"])
    assert "Only Jon or a PMO lead can change Apollo." in await r.hears(SAM, "/pmo policy review APOLLO")


async def test_fields_nobody_fills_in_are_named_and_the_effort_is_counted(r: World) -> None:
    shown = await r.hears(PRIYA, "/pmo policy review APOLLO")
    assert "Nobody filled in “Done means”, “Priority” on the 24 items" in shown
    assert "For each of 3 finished items:" in shown


async def test_a_few_reminders_are_too_few_to_tell(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by 2 dec")
    await w.until("2026-12-03", "12:00")
    await w.types(MARIA, "/pmo done A-1")
    shown = await w.hears(PRIYA, "/pmo policy review APOLLO")
    assert "Too few reminders were sent to tell yet: I look at one once it was sent 20 times." in shown
    assert "Nothing to change" not in shown
    assert "For the one finished item: 3 messages, 1 answer." in shown


async def test_where_nothing_was_sent_there_is_nothing_to_review(w: World) -> None:
    assert "Nothing was sent from Thu 1 Oct to Mon 30 Nov." in await w.hears(PRIYA, "/pmo policy review APOLLO")
    assert "Nothing was sent from Thu 1 Oct to Mon 30 Nov." in await w.hears(PRIYA, "/pmo policy review", "C0GENERAL")
