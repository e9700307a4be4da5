"""Governance modes: supportive needs a title, controlling what makes a promise, directive the lead's word as well."""

from __future__ import annotations

from datetime import date, time

from pmo_bot.model import Acceptance, Mode
from pmo_bot.store import queries
from tests.shown import said
from tests.world import TEAM, World, on_both

SAM, MARIA, JON, PRIYA, INES = "U0SAM", "U0MARIA", "U0JON", "U0PRIYA", "U0INES"
PLAN = "/pmo add Draft the plan @Maria Ortega by friday"


async def run(w: World, mode: str) -> None:
    """Jon has Apollo run like this."""
    assert f"is {mode}" in await w.hears(JON, f"/pmo project APOLLO mode {mode}")


def fields(w: World, who: str) -> dict[str, bool]:
    """The fields of the window somebody has open, and whether each may be left empty."""
    return {b["block_id"]: b.get("optional", False) for b in w.window(who)["blocks"] if b["type"] == "input"}


def mode(w: World) -> Mode:
    with w.bot.db.reading() as session:
        found = queries.project_by_key(session, TEAM, "APOLLO")
    assert found is not None
    return found.mode


# --- supportive ------------------------------------------------------------------------


async def test_a_new_project_is_supportive(w: World) -> None:
    assert mode(w) is Mode.SUPPORTIVE


async def test_supportive_takes_a_title_and_calls_it_a_draft(w: World) -> None:
    answer = await w.hears(JON, "/pmo add Draft the plan")
    assert "A draft so far: it needs a date to be tracked." in answer
    await w.clicks(JON, "Add a date…", w.last(JON))
    assert await w.submits(JON, due="2026-12-04") == {}
    assert w.item(1).due == date(2026, 12, 4)


async def test_a_draft_without_an_owner_has_a_button_for_one(w: World) -> None:
    await w.types(JON, "/pmo add")
    assert await w.submits(JON, title="Draft the plan", owner=None) == {}
    assert "it needs an owner and a date to be tracked" in said(w.last(JON)["blocks"])
    await w.clicks(JON, "Add an owner…", w.last(JON))
    assert await w.submits(JON, person=MARIA) == {}
    assert w.item(1).owner_id is not None


