"""`/pmo list` and `/pmo status`: what is open, who has not picked it up, how projects stand."""

from __future__ import annotations

from tests.shown import said
from tests.world import World

MARIA, JON, SAM, INES, PRIYA = "U0MARIA", "U0JON", "U0SAM", "U0INES", "U0PRIYA"


async def test_what_i_asked_for_says_who_has_not_picked_it_up(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types(JON, "/pmo add Book the room @Sam Okafor by friday")
    await w.types(JON, "/pmo add Call legal @Priya Nair by friday")
    await w.types(SAM, "/pmo accept A-2")
    await w.types(PRIYA, "/pmo decline A-3 because Sam knows them")
    lines = (await w.hears(JON, "/pmo list asked")).splitlines()
    assert lines[1] == "• Draft the plan (A-1) — Maria, due Fri 4 Dec · asked Mon 30 Nov, no answer yet"
    assert "• Call legal (A-3) — Priya, due Fri 4 Dec · says “not me”" in lines
    accepted = lines.index("• Book the room (A-2) — Sam, due Fri 4 Dec · accepted")
    assert accepted > lines.index("• Call legal (A-3) — Priya, due Fri 4 Dec · says “not me”"), (
        "who is silent comes first"
    )


async def test_what_is_not_accepted_is_a_list_of_its_own(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types(JON, "/pmo add Book the room @Sam Okafor by friday")
    await w.types(SAM, "/pmo accept A-2")
    listed = await w.hears(INES, "/pmo list unaccepted")
    assert listed.startswith("*Asked for, with no yes yet* (1)\n• Draft the plan (A-1)")
    await w.types(MARIA, "/pmo accept A-1")
    assert await w.hears(INES, "/pmo list unaccepted APOLLO") == (
        "Everything in Apollo that was asked for has a yes. `/pmo list all` shows what is open."
    )


async def test_what_is_late_is_sorted_by_its_age_in_its_owners_working_days(w: World) -> None:
    await w.types(MARIA, "/pmo add Younger by tuesday")
    await w.types(SAM, "/pmo add Older by today")
    await w.types(MARIA, "/pmo add Weekend by sunday")
    await w.until("2026-12-08", "12:00")
    lines = (await w.hears(JON, "/pmo list overdue")).splitlines()
    assert [line.split(" (")[0] for line in lines if line.startswith("•")] == ["• Older", "• Younger", "• Weekend"]
    assert "• Older (A-2) — Sam, was due Mon 30 Nov (6 working days) · accepted" in lines
    assert "• Weekend (A-3) — Maria, was due Sun 6 Dec (1 working day) · accepted" in lines, "Monday counts as its date"


async def test_a_list_about_somebody_and_about_a_project(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types(JON, "/pmo add Nobody yet by friday")
    await w.types(JON, "/pmo assign A-2 to @Sam Okafor")
    assert (await w.hears(JON, "/pmo list @Maria Ortega")).startswith("*What Maria owes* (1)")
    assert (await w.hears(JON, "/pmo list APOLLO", "C0GENERAL")).startswith("*Everything open in Apollo* (2)")


async def test_beyond_twenty_lines_one_leafs_on_and_the_page_takes_the_place_of_the_one_before(w: World) -> None:
    for number in range(1, 23):
        await w.types(MARIA, f"/pmo add Thing {number} by {number} dec 2027", "C0GENERAL")
    await w.types(MARIA, "/pmo list mine")
    before = len(w.private(MARIA))
    assert "1–20 of 22" in said(w.last(MARIA)["blocks"])
    await w.clicks(MARIA, "Next 2", w.last(MARIA))
    assert "21–22 of 22" in said(w.last(MARIA)["blocks"])
    assert len(w.private(MARIA)) == before
    await w.clicks(MARIA, "Back", w.last(MARIA))
    assert "• Thing 1 (A-1)" in said(w.last(MARIA)["blocks"])


async def test_a_page_shows_only_what_whoever_leafs_may_see(w: World) -> None:
    await w.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
    await w.types(JON, "/pmo project new Board", "C0BOARD")
    await w.submits(JON, sponsor=INES, channel="C0BOARD", lead=JON)
    for number in range(1, 23):
        await w.types(JON, f"/pmo add Public {number} @Maria Ortega by {number} dec 2027", "C0GENERAL")
    await w.types(JON, "/pmo add Sell the company @Inês Duarte by 31 dec 2027", "C0BOARD")
    await w.types(JON, "/pmo list all", "C0GENERAL")
    assert "of 23" in said(w.last(JON, "C0GENERAL")["blocks"])
    assert "of 22" in await w.hears(SAM, "/pmo list all", "C0GENERAL")


# --- status -----------------------------------------------------------------------------


async def test_status_says_how_a_project_stands_and_whom_it_waits_for(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo add Access list @Maria Ortega by tomorrow")
    await w.types(JON, "/pmo add Helpdesk script @Sam Okafor by 18 dec")
    await w.until("2026-12-04", "12:00")
    status = await w.hears(SAM, "/pmo status APOLLO", "C0GENERAL")
    assert "*Apollo* (APOLLO) · 🔴 Red · controlling: 1 answer is awaited, 1 item is late." in status
    assert "Jon leads it, Inês sponsors it" in status
    assert "2 open · 1 late · 2 not accepted" in status
    assert "Waits for an answer from " in status
    assert "• Access list (A-1) waits for a decision from Jon, asked on " in status
    assert "Next: Helpdesk script (A-2), Fri 18 Dec" in status
    await w.clicks(SAM, "What is late", w.last(SAM, "C0GENERAL"))
    assert "*Past its date in Apollo* (1)" in said(w.last(SAM, "C0GENERAL")["blocks"])


async def test_a_colour_that_was_said_comes_with_its_reason(w: World) -> None:
    await w.types(JON, "/pmo status APOLLO amber because one input is open")
    status = await w.hears(SAM, "/pmo status APOLLO")
    assert "*Apollo* (APOLLO) · 🟡 Amber · supportive: “one input is open”, says Jon." in status


async def test_status_alone_says_how_everything_stands_that_one_leads_or_watches(w: World) -> None:
    await w.types(SAM, "/pmo project new Office move", "C0GENERAL")
    await w.submits(SAM, lead=SAM, channel=None)
    await w.types(SAM, "/pmo add Floor plan by friday #officemove", "C0GENERAL")
    lead, pmo = await w.hears(SAM, "/pmo status", "C0GENERAL"), await w.hears(PRIYA, "/pmo status", "C0GENERAL")
    assert "*Office move* (OFFICEMOVE)" in lead
    assert "*Apollo*" not in lead
    assert "*Office move* (OFFICEMOVE)" in pmo
    assert "*Apollo*" in pmo
    nobody = await w.hears(MARIA, "/pmo status", "C0GENERAL")
    assert nobody.startswith("You lead or sponsor no project yet. `/pmo status APOLLO` shows how one stands")
