"""Risks: noted with a score, assessed, measured, looked at again; high ones are told to the lead."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from pmo_bot.model import Event, Risk
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"


async def noted(w: World, who: str = MARIA, score: str = "4x3", title: str = "The vendor may deliver late") -> None:
    await w.types(who, f"/pmo risk {title} by 18 dec #apollo {score}")


async def card(w: World, who: str, key: str = "R-1") -> str:
    await w.types(who, f"/pmo show {key}")
    return said(w.last(who)["blocks"])


def risk(w: World, number: int = 1) -> Risk:
    with w.bot.db.reading() as session:
        return session.get_one(Risk, w.item(number).id)


async def assesses(w: World, who: str = MARIA, key: str = "R-1", **fields: str) -> dict[str, str]:
    """Somebody opens the card's window and sends it."""
    await card(w, who, key)
    await w.clicks(who, "Assess…", w.last(who))
    return await w.submits(who, **fields)


# --- noting and assessing ---------------------------------------------------------------


async def test_a_risk_is_noted_with_its_score(w: World) -> None:
    answer = await w.hears(MARIA, "/pmo risk The vendor may deliver late by 18 dec #apollo 4x3")
    assert "Likely (4) × moderate (3) = 12, high." in answer
    assert "*Likely (4) × moderate (3) = 12, high*\nResponse: none yet · looked at Mon 30 Nov" in await card(w, MARIA)


async def test_a_score_off_the_scale_is_asked_back_and_nothing_is_noted(w: World) -> None:
    answer = await w.types(MARIA, "/pmo risk The vendor may deliver late #apollo 7x3")
    assert answer == (
        "“7x3” is off the scale: both go from 1 to 5. Try 4x3, or p4 i3: first how likely, then how hard."
    )
    assert "no such item" in await w.types(MARIA, "/pmo show R-1")


async def test_supportive_never_asks_for_a_score_and_stricter_modes_do(w: World) -> None:
    assert "How likely is it" not in await w.hears(MARIA, "/pmo risk Rain #apollo")
    await w.types(JON, "/pmo project APOLLO mode controlling")
    assert "How likely is it, and how hard would it hit?" in await w.hears(MARIA, "/pmo risk Snow by 18 dec #apollo")
    await w.clicks(MARIA, "Assess…", w.last(MARIA))
    assert await w.submits(MARIA, probability="2", impact="5") == {}
    assert risk(w, 2).probability == 2


