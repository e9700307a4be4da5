"""What single lines of the report say: names of those who are there, whom something waits for, and for how long."""

from __future__ import annotations

from tests.shown import said
from tests.stories.packets import JON, MARIA, SAM, lead_is_asked, newest
from tests.stories.test_leavers import leaves
from tests.world import World

KENJI = "U0KENJI"


def report(w: World) -> str:
    """The newest report in the channel."""
    return said(w.messages("C0APOLLO")[-1]["blocks"])


# --- an owner who left ----------------------------------------------------------------


async def test_what_nobody_owns_any_more_goes_to_nobody_by_itself_and_says_so(w: World) -> None:
    await lead_is_asked(w)
    packet = newest(w, JON)
    assert "Without an answer Inês is asked" in packet
    place = len(w.inbox(JON)) - 1
    await leaves(w, MARIA)
    await w.until("2026-12-03", "12:00")
    now = said(w.inbox(JON)[place]["blocks"])
    assert "Maria has left: it waits for somebody to take it over." in now
    assert "Without an answer" not in now
    await w.until("2026-12-14", "10:00")
    assert "is asked next" not in report(w)
    assert "9 working days late, waiting for somebody to take it over" in report(w)


# --- names ----------------------------------------------------------------------------


async def test_whose_finished_work_waits_for_a_word_is_named_however_long_it_waits(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode directive")
    await w.types(SAM, "/pmo add Access list @Maria Ortega by friday")
    await w.submits(SAM, done_means="ok")
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-12-14", "10:00")
    assert "Access list (A-1) — Maria, done on Mon 30 Nov" in report(w)


async def test_a_person_who_is_waited_for_is_named_with_the_words(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list by 9 dec")
    await w.types(MARIA, "/pmo block A-1 @Sam Okafor because he has the list")
    assert "Access list (A-1) waits for Sam (“he has the list”)" in await w.hears(JON, "/pmo digest APOLLO")


# --- when it comes --------------------------------------------------------------------


async def test_a_lead_who_moves_west_in_the_first_week_brings_no_report_out_of_turn(w: World) -> None:
    await w.types(JON, "/pmo add Plan @Maria Ortega by 18 dec")
    await w.until("2026-12-02", "09:00")
    await w.playground.act("U0PRIYA", "profile", user=JON, tz="America/Los_Angeles")
    await w.settled()
    await w.until("2026-12-04", "18:00")
    assert w.messages("C0APOLLO") == []
    await w.until("2026-12-07", "23:00")
    assert len(w.messages("C0APOLLO")) == 1
