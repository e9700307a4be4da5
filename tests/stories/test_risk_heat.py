"""Many risks at a glance: the matrix, the ranking, the common cause; and what nobody may see."""

from __future__ import annotations

import pytest

from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, SAM, INES = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM", "U0INES"


async def assessed(w: World, who: str, number: int, **fields: str) -> None:
    await w.types(who, f"/pmo show R-{number}")
    await w.clicks(who, "Assess…", w.last(who))
    assert await w.submits(who, **fields) == {}


async def three(w: World) -> None:
    await w.types(MARIA, "/pmo risk The vendor may deliver late by 18 dec #apollo 4x4")
    await w.types(MARIA, "/pmo risk The licence may end by 11 dec #apollo 2x2")
    await w.types(MARIA, "/pmo risk The room may be taken #apollo")


async def shown(w: World, who: str, words: str = "list risks #apollo") -> str:
    return await w.hears(who, f"/pmo {words}")


async def test_the_matrix_says_how_many_in_each_cell_and_the_ranking_what_matters_most(w: World) -> None:
    await three(w)
    text = await shown(w, MARIA)
    assert "*Risks in Apollo* — 1 very high · 1 low · 1 not assessed yet" in text
    (table,) = [block for block in w.last(MARIA)["blocks"] if block["type"] == "table"]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert rows[0] == ["↓ →", "1", "2", "3", "4", "5"]
    assert rows[2] == ["4", "–", "–", "–", "1 V", "–"]
    assert rows[4] == ["2", "–", "1 L", "–", "–", "–"]
    assert "1. *very high (16)* new · The vendor may deliver late (R-1) — Maria, Fri 18 Dec" in text
    assert "3. *not assessed* · The room may be taken (R-3) — Maria" in text


async def test_the_text_says_the_same_without_a_table(w: World) -> None:
    await three(w)
    await shown(w, MARIA)
    text = w.last(MARIA)["text"]
    assert "4 likely × 4 major: 1 very high" in text
    assert "2 unlikely × 2 minor: 1 low" in text


async def test_the_arrow_says_how_it_moved_since_somebody_looked(w: World) -> None:
    await three(w)
    await assessed(w, MARIA, 1, impact="3", response="reduce")
    assert "1. *high (12)* ↓ was 16 · The vendor" in await shown(w, MARIA)
    await assessed(w, MARIA, 1, response="avoid")
    assert "1. *high (12)* → · The vendor" in await shown(w, MARIA)


async def test_what_is_done_about_it_stands_below(w: World) -> None:
    await three(w)
    await assessed(w, MARIA, 1, response="reduce", residual_probability="2", residual_impact="4")
    for title in ("Ask for a second offer", "Visit them"):
        await w.types(MARIA, "/pmo show R-1")
        await w.clicks(MARIA, "Add a measure…", w.last(MARIA))
        await w.submits(MARIA, title=title, due="2026-12-11")
    await w.types(MARIA, "/pmo done A-4")
    assert "reduce it, 1 of 2 measures done, then medium (8)" in await shown(w, MARIA)


async def other_project(w: World, key: str, channel: str) -> None:
    await w.types(JON, f"/pmo project new {key.title()}")
    assert await w.submits(JON, channel=channel) == {}


async def test_one_cause_in_several_projects_is_one_line(w: World) -> None:
    await other_project(w, "ZEUS", "C0GENERAL")
    await w.types(JON, "/pmo risk The vendor may deliver late ZEUS 4x4")
    await w.types(JON, "/pmo risk The vendor may raise the price #apollo 3x3")
    await w.types(JON, "/pmo risk The vendor may be sold #apollo 1x5")
    for number, cause in ((1, "Nordwind"), (2, "nordwind"), (3, "NORDWIND ")):
        await assessed(w, JON, number, cause=cause)
    text = await shown(w, JON, "list risks")
    assert "*From the same cause*\n• Nordwind: 3 risks in Apollo and Zeus, the worst very high (16)" in text
    assert "• Nordwind: 3 risks in Apollo and Zeus" in await shown(w, JON, "list risks APOLLO")


