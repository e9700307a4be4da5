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
    assert "Without an answer by then, Inês is asked" in packet
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


# --- whose answer is waited for -------------------------------------------------------


async def test_an_owner_who_offered_another_date_is_not_who_it_waits_for(w: World) -> None:
    await w.types("U0PRIYA", "/pmo")
    await w.types(JON, "/pmo add Translate the help pages @Kenji Mori by tomorrow")
    await w.until("2026-12-01", "10:00")
    await w.clicks(KENJI, "Another date…", w.inbox(KENJI)[-1])
    assert await w.submits(KENJI, due="2026-12-11") == {}
    await w.until("2026-12-07", "10:00")
    text = report(w)
    assert "waiting for somebody else" not in text
    assert "*Needs an answer*\n• Jon: Translate the help pages (A-1) — Kenji offered Fri 11 Dec, on Tue 1 Dec" in text
    assert "working days late, waiting for Jon’s answer since Tue 1 Dec" in text
    assert "Asked for, no yes yet" not in text


async def test_a_decision_is_told_once_and_as_one(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "New date Thu 10 Dec", w.inbox(JON)[-1])
    await w.until("2026-12-07", "10:00")
    assert report(w).count("Access list for the new tenant (A-1)") == 2, "decided, and due in the next seven days"
    assert "moved from" not in report(w)


async def test_what_one_person_sees_alone_has_no_thread(w: World) -> None:
    for number in range(1, 8):
        await w.types(MARIA, f"/pmo add Thing {number} by friday")
    await w.until("2026-12-07", "12:00")
    answer = await w.hears(JON, "/pmo digest APOLLO")
    assert "in the thread" not in answer
    assert "… and 2 more: `/pmo list APOLLO`" in answer


async def test_status_says_plainly_why_it_is_amber(w: World) -> None:
    await w.types(MARIA, "/pmo add Plan by tomorrow")
    await w.until("2026-12-02", "10:00")
    answer = await w.hears(JON, "/pmo status APOLLO")
    assert "🟡 Amber · supportive: 1 item is late." in answer
    assert "Owner, date and what done means are there for 0 of 1 open item" in answer


# --- what changed ---------------------------------------------------------------------


async def test_a_date_that_was_told_and_is_taken_back_is_told_too(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list by 18 dec")
    await w.until("2026-12-07", "08:30")
    await w.types(MARIA, "/pmo move A-1 22 dec")
    moved = w.last(MARIA)
    await w.until("2026-12-07", "10:00")
    assert "Access list (A-1) moved from Fri 18 Dec to Tue 22 Dec" in report(w)
    await w.clicks(MARIA, "Undo", moved)
    await w.until("2026-12-14", "10:00")
    assert "Access list (A-1) moved from Tue 22 Dec to Fri 18 Dec" in report(w)
