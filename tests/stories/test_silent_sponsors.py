"""Clocks run both ways: whoever is asked is reminded, then passed over, and the report says what waits for whom."""

from __future__ import annotations

from datetime import date

from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, happened, lead_is_asked, newest, packets, sponsor_is_asked
from tests.world import World


def reminders(w: World, who: str) -> list[str]:
    """The briefs of somebody that ask for a decision."""
    return [said(m["blocks"]) for m in w.briefs(who) if "Please answer by" in said(m["blocks"])]


async def test_a_packet_that_waits_is_in_the_brief_once_before_somebody_else_is_asked(w: World) -> None:
    await lead_is_asked(w)
    await w.until("2026-12-04", "09:00")
    (brief,) = reminders(w, JON)
    assert "*Waiting for your answer*" in brief
    assert "*Access list for the new tenant* (A-1) · Apollo" in brief
    assert "Please answer by Mon 7 Dec, 15:00. Without an answer by then, Inês is asked." in brief
    await w.until("2026-12-11", "18:00")
    assert len(reminders(w, JON)) == 1


async def test_it_can_be_answered_where_it_is_named_again(w: World) -> None:
    await lead_is_asked(w)
    await w.until("2026-12-04", "09:00")
    await w.clicks(JON, "New date Thu 10 Dec", w.briefs(JON)[-1])
    assert w.item(1).due == date(2026, 12, 10)
    assert "Settled by Jon: new date Thu 10 Dec" in newest(w, JON)
    assert "Settled by Jon: new date Thu 10 Dec" in said(packets(w, JON)[-1]["blocks"])


async def test_an_acknowledgement_is_reminded_of_at_its_end(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Acknowledge", packets(w, JON)[-1])
    await w.until("2026-12-07", "18:00")
    assert reminders(w, JON) == []
    await w.until("2026-12-08", "09:00")
    assert "Jon has seen this and looks after it." in said(w.briefs(JON)[-1]["blocks"])


async def test_a_silent_lead_is_passed_over_on_time_and_nobody_is_told_off(w: World) -> None:
    await lead_is_asked(w)
    await w.until("2026-12-07", "14:59")
    assert not packets(w, INES)
    await w.until("2026-12-07", "15:06")  # nine in New York
    assert "One thing needs a decision from you by *Wed 9 Dec*." in newest(w, INES)
    for who in (JON, INES, MARIA):
        assert "passed over" not in newest(w, who)
        assert "ignored" not in newest(w, who)


async def test_a_silent_sponsor_is_passed_over_to_the_pmo_lead_who_is_alerted_by_that(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-11", "18:00")
    assert packets(w, PRIYA)
    assert "Without an answer" not in newest(w, PRIYA)
    assert "Nobody else is asked; the weekly report says that it waits." in newest(w, PRIYA)


async def test_the_report_says_whose_answer_is_waited_for_and_since_when(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-14", "09:30")
    report = said(w.messages("C0APOLLO")[-1]["blocks"])
    assert "Needs an answer" in report
    assert "<@U0PRIYA>: Access list for the new tenant (A-1) — asked on Fri 11 Dec, 1 working day" in report
    assert "before that Jon (Thu 3 Dec) and Inês (Mon 7 Dec)" in report


async def test_the_owner_hears_no_more_of_it_while_the_answer_is_somebody_elses(w: World) -> None:
    await lead_is_asked(w)
    before = len(w.briefs(MARIA))
    await w.until("2026-12-16", "18:00")
    assert len(w.briefs(MARIA)) == before
    assert "item.moved" not in [event.what for event in happened(w)]


async def test_it_waits_in_the_home_of_whoever_was_asked(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-07", "15:20")
    home = await w.opens_home(INES)
    assert "Waiting for your answer" in home
    assert "Access list for the new tenant" in home
    assert "Please answer by Wed 9 Dec." in home