async def test_supportive_moves_a_date_without_a_word(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.types(MARIA, "/pmo move A-1 9 dec")
    assert w.item(1).due == date(2026, 12, 9)


async def test_in_supportive_the_sponsor_hears_nothing_before_the_lead_asks_for_it(w: World) -> None:
    await w.types(SAM, "/pmo add Draft the plan @Maria Ortega by tomorrow")
    await w.until("2027-01-29", "18:00")
    assert "needs a decision from you" in said(w.asks(JON)[-1]["blocks"])
    assert not [m for m in w.inbox(INES) if "sponsor of" not in m["text"]], "nothing but the welcome"
    await w.clicks(JON, "Ask Inês", w.asks(JON)[-1])
    await w.until("2027-02-05", "18:00")
    assert "needs a decision from you" in said(w.asks(INES)[-1]["blocks"])


async def test_in_supportive_a_lead_who_is_late_is_no_reason_to_ask_the_sponsor(w: World) -> None:
    await w.types(SAM, "/pmo add Draft the plan @Jon Lindqvist by tomorrow")
    await w.until("2027-01-29", "18:00")
    assert not [m for m in w.inbox(INES) if "sponsor of" not in m["text"]], "nothing but the welcome"
    assert "needs a decision from you" in said(w.asks(SAM)[-1]["blocks"]), "whoever asked for it hears of it"


# --- controlling -----------------------------------------------------------------------


async def test_controlling_asks_for_what_is_missing_and_loses_nothing_of_what_was_typed(w: World) -> None:
    await run(w, "controlling")
    await w.types(SAM, "/pmo add Draft the plan @Maria Ortega !high")
    window = said(w.window(SAM)["blocks"])
    assert "This needs a date: Apollo is run in controlling mode, Jon chose that." in window
    assert fields(w, SAM)["due"] is False
    assert await w.submits(SAM, due="2026-12-04") == {}
    item = w.item(1)
    assert (item.title, item.due, item.priority.value) == ("Draft the plan", date(2026, 12, 4), "high")


async def test_a_time_that_was_typed_survives_the_window(w: World) -> None:
    await run(w, "directive")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday 15:00")
    assert await w.submits(JON, done_means="The steering has agreed to it") == {}
    assert w.item(1).due_time == time(15)


async def test_controlling_refuses_a_window_that_is_sent_incomplete_at_its_fields(w: World) -> None:
    await run(w, "controlling")
    await w.types(JON, "/pmo add")
    errors = await w.submits(JON, title="Draft the plan", owner=None)
    assert set(errors) == {"owner", "due"}
    assert errors["due"].startswith(
        "This needs an owner and a date: Apollo is run in controlling mode, Jon chose that."
    )


async def test_what_belongs_to_no_project_is_asked_for_nothing(w: World) -> None:
    await run(w, "controlling")
    assert "A-1 · Draft the plan" in await w.hears(SAM, "/pmo add Draft the plan", "C0GENERAL")


async def test_controlling_moves_a_date_with_its_reason_only(w: World) -> None:
    await run(w, "controlling")
    await w.types(JON, PLAN)
    await w.types(MARIA, "/pmo move A-1 9 dec")
    assert w.item(1).due == date(2026, 12, 4), "the window asks why"
    assert "Apollo is run in controlling mode, Jon chose that." in said(w.window(MARIA)["blocks"])
    assert fields(w, MARIA)["reason"] is False
    assert await w.submits(MARIA, reason="Legal answers on Monday") == {}
    assert w.item(1).due == date(2026, 12, 9)
    assert "Legal answers on Monday" in await w.hears(JON, "/pmo show A-1")


@on_both
async def test_several_dates_at_once_need_their_reason_too(w: World) -> None:
    await run(w, "controlling")
    await w.types(JON, PLAN)
    await w.types(JON, PLAN)
    answer = await w.hears(MARIA, "/pmo move A-1 and A-2 to 9 dec")
    assert "A date moves with its reason: Apollo is run in controlling mode, Jon chose that. Say why" in answer
    await w.types(MARIA, "/pmo move A-1 and A-2 to 9 dec because legal answers on Monday")
    assert [w.item(n).due for n in (1, 2)] == [date(2026, 12, 9)] * 2


async def test_opening_something_again_by_another_date_names_the_way_that_works(w: World) -> None:
    await run(w, "controlling")
    await w.types(MARIA, "/pmo add Draft the plan by thursday")
    await w.types(MARIA, "/pmo drop A-1 because it is not needed")
    answer = await w.hears(MARIA, "/pmo reopen A-1 by friday")
    assert "such as `/pmo reopen A-1 by friday because legal answers on Monday`." in answer
    opened = await w.hears(MARIA, "/pmo reopen A-1 by friday because legal answers on Monday")
    assert "open again, Fri 4 Dec" in opened


async def test_the_window_with_everything_asks_for_the_reason_where_the_date_moves(w: World) -> None:
    await run(w, "controlling")
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.clicks(MARIA, "Change…", w.last(MARIA))
    assert "A date moves with its reason" in (await w.submits(MARIA, due="2026-12-09"))["reason"]
    assert await w.submits(MARIA, due="2026-12-09", reason="Legal answers on Monday") == {}
    assert w.item(1).due == date(2026, 12, 9)


async def test_an_edit_may_not_take_away_what_is_needed(w: World) -> None:
    await run(w, "controlling")
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.clicks(MARIA, "Change…", w.last(MARIA))
    assert set(await w.submits(MARIA, owner=None)) == {"owner"}


@on_both
async def test_what_was_incomplete_before_the_mode_changed_can_be_worked_with(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan")
    button = w.last(MARIA)
    await run(w, "controlling")
    await w.clicks(MARIA, "Change…", button)
    assert await w.submits(MARIA, title="Draft the whole plan") == {}
    await w.types(MARIA, "/pmo move A-1 friday")
    assert w.item(1).due == date(2026, 12, 4), "a first date moves nothing, so it needs no reason"


# --- directive -------------------------------------------------------------------------


async def directed(w: World) -> None:
    """Jon needs the plan from Maria by Friday."""
    await run(w, "directive")
    await w.types(JON, PLAN)
    assert "This needs what “done” means: Apollo is run in directive mode, Jon chose that." in said(
        w.window(JON)["blocks"]
    )
    assert await w.submits(JON, done_means="The steering has agreed to it") == {}


async def test_directive_needs_to_know_what_done_means(w: World) -> None:
    await directed(w)
    assert w.item(1).done_means == "The steering has agreed to it"


async def test_an_owners_own_extension_is_a_request_that_the_lead_approves(w: World) -> None:
    await directed(w)
    answer = await w.hears(MARIA, "/pmo move A-1 9 dec because legal answers on Monday")
    assert "you offered Wed 9 Dec. The lead of Apollo or a PMO lead decides; until then: Fri 4 Dec" in answer
    assert (w.item(1).due, w.item(1).acceptance) == (date(2026, 12, 4), Acceptance.COUNTERED)
    await w.until("2026-11-30", "10:12")
    assert "*Maria offers Wed 9 Dec* instead of Fri 4 Dec" in said(w.asks(JON)[-1]["blocks"])
    await w.clicks(JON, "OK, Wed 9 Dec", w.asks(JON)[-1])
    assert w.item(1).due == date(2026, 12, 9)


async def test_the_window_of_a_new_date_says_who_decides(w: World) -> None:
    await directed(w)
    await w.types(MARIA, "/pmo move A-1")
    assert "Jon is asked and decides; until then the date stays." in said(w.window(MARIA)["blocks"])
    assert await w.submits(MARIA, due="2026-12-09", reason="Legal answers on Monday") == {}
    assert w.item(1).acceptance is Acceptance.COUNTERED


async def test_the_lead_sets_dates_and_gives_the_reason(w: World) -> None:
    await directed(w)
    await w.types(JON, "/pmo move A-1 9 dec because the steering moved")
    assert w.item(1).due == date(2026, 12, 9)


async def test_others_are_told_who_decides_about_dates(w: World) -> None:
    await run(w, "directive")
    await w.types(SAM, PLAN)
    await w.submits(SAM, done_means="The steering has agreed to it")
    answer = await w.hears(SAM, "/pmo move A-1 9 dec because I am busy")
    assert "Jon or a PMO lead sets dates: Apollo is run in directive mode, Jon chose that." in answer
    assert "decides about the date of A-1" in await w.hears(SAM, "/pmo move A-1")


# --- a project needs its sponsor ----------------------------------------------------------


async def test_a_strict_project_needs_a_sponsor_before_it_begins(w: World) -> None:
    await w.types(PRIYA, "/pmo project new Gemini", "C0HELP")
    errors = await w.submits(PRIYA, mode="controlling")
    assert errors["sponsor"].startswith("In controlling mode Gemini needs a sponsor first")
    assert await w.submits(PRIYA, mode="controlling", sponsor=INES) == {}


async def test_a_project_becomes_strict_once_somebody_sponsors_it(w: World) -> None:
    await w.types(PRIYA, "/pmo project new Gemini", "C0HELP")
    await w.submits(PRIYA)
    answer = await w.hears(PRIYA, "/pmo project GEMINI directive")
    assert "In directive mode Gemini needs a sponsor first" in answer
    assert "`/pmo project GEMINI directive sponsor @ines`" in answer
    assert "is directive" in await w.hears(PRIYA, "/pmo project GEMINI directive sponsor @Inês Duarte")


# --- another mode while somebody has the word -----------------------------------------------


@on_both
async def test_days_on_which_the_requester_had_the_word_stay_free_when_the_mode_changes(w: World) -> None:
    """Maria says that it is not hers; in supportive mode that stops her clock, in directive mode it does not."""
    await w.types(SAM, "/pmo add Draft the plan @Maria Ortega by tomorrow")
    await w.types(MARIA, "/pmo decline A-1 it belongs to the design team")
    await w.until("2026-12-03", "10:00")
    await run(w, "directive")
    assert (w.item(1).held_at, w.item(1).held_days) == (None, 3)
    await run(w, "supportive")
    assert w.item(1).held_at is not None, "her clock stands still again"
    assert "whose turn it is" in await w.hears(JON, "/pmo show A-1")
