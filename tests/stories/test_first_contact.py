"""What somebody hears first, and how they quiet it: said once, whatever comes first; undone at once."""

from __future__ import annotations

import pytest

from tests.shown import said
from tests.world import World

MARIA, JON, GUEST = "U0MARIA", "U0JON", "U0GUEST"
HELLO = "I keep track of what people promised each other"


def greetings(w: World, who: str) -> int:
    return sum(HELLO in said(message["blocks"]) for message in w.inbox(who))


async def test_a_question_that_comes_first_explains_the_bot_and_the_brief_after_it_does_not(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.until("2026-11-30", "10:06")
    assert HELLO in said(w.inbox(MARIA)[0]["blocks"])
    await w.until("2026-12-04", "09:00")
    assert len(w.inbox(MARIA)) > 1
    assert greetings(w, MARIA) == 1


async def test_a_brief_that_overtakes_a_question_is_the_first(w: World) -> None:
    """The question was planned first and leaves later: only what arrived first explains the bot."""
    await w.types(MARIA, "/pmo prefs brief 09:30")
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.until("2026-12-03", "09:27")
    await w.types(JON, "/pmo add Book the room @Maria Ortega by 18 dec")
    await w.until("2026-12-03", "09:29")
    assert w.inbox(MARIA) == [], "it is still open for more of the same"
    await w.until("2026-12-03", "18:00")
    assert [message["text"].startswith("Good morning") for message in w.inbox(MARIA)] == [True, False]
    assert greetings(w, MARIA) == 1
    await w.types(JON, "/pmo done A-1")  # an edit says what the message said
    await w.types(JON, "/pmo done A-2")
    assert [HELLO in said(message["blocks"]) for message in w.inbox(MARIA)] == [True, False]


async def test_it_can_be_quieted_at_once(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.until("2026-11-30", "10:06")
    await w.clicks(MARIA, "Choose when…", w.inbox(MARIA)[0])
    assert w.has_window(MARIA)
    w.playground.world.views.clear(MARIA)
    await w.clicks(MARIA, "Pause for a week", w.inbox(MARIA)[0])
    assert "Paused: no brief before" in said(w.private(MARIA, w.dm(MARIA))[-1]["blocks"])
    await w.until("2026-12-04", "18:00")
    assert w.briefs(MARIA) == []


@pytest.mark.parametrize("moment", ["2026-11-30 10:06", "2026-12-03 09:00", "2026-12-08 18:00"])
async def test_every_direct_message_has_the_way_to_ones_preferences(w: World, moment: str) -> None:
    day, at = moment.split()
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.until(day, at)
    for who in (MARIA, JON, "U0INES"):
        for message in w.inbox(who):
            assert "Preferences…" in said(message["blocks"]), message["text"]


async def test_a_guest_is_written_to_without_installing_anything(w: World) -> None:
    """Whoever has an id in the workspace gets their brief and may answer it."""
    await w.types(JON, "/pmo add Translate the pages @Alex Reyes by friday")
    await w.until("2026-12-01", "18:00")
    assert HELLO in said(w.inbox(GUEST)[0]["blocks"])
    await w.clicks(GUEST, "Accept", w.inbox(GUEST)[0])
    assert "Translate the pages (A-1) — due Fri 4 Dec" in await w.opens_home(GUEST)