async def test_a_score_that_was_typed_is_kept_by_the_window_that_asks_for_the_rest(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(MARIA, "/pmo risk The vendor may deliver late #apollo p4 i3")
    assert await w.submits(MARIA, due="2026-12-18") == {}
    assert (risk(w).probability, risk(w).impact) == (4, 3)


async def test_all_that_is_known_is_assessed_in_one_window_and_taken_back_by_one_click(w: World) -> None:
    await noted(w)
    assert await assesses(w, probability="5", response="reduce", residual_probability="2", residual_impact="3",
                          cause="Nordwind", trigger="No delivery note by Wednesday") == {}  # fmt: skip
    assert "kept: very high (15), reduce it. It was high (12)." in said(w.last(MARIA)["blocks"])
    answer = w.last(MARIA)
    shown = await card(w, MARIA)
    assert "*Almost certain (5) × moderate (3) = 15, very high*" in shown
    left = "after the measures: unlikely (2) × moderate (3) = 6, medium"
    assert f"{left}\nResponse: reduce it · cause: Nordwind" in shown
    await w.clicks(MARIA, "Undo", answer)
    assert (risk(w).probability, risk(w).response, risk(w).cause, risk(w).trigger) == (4, None, "", "")


async def test_half_a_score_and_a_worse_one_after_the_measures_are_refused_at_their_fields(w: World) -> None:
    await noted(w)
    assert "takes both" in (await assesses(w, residual_probability="2"))["residual_impact"]
    worse = await w.submits(MARIA, residual_probability="5", residual_impact="5")
    assert "cannot be worse" in worse["residual_probability"]
    assert risk(w).residual_impact is None


async def test_no_event_holds_the_words_about_a_risk(w: World) -> None:
    await noted(w)
    await assesses(w, cause="Nordwind", trigger="No delivery note")
    with w.bot.db.reading() as session:
        events = session.exec(select(Event).where(col(Event.what).startswith("risk."))).all()
    assert [event.what for event in events] == ["risk.assessed", "risk.assessed"]
    assert "Nordwind" not in str([(event.before, event.after) for event in events])
    assert "delivery note" not in str([(event.before, event.after) for event in events])


async def test_only_who_may_change_a_risk_assesses_it(w: World) -> None:
    await noted(w)
    await card(w, SAM)
    await w.clicks(SAM, "Assess…", w.last(SAM))
    assert "Only Maria or the project's lead can change R-1." in str(await w.submits(SAM, probability="1"))
    assert risk(w).probability == 4


# --- measures ---------------------------------------------------------------------------


async def measures(w: World, who: str = MARIA, **fields: str) -> dict[str, str]:
    await card(w, who)
    await w.clicks(who, "Add a measure…", w.last(who))
    return await w.submits(who, **fields)


async def test_a_measure_is_an_action_that_its_owner_is_asked_for_and_both_cards_name_each_other(w: World) -> None:
    await noted(w)
    assert await measures(w, title="Ask for a second offer", owner=JON, due="2026-12-11") == {}
    assert "A measure against The vendor may deliver late (R-1)." in said(w.last(MARIA)["blocks"])
    assert "Asked Jon to confirm." in said(w.last(MARIA)["blocks"])
    assert "*Measures*\n• Ask for a second offer (A-2) — Jon, Fri 11 Dec: open" in await card(w, MARIA)
    assert "A measure against The vendor may deliver late (R-1)." in await card(w, MARIA, "A-2")
    await w.types(JON, "/pmo done A-2")
    assert "~Ask for a second offer (A-2)~ — Jon, Fri 11 Dec: done" in await card(w, MARIA)


async def test_a_measure_comes_before_its_risk_or_is_refused_with_the_latest_day(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await noted(w)
    errors = await measures(w, title="Ask for a second offer", due="2026-12-21")
    assert errors["due"] == (
        "Mon 21 Dec is not before the risk itself: The vendor may deliver late (R-1) is due Fri 18 Dec. "
        "Choose Thu 17 Dec or an earlier day, or move the risk first."
    )
    assert await w.submits(MARIA, title="Ask for a second offer", due="2026-12-17") == {}
    assert "is not before the risk itself" in await w.types(MARIA, "/pmo move A-2 to 18 dec because it is slow")
    assert w.item(2).due == date(2026, 12, 17)


async def test_in_a_supportive_project_a_late_measure_is_only_said(w: World) -> None:
    await noted(w)
    assert await measures(w, title="Ask for a second offer", due="2026-12-21") == {}
    shown = said(w.last(MARIA)["blocks"])
    assert "It is due after the risk itself (Fri 18 Dec). To come before it, Thu 17 Dec is the last" in shown
    assert "Mon 21 Dec: open, not before the risk itself" in await card(w, MARIA)


# --- high ones --------------------------------------------------------------------------


async def test_a_risk_that_becomes_high_is_told_to_the_lead_once(w: World) -> None:
    await noted(w, score="3x3")
    await w.until("2026-12-01", "09:30")
    assert w.briefs(JON) == []
    await assesses(w, probability="4")
    await w.until("2026-12-02", "09:30")
    (brief,) = w.briefs(JON)
    assert "The vendor may deliver late (R-1): Maria puts this risk at high (12); it was medium (9)." in said(
        brief["blocks"]
    )
    await assesses(w, probability="5")
    await w.until("2026-12-04", "18:00")
    assert len(w.briefs(JON)) == 1, "it was high before"


async def test_the_lead_who_assessed_it_is_told_nothing(w: World) -> None:
    await noted(w, JON, "5x5")
    await w.until("2026-12-02", "18:00")
    assert not any("puts this risk" in said(brief["blocks"]) for brief in w.briefs(JON))


# --- looked at again --------------------------------------------------------------------


async def test_by_its_score_its_owner_is_asked_whether_it_is_still_so(w: World) -> None:
    await noted(w, score="5x5")
    await w.until("2026-12-04", "18:00")
    assert w.briefs(MARIA) == []
    await w.until("2026-12-07", "09:00")
    (brief,) = w.briefs(MARIA)
    assert (
        "*Is it still so?* The vendor may deliver late (R-1) · Apollo — almost certain (5) × severe (5) = 25, very "
        "high. Last looked at Mon 30 Nov."
    ) in said(brief["blocks"])
    await w.clicks(MARIA, "Unchanged", brief)
    (brief,) = w.briefs(MARIA)
    assert "looked at Mon 7 Dec: almost certain (5) × severe (5) = 25, very high. Thank you." in said(brief["blocks"])
    await w.until("2026-12-11", "18:00")
    assert not any("still so" in said(one["blocks"]) for one in w.briefs(MARIA)[1:])
    await w.until("2026-12-14", "09:00")
    assert "Last looked at Mon 7 Dec." in said(w.briefs(MARIA)[-1]["blocks"])


async def test_without_an_answer_it_is_asked_once_in_each_span(w: World) -> None:
    await w.types(MARIA, "/pmo risk The vendor may deliver late by 26 feb #apollo 5x5")
    await w.until("2027-01-22", "18:00")
    days = [brief["text"] for brief in w.briefs(MARIA) if "still so" in said(brief["blocks"])]
    assert len(days) == 4


async def test_a_review_waits_in_app_home_too(w: World) -> None:
    await noted(w, score="5x5")
    await w.until("2026-12-07", "09:00")
    assert "*Is it still so?* The vendor may deliver late (R-1)" in await w.opens_home(MARIA)
