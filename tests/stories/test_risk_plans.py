"""A risk that happens: it is an issue by one click, and its plan begins once, all of it."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from pmo_bot.model import About, Acceptance, Event, Item, Kind, Risk, State
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, SAM, KENJI = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM", "U0KENJI"
PLAN = {"trigger": "No delivery note by Wednesday", "what1": "Call the vendor’s board", "who1": JON, "days1": "1",
        "what2": "Order at the second vendor", "who2": SAM, "days2": "5",
        "what3": "Tell the rehearsal team", "days3": "0"}  # fmt: skip


async def planned(w: World, **fields: str) -> None:
    """Maria's risk, with a plan."""
    await w.types(MARIA, "/pmo risk The vendor may deliver late by 18 dec #apollo 4x3")
    await plans(w, **(fields or PLAN))


async def plans(w: World, **fields: str) -> dict[str, str]:
    await card(w, MARIA)
    await w.clicks(MARIA, "Plan for it…", w.last(MARIA))
    return await w.submits(MARIA, **fields)


async def card(w: World, who: str, key: str = "R-1") -> str:
    await w.types(who, f"/pmo show {key}")
    return said(w.last(who)["blocks"])


def items(w: World) -> list[Item]:
    """Everything but the questions whether people are ready."""
    with w.bot.db.reading() as session:
        return list(session.exec(select(Item).where(Item.kind != Kind.CHECK).order_by(col(Item.number))))


def risk(w: World) -> Risk:
    with w.bot.db.reading() as session:
        return session.get_one(Risk, w.item(1).id)


def has_button(message: dict[str, Any], label: str) -> bool:
    return label in said(message["blocks"]).split("\n")


# --- planned ----------------------------------------------------------------------------


async def test_a_plan_is_what_who_and_how_soon_with_the_sign_for_it(w: World) -> None:
    await planned(w)
    shown = await card(w, MARIA)
    assert "*If it happens.* Sign: “No delivery note by Wednesday”" in shown
    assert "1. Call the vendor’s board — Jon, within one working day" in shown
    assert "2. Order at the second vendor — Sam, within 5 working days" in shown
    assert "3. Tell the rehearsal team — nobody yet, the same day" in shown
    assert [item.number for item in items(w)] == [1], "nothing is made before it happens"


async def test_whoever_has_a_part_in_a_plan_is_asked_once_whether_they_are_ready(w: World) -> None:
    await planned(w)
    assert not w.inbox(SAM), "nothing has happened: it rides in the brief"
    assert "Sam, within 5 working days, asked whether they are ready" in await card(w, MARIA)
    await w.until("2026-12-01", "16:00")
    brief = w.briefs(SAM)[-1]
    asked = said(brief["blocks"])
    assert "Ready for it? “Order at the second vendor (if: The vendor may deliver late)” (C-3)" in asked
    assert "are you ready to do it, should that happen?" in asked
    await w.clicks(SAM, "I am ready", brief, about="C-3")
    shown = await card(w, MARIA)
    assert "2. Order at the second vendor — Sam, within 5 working days, ready" in shown
    assert "1. Call the vendor’s board — Jon, within one working day, asked whether they are ready" in shown

    await plans(w, what1="Wait for a week", who1=SAM, what2="", what3="")
    assert not w.item(2).is_open, "nobody is asked about a plan that no longer counts"
    assert "1. Wait for a week — Sam" in await card(w, MARIA)
    assert ", ready" not in await card(w, MARIA), "another plan is another question"


