"""A date that moves: counted each time; from the second time on a controlling project's lead is told, once each."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.shown import said
from tests.world import World, on_both, world

SAM, MARIA, JON, PRIYA, INES = "U0SAM", "U0MARIA", "U0JON", "U0PRIYA", "U0INES"


@pytest_asyncio.fixture
async def w(story_url: str) -> AsyncIterator[World]:
    """Monday: Jon leads Apollo, which is controlling; Sam asked Maria for the plan by Friday and she said yes."""
    async with world(story_url) as made:
        await made.types(JON, "/pmo project new Apollo")
        assert await made.submits(JON, sponsor=INES, channel="C0APOLLO", mode="controlling") == {}
        await made.types(SAM, "/pmo add Draft the plan @Maria Ortega by friday")
        await made.types(MARIA, "/pmo accept A-1")
        yield made


def told(w: World) -> list[str]:
    return [said(m["blocks"]) for m in w.briefs(JON) if " time, says " in said(m["blocks"])]


async def test_the_first_slip_is_between_the_two(w: World) -> None:
    await w.types(MARIA, "/pmo move A-1 18 dec because legal answers on Monday")
    await w.until("2026-12-04", "18:00")
    assert told(w) == []


@on_both
async def test_from_the_second_slip_on_the_leads_brief_tells_of_each_once(w: World) -> None:
    await w.types(MARIA, "/pmo move A-1 11 dec because legal answers on Monday")
    await w.types(MARIA, "/pmo move A-1 18 dec because legal needs a week more")
    await w.until("2026-12-01", "08:59")
    assert told(w) == []
    await w.until("2026-12-01", "09:00")
    (brief,) = told(w)
    assert "Draft the plan (A-1): the date moved from Fri 11 Dec to Fri 18 Dec, the second time, says Maria." in brief
    assert "“legal needs a week more”" in brief
    await w.until("2026-12-04", "18:00")
    assert len(told(w)) == 1
    await w.types(MARIA, "/pmo move A-1 8 jan because legal is closed")
    await w.until("2026-12-07", "18:00")
    assert "the third time," in told(w)[-1]
    assert len(told(w)) == 2


async def test_a_lead_who_moved_it_knows(w: World) -> None:
    await w.types(MARIA, "/pmo move A-1 11 dec because legal answers on Monday")
    await w.types(JON, "/pmo move A-1 18 dec because the steering moved")
    await w.until("2026-12-04", "18:00")
    assert told(w) == []


async def test_a_slip_that_was_taken_back_is_no_news(w: World) -> None:
    await w.types(MARIA, "/pmo move A-1 11 dec because legal answers on Monday")
    await w.types(MARIA, "/pmo move A-1 18 dec because legal needs a week more")
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    await w.until("2026-12-04", "18:00")
    assert told(w) == []


async def test_no_channel_hears_of_a_slip_before_the_weekly_digest(w: World) -> None:
    await w.types(MARIA, "/pmo move A-1 11 dec because legal answers on Monday")
    await w.types(MARIA, "/pmo move A-1 18 dec because legal needs a week more")
    await w.until("2026-12-04", "18:00")
    assert w.messages("C0APOLLO") == []
    assert not [m for m in w.inbox(INES) if "sponsor of" not in m["text"]], "nothing but the welcome"


async def test_every_change_of_a_date_keeps_what_it_was_who_moved_it_and_why(w: World) -> None:
    await w.types(MARIA, "/pmo move A-1 18 dec because legal answers on Monday")
    assert w.item(1).slips == 1
    assert "Maria moved the date (Fri 4 Dec → Fri 18 Dec) — “legal answers on Monday”" in await w.hears(
        JON, "/pmo show A-1"
    )


async def test_why_names_the_reason_to_the_lead(w: World) -> None:
    await w.types(MARIA, "/pmo move A-1 11 dec because legal answers on Monday")
    await w.types(MARIA, "/pmo move A-1 18 dec because legal needs a week more")
    await w.until("2026-12-01", "09:00")
    why = await w.hears(JON, "/pmo why A-1")
    assert "moved on Mon 30 Nov, and not for the first time. You lead the project" in why
