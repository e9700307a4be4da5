"""Who might take something, and offering it to a colleague."""

from __future__ import annotations

import pytest

from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"


async def card(w: World, who: str, key: str = "A-1") -> str:
    await w.types(who, f"/pmo show {key}")
    return said(w.last(who)["blocks"])


def window(w: World, who: str) -> str:
    return said(w.window(who)["blocks"])


async def test_an_offer_leaves_the_owner_until_the_colleagues_yes_and_keeps_both_names(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by 11 dec #apollo")
    await card(w, MARIA)
    await w.clicks(MARIA, "Offer it to…", w.last(MARIA))
    assert await w.submits(MARIA, person=SAM) == {}
    assert "Sam is asked to take it. It stays yours until they say yes." in said(w.last(MARIA)["blocks"])
    assert "Maria" in await card(w, JON)
    await w.until("2026-12-01", "16:00")
    brief = w.inbox(SAM)[-1]
    assert "Take it over? “Draft the cutover plan” (C-2) — A colleague offers it" in said(brief["blocks"])
    await w.clicks(SAM, "I take it", brief)
    shown = await card(w, JON)
    assert shown.splitlines()[1].startswith("Sam")
    assert "Maria" in shown
    assert "offered it to a colleague" in shown


async def unowned(w: World, title: str = "Write the interface", skill: str = "sap", number: int = 1) -> None:
    await w.uses(JON, "new_item")
    await w.submits(JON, title=title, owner=None, due="2026-12-18", project="1")
    await w.types(JON, f"/pmo skill A-{number} {skill}")


async def test_a_suggestion_says_why_and_chooses_nobody(w: World) -> None:
    await w.types(SAM, "/pmo prefs skills Python, SAP")
    await unowned(w)
    await card(w, JON)
    await w.clicks(JON, "Ask somebody…", w.last(JON))
    shown = window(w, JON)
    assert "Sam: can do sap" in shown
    assert await w.submits(JON, person=None) != {}
    assert w.item(1).owner_id is None


async def test_what_needs_several_skills_says_who_can_do_which(w: World) -> None:
    await w.types(SAM, "/pmo prefs skills Python, SAP")
    await w.types(MARIA, "/pmo prefs skills SAP")
    await unowned(w, skill="sap, python")
    assert "Needs python and sap" in await card(w, JON)
    await w.clicks(JON, "Ask somebody…", w.last(JON))
    shown = window(w, JON)
    assert shown.index("Sam: can do python and sap") < shown.index("Maria: can do sap, has not named python")
    await w.until("2026-12-07", "12:00")
    await w.types(SAM, "/pmo prefs skills none")
    shown = await w.hears(JON, "/pmo digest #apollo")
    assert "1 needs python: Write the interface (A-1)" in shown
    assert "needs sap" not in shown
    assert "Up to 5 short words" in await w.hears(JON, "/pmo skill A-1 a, b, c, d, e, f")
    await w.types(JON, "/pmo skill A-1 none")
    assert "Needs" not in await card(w, JON)


async def test_who_is_full_is_not_suggested(w: World) -> None:
    await w.types(SAM, "/pmo prefs skills sap")
    await w.types(SAM, "/pmo prefs capacity 1")
    await unowned(w)
    await card(w, JON)
    await w.clicks(JON, "Ask somebody…", w.last(JON))
    assert "Nobody I know of can do sap and has room for it." in window(w, JON)


async def test_the_report_says_which_skill_nobody_free_has(w: World) -> None:
    await unowned(w)
    await unowned(w, "Write the export", number=2)
    assert "need sap" not in await w.hears(JON, "/pmo digest #apollo")
    await w.until("2026-12-07", "12:00")
    shown = await w.hears(JON, "/pmo digest #apollo")
    assert "Nobody with room can do it" in shown
    assert "2 need sap: Write the interface (A-1) and 1 more" in shown
    await w.types(SAM, "/pmo prefs skills sap")
    assert "need sap" not in await w.hears(JON, "/pmo digest #apollo")


async def test_an_offer_that_nobody_answers_is_passed_on_to_nobody(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by 18 dec #apollo")
    await card(w, MARIA)
    await w.clicks(MARIA, "Offer it to…", w.last(MARIA))
    await w.submits(MARIA, person=SAM)
    await w.until("2026-12-10", "18:00")
    assert w.briefs(SAM)
    assert "If nothing changes" not in str(w.briefs(SAM))
    assert w.inbox(JON) == []
    assert w.item(1).owner_id != w.item(2).owner_id


async def test_only_its_owner_offers_it(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by 18 dec #apollo")
    assert "Offer it to…" not in await card(w, JON)
    assert "Offer it to…" in await card(w, MARIA)


@pytest.mark.parametrize(
    "ends", ["/pmo done A-1", "/pmo drop A-1 because the vendor does it", "/pmo assign A-1 to @jon"]
)
async def test_an_offer_of_what_is_closed_or_somebody_elses_is_withdrawn_where_it_was_read(w: World, ends: str) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by 18 dec #apollo")
    await card(w, MARIA)
    await w.clicks(MARIA, "Offer it to…", w.last(MARIA))
    await w.submits(MARIA, person=SAM)
    await w.until("2026-12-01", "16:00")
    assert "A colleague offers it to you" in said(w.inbox(SAM)[-1]["blocks"])
    before = len(w.inbox(SAM))
    await w.types(MARIA, ends)
    await w.until("2026-12-01", "16:10")
    shown = said(w.inbox(SAM)[-1]["blocks"])
    assert "A colleague offers it to you" not in shown
    assert len(w.inbox(SAM)) == before
    assert w.item(2).state == "dropped"