async def test_a_private_project_counts_for_its_members_only(w: World) -> None:
    await w.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
    await other_project(w, "BOARD", "C0BOARD")
    await w.types(JON, "/pmo risk The vendor may be sold BOARD 5x5")
    await w.types(JON, "/pmo risk The vendor may raise the price #apollo 3x3")
    for number in (1, 2):
        await assessed(w, JON, number, cause="Nordwind")
    assert "*Risks* — 1 very high · 1 medium" in await shown(w, JON, "list risks")
    assert "• Nordwind: 2 risks in Apollo and Board" in w.last(JON)["text"]
    theirs = await shown(w, SAM, "list risks")
    assert "*Risks* — 1 medium" in theirs
    assert "Board" not in theirs
    assert "Nordwind" not in theirs, "one risk is no common cause"
    await w.types(JON, "/pmo list risks in channel")
    assert "very high" not in w.messages("C0APOLLO")[-1]["text"], "others read along"


async def test_more_than_a_page_is_leafed_through(w: World) -> None:
    for number in range(12):
        await w.types(MARIA, f"/pmo risk Thing {number} may break #apollo 3x3")
    assert "10. " in await shown(w, MARIA)
    await w.clicks(MARIA, "Next 2", w.last(MARIA))
    text = said(w.last(MARIA)["blocks"])
    assert "12. " in text
    assert "*Risks in Apollo* — 12 medium" in text


async def test_no_risks_is_said_with_how_to_note_one(w: World) -> None:
    assert "No risk is open in Apollo. `/pmo risk The vendor may deliver late 4x3` notes one." in await shown(w, MARIA)


@pytest.mark.parametrize("label", ["Assess…", "Add a measure…", "Plan for it…"])
async def test_every_line_leads_to_what_can_be_done(w: World, label: str) -> None:
    await three(w)
    await shown(w, MARIA)
    await w.clicks(MARIA, label, w.last(MARIA), about="risk-1")
    assert w.has_window(MARIA)


# --- the digest -------------------------------------------------------------------------


async def test_the_digest_names_risks_without_a_response_and_is_red_for_a_high_one(w: World) -> None:
    await three(w)
    await w.until("2026-12-07", "09:30")
    digest = said(w.messages("C0APOLLO")[-1]["blocks"])
    assert "🔴 Red*: 1 high or very high risk without a response." in digest
    assert "*Risks without a response, or without a measure*" in digest
    assert "The vendor may deliver late (R-1) — Maria, very high (16), no response for 5 working days" in digest
    assert "The room may be taken (R-3) — Maria, no response for 5 working days" in digest


async def test_a_high_risk_that_is_to_be_reduced_needs_a_measure_and_one_that_is_lived_with_does_not(w: World) -> None:
    await three(w)
    await assessed(w, MARIA, 1, response="reduce")
    await assessed(w, MARIA, 2, response="reduce")
    await assessed(w, MARIA, 3, response="accept", probability="5", impact="5")
    text = said((await digest(w))["blocks"])
    assert "The vendor may deliver late (R-1) — Maria, very high (16), no measure yet" in text
    assert "(R-2) — Maria" not in text
    assert "(R-3) — Maria, very" not in text


async def digest(w: World) -> dict[str, object]:
    await w.types(MARIA, "/pmo digest #apollo")
    return w.last(MARIA)


async def test_a_risk_that_nobody_looks_at_is_named_after_its_owner_was_asked(w: World) -> None:
    await w.types(MARIA, "/pmo risk The vendor may deliver late by 18 dec #apollo 4x4")
    await w.until("2026-12-07", "09:30")
    assert any("Is it still so?" in said(brief["blocks"]) for brief in w.briefs(MARIA))
    assert "*Risks to look at again*" not in said(w.messages("C0APOLLO")[-1]["blocks"])
    await w.until("2026-12-14", "09:30")
    assert "The vendor may deliver late (R-1) — Maria, looked at 10 working days ago" in said(
        w.messages("C0APOLLO")[-1]["blocks"]
    )
