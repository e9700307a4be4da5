"""The same report in other words: the team reads all of it, a sponsor what they steer by, an executive five lines."""

from __future__ import annotations

from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.world import World


async def a_busy_week(w: World) -> None:
    """Apollo asks Inês for a decision, is late with a task and a milestone, and has finished something."""
    await w.types(JON, "/pmo ask @Inês Duarte Which vendor do we take? Acme or Birch by 11 dec")
    await w.types(JON, "/pmo add Access list @Maria Ortega by wed")
    await w.types(MARIA, "/pmo accept A-2")
    await w.types(JON, "/pmo milestone Rehearsal @Maria Ortega by thu")
    await w.types(MARIA, "/pmo accept M-3")
    await w.types(JON, "/pmo add Helpdesk script by friday")
    await w.types(JON, "/pmo done A-4")
    await w.types(JON, "/pmo decide Keep the old tenant running until March")
    await w.until("2026-12-07", "08:00")


async def test_a_sponsor_sees_decisions_and_milestones_and_no_tasks(w: World) -> None:
    await a_busy_week(w)
    team = await w.hears(JON, "/pmo digest APOLLO")
    assert all(words in team for words in ("Access list (A-2)", "Helpdesk script (A-4)", "Rehearsal (M-3)"))
    sponsor = await w.hears(INES, "/pmo digest APOLLO sponsor")
    assert "Apollo — week of Mon 7 Dec, for the sponsor" in sponsor
    assert "Which vendor do we take? (D-1) — decide by Fri 11 Dec" in sponsor
    assert "Decided: Keep the old tenant running until March (D-5)" in sponsor
    assert "Rehearsal (M-3) — Maria" in sponsor
    assert "Access list" not in sponsor
    assert "Helpdesk script" not in sponsor


async def test_an_executive_reads_five_lines_at_most_and_what_is_asked_comes_first(w: World) -> None:
    await a_busy_week(w)
    for number in range(6):
        await w.types(JON, f"/pmo decide We choose room number {number} for workshop {number * 7}")
        if w.has_window(JON):
            await w.submits(JON, relation="Something else: keep both")
    text = await w.hears(PRIYA, "/pmo digest APOLLO executive")
    lines = [line for line in text.splitlines() if line.startswith("• ")]
    assert len(lines) == 5
    assert any("Which vendor do we take? (D-1)" in line for line in lines[:2])


async def test_whoever_is_noted_as_somebody_who_cares_reads_it_in_their_words(w: World) -> None:
    await a_busy_week(w)
    await w.types(JON, "/pmo project APOLLO people")
    await w.clicks(JON, "Somebody who cares…", w.last(JON))
    await w.submits(JON, person=SAM, audience="sponsor")
    assert "for the sponsor" in await w.hears(SAM, "/pmo digest APOLLO")
    assert "for the sponsor" not in await w.hears(SAM, "/pmo digest APOLLO team")