async def test_of_a_risk_that_is_closed_nobody_is_asked_whether_they_are_ready_and_again_once_it_is_open(
    w: World,
) -> None:
    await planned(w, **{**PLAN, "who3": KENJI})
    await w.types(KENJI, "/pmo done C-4")
    assert w.item(2).is_open, "Jon is asked, and Sam"
    await w.types(MARIA, "/pmo drop R-1 because the vendor delivered")
    assert [w.item(n).state for n in (2, 3, 4)] == [State.DROPPED, State.DROPPED, State.DONE]
    await w.until("2026-12-01", "18:00")
    assert not any("Are you ready" in said(one["blocks"]) for one in w.inbox(SAM))
    await w.types(MARIA, "/pmo reopen R-1")
    shown = await card(w, MARIA)
    assert "Sam, within 5 working days, asked whether they are ready" in shown
    assert "Kenji, the same day, ready" in shown, "an answer is not asked for twice"

    await card(w, MARIA)
    await w.clicks(MARIA, "It has happened", w.last(MARIA))
    assert [w.item(n).is_open for n in (5, 6)] == [False, False], "there is no “should that happen” any more"
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    assert [w.item(n).about for n in (7, 8)] == [About.READY, About.READY]


async def test_the_window_shows_the_plan_and_the_next_one_takes_its_place(w: World) -> None:
    await planned(w)
    assert await plans(w, what1="Wait for a week", what2="", what3="") == {}
    shown = await card(w, MARIA)
    assert "1. Wait for a week" in shown
    assert "Call the vendor" not in shown


async def test_a_plan_can_be_taken_back(w: World) -> None:
    await planned(w)
    await plans(w, what1="Wait for a week", what2="", what3="")
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    assert "Call the vendor’s board" in await card(w, MARIA)


# --- it happens -------------------------------------------------------------------------


async def test_it_has_happened_keeps_the_number_and_both_spellings_find_it(w: World) -> None:
    await planned(w)
    await card(w, MARIA)
    await w.clicks(MARIA, "It has happened", w.last(MARIA))
    answer = w.last(MARIA)
    assert "The vendor may deliver late (I-1) — it has happened: an issue from now on." in said(answer["blocks"])
    assert "There is a plan for this: 3 things." in said(answer["blocks"])
    assert "The vendor may deliver late (I-1)" in await card(w, MARIA, "R-1")
    assert "The vendor may deliver late (I-1)" in await card(w, MARIA, "I-1")
    with w.bot.db.reading() as session:
        (event,) = session.exec(select(Event).where(Event.what == "item.happened")).all()
    assert (event.before, event.after) == ({"kind": "R"}, {"kind": "I"})


async def test_it_has_happened_can_be_taken_back(w: World) -> None:
    await planned(w)
    await card(w, MARIA)
    await w.clicks(MARIA, "It has happened", w.last(MARIA))
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    assert w.item(1).kind is Kind.RISK


async def test_when_somebody_else_says_so_its_owner_is_asked_whether_the_plan_begins(w: World) -> None:
    await planned(w)
    await card(w, JON)
    await w.clicks(JON, "It has happened", w.last(JON))
    await w.until("2026-11-30", "10:06")
    (ask,) = w.asks(MARIA)
    asked = "*It has happened,* says Jon: The vendor may deliver late (I-1) · Apollo. There is a plan for it."
    assert asked in said(ask["blocks"])
    await w.clicks(MARIA, "Activate the plan", ask)
    assert len(items(w)) == 4
    (ask,) = w.asks(MARIA)
    assert "The vendor may deliver late (I-1) — the plan has begun." in said(ask["blocks"])
    await w.until("2026-12-04", "18:00")
    assert not any("Shall it begin?" in said(one["blocks"]) for one in w.asks(MARIA)[1:]), "asked once"


async def test_without_a_plan_none_is_offered(w: World) -> None:
    await w.types(MARIA, "/pmo risk The vendor may deliver late by 18 dec #apollo")
    await card(w, MARIA)
    await w.clicks(MARIA, "It has happened", w.last(MARIA))
    assert not has_button(w.last(MARIA), "Activate the plan")


async def test_the_digest_tells_that_it_happened(w: World) -> None:
    await planned(w)
    await card(w, MARIA)
    await w.clicks(MARIA, "It has happened", w.last(MARIA))
    await w.until("2026-12-07", "09:30")
    assert "The vendor may deliver late (I-1) has happened" in said(w.messages("C0APOLLO")[-1]["blocks"])


# --- the plan begins --------------------------------------------------------------------


