"""The hand-over note: what somebody keeps in motion, from the record, for those who may read it."""

from __future__ import annotations

from tests.shown import said
from tests.world import World

MARIA, JON, SAM, PRIYA, INES = "U0MARIA", "U0JON", "U0SAM", "U0PRIYA", "U0INES"


async def in_motion(w: World) -> None:
    """Maria: a promise that waits for legal and moved once, one she has not answered, one she asked Sam for."""
    await w.types(JON, "/pmo add Access list @Maria Ortega by thursday")
    await w.types(MARIA, "/pmo accept A-1")
    await w.types(JON, "/pmo move A-1 9 dec because the room was lost")
    await w.types(MARIA, "/pmo block A-1 because legal checks the names @Kenji Mori")
    await w.types(JON, "/pmo log A-1 Kenji answers on Monday")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by 11 dec")
    await w.types(MARIA, "/pmo add Book the room @Sam Okafor by 4 dec")


async def test_it_says_what_is_open_and_how_the_promises_stand(w: World) -> None:
    await in_motion(w)
    note = await w.hears(JON, "/pmo handover @Maria Ortega")
    assert note.startswith("*Hand-over note: Maria Ortega*, as of Mon 30 Nov\n")
    assert "Access list (A-1) · Apollo — due Wed 9 Dec · waiting for Kenji" in note
    assert "Asked for by Jon; its date moved once." in note
    assert "Jon, Mon 30 Nov: “Kenji answers on Monday”" in note
    assert "Draft the plan (A-2) · Apollo — due Fri 11 Dec · asked Mon 30 Nov, no answer yet" in note
    assert "*Asked of others*\n• Book the room (A-3) — Sam, due Fri 4 Dec" in note


async def test_it_says_whose_answer_is_waited_for(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(MARIA, "/pmo add Access list by tomorrow")
    await w.until("2026-12-04", "12:00")
    assert "Its date has passed, and Jon was asked what to do." in await w.hears(MARIA, "/pmo handover")


async def test_it_says_what_waits_for_their_answer(w: World) -> None:
    await w.types(MARIA, "/pmo add Book the room @Sam Okafor by 4 dec")
    await w.types(SAM, "/pmo accept A-1 by 11 dec")
    assert "*Waits for their answer*\n• Book the room (A-1) — Sam, due Fri 4 Dec · offers Fri 11 Dec" in await w.hears(
        MARIA, "/pmo handover"
    )


async def test_an_empty_one_says_so(w: World) -> None:
    assert "Sam owes nothing, asked for nothing that is open" in await w.hears(SAM, "/pmo handover")


async def test_who_may_read_it(w: World) -> None:
    await in_motion(w)
    await w.types(MARIA, "/pmo add Tidy the wiki by 11 dec", "C0GENERAL")
    for who in (MARIA, PRIYA):
        assert "Tidy the wiki" in await w.hears(who, "/pmo handover @Maria Ortega")
    assert "Tidy the wiki" not in await w.hears(JON, "/pmo handover @Maria Ortega"), "it is in no project of Jon's"
    refusal = (
        "A hand-over note of Maria's is for Maria, for whoever stands in, and for the leads of the projects. Ask one "
        "of them."
    )
    for who in (SAM, INES):
        assert await w.hears(who, "/pmo handover @Maria Ortega") == refusal
    assert await w.hears(JON, "/pmo handover @Kenji Mori") == refusal.replace("Maria", "Kenji")
    await w.types(MARIA, "/pmo prefs away until friday @Sam Okafor")
    assert "Tidy the wiki" in await w.hears(SAM, "/pmo handover @Maria Ortega")


async def test_hidden_projects_stay_hidden(w: World) -> None:
    await w.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
    await w.types(JON, "/pmo project new Board")
    await w.submits(JON, sponsor=INES, channel="C0BOARD", lead=JON)
    await w.types(JON, "/pmo risk Sell the company @Inês Duarte by friday", "C0BOARD")
    await w.types(INES, "/pmo add Ask the lawyer by friday #apollo")
    assert "Sell" not in await w.hears(PRIYA, "/pmo handover @Inês Duarte")
    assert "Sell" in await w.hears(JON, "/pmo handover @Inês Duarte")


async def test_it_is_never_read_out_in_a_channel(w: World) -> None:
    await in_motion(w)
    assert "I tell only you" in await w.hears(MARIA, "/pmo handover in channel")


async def test_a_lead_gets_it_with_the_desk_of_somebody_who_left(w: World) -> None:
    await in_motion(w)
    await w.playground.act(PRIYA, "profile", user=MARIA, deleted=True)
    await w.settled()
    await w.until("2026-11-30", "10:20")
    await w.clicks(JON, "Hand-over note", w.inbox(JON)[-1])
    note = said(w.private(JON, w.dm(JON))[-1]["blocks"])
    assert "*Hand-over note: Maria Ortega*" in note
    assert "Access list (A-1)" in note
