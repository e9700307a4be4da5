"""After go-live: a severe issue is not left with nobody, and everybody reads how many are open."""

from __future__ import annotations

import asyncio

from pmo_bot.jobs.rehearsal import Wanted, rehearse
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM, newest
from tests.world import World


async def live(w: World) -> None:
    """Monday, ten: Apollo has gone live, and Sam runs it from now on."""
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo project APOLLO phase hypercare @Sam Okafor")


async def test_a_severe_issue_without_an_owner_reaches_the_lead_then_the_sponsor_and_ends_with_a_click(
    w: World,
) -> None:
    await live(w)
    noted = await w.hears(MARIA, "/pmo issue The checkout is down sev1 #apollo")
    assert "The checkout is down* — no owner yet, no date yet · Apollo · severity 1" in noted
    assert "If nobody takes it up, Jon is asked today at 14:00 who does." in noted

    await w.until("2026-11-30", "13:59")
    assert not w.inbox(JON)
    await w.until("2026-11-30", "14:06")
    asked = newest(w, JON)
    assert "Severity 1, and nobody is on it yet:* The checkout is down (I-1) · Apollo." in asked
    assert "It has had no owner since Mon 30 Nov 10:00." in asked
    await w.clicks(JON, "Why did I get this?", w.inbox(JON)[-1])
    assert "an issue of severity 1 is not left with nobody for long" in said(w.last(JON, w.dm(JON))["blocks"])
    await w.until("2026-12-01", "12:00")
    assert "nobody is on it" not in str(w.inbox(INES))
    await w.until("2026-12-01", "18:00")
    assert "Jon was asked first." in newest(w, INES)

    await w.clicks(INES, "I take it", w.inbox(INES)[-1])
    assert "The checkout is down (I-1) — with Inês now." in newest(w, JON)
    assert w.item(1).acceptance == "accepted"


async def test_whoever_takes_it_up_in_time_is_all_that_is_needed(w: World) -> None:
    await live(w)
    noted = await w.hears(MARIA, "/pmo issue The checkout is down sev1 @Sam Okafor by today #apollo")
    assert "Asked Sam to confirm. If nobody takes it up, Jon is asked today at 14:00 who does." in noted
    await w.types(MARIA, "/pmo issue Invoices show the old logo sev4 #apollo")
    await w.until("2026-11-30", "12:00")
    await w.types(SAM, "/pmo accept I-1")
    await w.until("2026-12-02", "17:00")
    assert "nobody is on it" not in str([*w.inbox(JON), *w.inbox(INES)])


async def test_a_severity_that_is_raised_begins_the_clock_anew_and_can_be_taken_back(w: World) -> None:
    await live(w)
    await w.types(MARIA, "/pmo issue The checkout is slow sev3 #apollo")
    await w.until("2026-12-01", "10:00")
    raised = await w.hears(MARIA, "/pmo severity I-1 1")
    assert "severity 1 from now on" in raised
    assert "Sev" not in str(w.inbox(JON))
    await w.until("2026-12-01", "13:00")
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    assert w.item(1).severity == 3
    await w.until("2026-12-02", "17:00")
    assert "Severity" not in str(w.inbox(JON))
    await w.until("2026-12-04", "13:10")  # three working days after it was said to be of severity 3 once more
    assert "Severity 3, and nobody is on it yet" in newest(w, JON)


async def test_before_go_live_no_clock_runs_and_whoever_notes_it_owns_it(w: World) -> None:
    assert "Maria" in await w.hears(MARIA, "/pmo issue The checkout is down sev1 #apollo")
    await w.types(MARIA, "/pmo issue The search is down @Sam Okafor sev2 #apollo")
    await w.until("2026-12-03", "10:00")
    assert "nobody is on it" not in str(w.inbox(JON))
    await w.types(JON, "/pmo project APOLLO phase hypercare @Sam Okafor")
    await w.until("2026-12-04", "10:10")  # the clock began with go-live: one working day of the project
    assert "Severity 2, and nobody is on it yet" in str(w.inbox(JON))


async def test_how_many_are_open_and_how_old_they_are_is_read_in_lists_status_and_report(w: World) -> None:
    await live(w)
    await w.types(MARIA, "/pmo issue The search is slow @Sam Okafor sev3 #apollo")
    await w.types(MARIA, "/pmo issue The help page is empty #apollo")
    await w.until("2026-12-02", "10:00")
    await w.types(MARIA, "/pmo issue The checkout is down sev1 @Sam Okafor #apollo")
    listed = (await w.hears(SAM, "/pmo list issues #apollo")).splitlines()
    lines = [one for one in listed if one.startswith("•")]
    assert lines[0].startswith("• The checkout is down (I-3) — Sam · severity 1, new")
    assert lines[1].startswith("• The search is slow (I-1) — Sam · severity 3, open for 2 working days")
    assert lines[2].startswith("• The help page is empty (I-2) — Maria · not rated, open for 2 working days")

    told = "Open issues: 1 of severity 1 (new), 1 of severity 3 (2 working days old), 1 not rated (2 working days old)"
    assert told in await w.hears(JON, "/pmo status APOLLO")
    assert told in await w.hears(JON, "/pmo digest APOLLO")


async def test_windows_ask_how_severe_an_issue_is_and_nothing_else_has_a_severity(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(MARIA, "/pmo issue The checkout is down sev1 #apollo")
    assert "Severity 1: work stands still" in str(w.window(MARIA)["blocks"])  # it asks for the date; the rest is there
    await w.submits(MARIA, due="2026-12-04")
    assert w.item(1).severity == 1
    await w.types(MARIA, "/pmo show I-1")
    await w.clicks(MARIA, "Change…", w.last(MARIA))
    await w.submits(MARIA, severity="2")
    assert w.item(1).severity == 2
    assert "severity 2" in await w.hears(MARIA, "/pmo show I-1")
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    assert "A-2 is no issue, so it has no severity" in await w.types(MARIA, "/pmo severity A-2 1")
    assert "From 1 (work stands still) to 4" in await w.types(MARIA, "/pmo issue The search is down sev7")


async def test_a_preview_tells_who_will_be_asked_and_when(w: World) -> None:
    await live(w)
    await w.types(MARIA, "/pmo issue The checkout is down sev1 #apollo")
    told = await asyncio.to_thread(rehearse, w.bot.db, Wanted(w.clock.now(), 2))
    asked = [(one.to, f"{one.local:%a %H:%M}") for one in told if one.kind == "request" and one.items == ("I-1",)]
    assert asked == [(JON, "Mon 14:05"), (JON, "Tue 09:00"), (INES, "Tue 09:05")], (
        "asked, reminded in the brief, passed on"
    )
    assert not w.inbox(JON), "a preview sends nothing"