async def test_one_click_makes_all_of_the_plan_and_asks_its_owners(w: World) -> None:
    await planned(w)
    await card(w, MARIA)
    await w.clicks(MARIA, "Activate the plan", w.last(MARIA))
    answer = said(w.last(MARIA)["blocks"])
    assert "*The plan for The vendor may deliver late (R-1) has begun.*" in answer
    assert "• Call the vendor’s board (A-4) — Jon, asked for their yes, Tue 1 Dec" in answer
    assert "• Tell the rehearsal team (A-6) — nobody yet, Mon 30 Nov" in answer
    made = items(w)[1:]
    assert [(one.key, str(one.due)) for one in made] == [
        ("A-4", "2026-12-01"), ("A-5", "2026-12-07"), ("A-6", "2026-11-30")
    ]  # fmt: skip
    assert [one.acceptance for one in made] == [Acceptance.REQUESTED, Acceptance.REQUESTED, None]
    await w.until("2026-11-30", "15:30")
    assert "*Maria asks you for:* Call the vendor’s board" in said(w.inbox(JON)[-1]["blocks"])
    assert "*Maria asks you for:* Order at the second vendor" in said(w.inbox(SAM)[-1]["blocks"])
    shown = await card(w, MARIA)
    assert "*The plan was begun on Mon 30 Nov by Maria*" in shown
    assert "1. Call the vendor’s board (A-4) — Jon, Tue 1 Dec: open" in shown
    assert "Part of the plan for The vendor may deliver late (R-1)." in await card(w, MARIA, "A-4")


async def test_a_second_click_makes_nothing_and_says_who_was_first(w: World) -> None:
    await planned(w)
    await card(w, MARIA)
    await card(w, JON)
    old = w.last(JON)
    await w.clicks(MARIA, "Activate the plan", w.last(MARIA))
    await w.again()
    await w.clicks(JON, "Activate the plan", old)
    assert "Maria began the plan for R-1 on Mon 30 Nov." in said(w.last(JON)["blocks"])
    assert len(items(w)) == 4
    assert not has_button(w.last(MARIA), "Activate the plan")


async def test_only_who_may_change_the_risk_begins_its_plan(w: World) -> None:
    await planned(w)
    await card(w, KENJI)
    await w.clicks(KENJI, "Activate the plan", w.last(KENJI))
    assert "Only Maria or the project's lead can change R-1." in said(w.last(KENJI)["blocks"])
    assert len(items(w)) == 1


async def test_an_issue_that_was_a_risk_still_has_its_plan(w: World) -> None:
    await planned(w)
    await card(w, MARIA)
    await w.clicks(MARIA, "It has happened", w.last(MARIA))
    await w.clicks(MARIA, "Activate the plan", w.last(MARIA))
    assert len(items(w)) == 4
    assert risk(w).activated_by_id is not None


async def test_its_owner_begins_it_in_a_project_that_they_do_not_see(w: World) -> None:
    await w.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
    await w.types(JON, "/pmo project new Board")
    assert await w.submits(JON, channel="C0BOARD") == {}
    await w.types(JON, "/pmo risk The vendor may be sold @Maria Ortega by 18 dec BOARD 4x4")
    await plans_as(w, JON, what1="Call the vendor’s board", who1=SAM)
    await card(w, MARIA)
    await w.clicks(MARIA, "Activate the plan", w.last(MARIA))
    assert [item.key for item in items(w)] == ["R-1", "A-3"]
    assert "Board" not in said(w.last(MARIA)["blocks"])


async def plans_as(w: World, who: str, **fields: str) -> None:
    await card(w, who)
    await w.clicks(who, "Plan for it…", w.last(who))
    assert await w.submits(who, **fields) == {}


async def test_a_strict_mode_holds_no_plan_up(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode directive")
    await planned_by_lead(w)
    await card(w, JON)
    await w.clicks(JON, "Activate the plan", w.last(JON))
    assert len(items(w)) == 2


async def planned_by_lead(w: World) -> None:
    await w.types(JON, "/pmo risk The vendor may deliver late by 18 dec #apollo 4x3")
    await w.submits(JON, done_means="It was delivered, or no longer matters")
    await plans_as(w, JON, what1="Call the vendor’s board")
