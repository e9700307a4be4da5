"""Decisions: written down once, announced once, carried out, replaced at both ends, looked at again on their day."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from pmo_bot.model import Decision, DecisionState, Event
from pmo_bot.store import decisions
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.stories.test_errors_rights import a_private_project
from tests.world import TEAM, World

KEEP = "/pmo decide Keep the old tenant running until March because legal needs the archive"


def decision(w: World, number: int) -> Decision:
    """A decision as it is stored."""
    with w.bot.db.reading() as session:
        found = decisions.by_number(session, TEAM, number)
    assert found is not None
    return found


def channel(w: World) -> list[str]:
    """All that the project's channel reads, message by message."""
    return [said(message["blocks"]) for message in w.messages("C0APOLLO")]


async def shows(w: World, who: str, key: str) -> dict[str, Any]:
    """Somebody looks a decision up; the message."""
    await w.types(who, f"/pmo show {key}")
    return w.last(who)


# --- written down -----------------------------------------------------------------------


async def test_one_line_is_enough_and_says_what_comes_next(w: World) -> None:
    answer = await w.hears(INES, KEEP)
    assert "*D-1 · Keep the old tenant running until March* — decided by Inês on Mon 30 Nov · Apollo." in answer
    assert "What follows…" in answer
    assert decision(w, 1).rationale == "legal needs the archive"


async def test_the_window_keeps_what_else_was_possible_and_who_has_to_know(w: World) -> None:
    await w.types(INES, "/pmo decide")
    await w.submits(INES, title="We take Birch", rationale="They can start in May", options="Acme\nBirch\nCedar",
                    informed=[MARIA, SAM], next="Sign the contract", next_owner=JON, next_due="2026-12-11")  # fmt: skip
    card = said((await shows(w, JON, "D-1"))["blocks"])
    assert "Decided by Inês on Mon 30 Nov" in card
    assert "Chosen from: Acme · Birch · Cedar" in card
    assert "0 of 2 have read it" in card
    assert "• Sign the contract (A-2) — Jon, due Fri 11 Dec" in card


async def test_a_message_can_be_kept_as_a_decision_with_the_way_back_to_it(w: World) -> None:
    message = await w.says(JON, "Then we keep the old tenant until March", channel="C0APOLLO")
    await w.uses(JON, "log_decision", message)
    await w.submits(JON, rationale="Legal needs it")
    card = said((await shows(w, JON, "D-1"))["blocks"])
    assert "Then we keep the old tenant until March" in card
    assert "where it was said" in card


async def test_it_is_found_by_its_words_and_by_those_of_its_options(w: World) -> None:
    await w.types(INES, KEEP)
    await w.types(INES, "/pmo decide")
    await w.submits(INES, title="The vendor is settled", options="Acme\nBirch")
    assert "D-1" in await w.hears(MARIA, "/pmo log archive tenant")
    assert "D-2" in await w.hears(MARIA, "/pmo log birch")
    assert "I found no decision" in await w.hears(MARIA, "/pmo log submarine")


# --- told -------------------------------------------------------------------------------


async def test_the_channel_is_told_once_and_who_has_to_know_says_so_there(w: World) -> None:
    await w.types(INES, "/pmo decide")
    await w.submits(INES, title="We take Birch", project="Apollo (APOLLO)", informed=[MARIA, SAM])
    await w.until("2026-11-30", "16:00")
    assert len(channel(w)) == 1
    assert "*Decided:* *We take Birch*\nby Inês, Mon 30 Nov · D-1" in channel(w)[0]
    assert "To know: <@U0MARIA> <@U0SAM>" in channel(w)[0]
    for _ in range(2):
        await w.clicks(MARIA, "I have read it", w.messages("C0APOLLO")[-1])
    await w.until("2026-11-30", "16:01")
    assert "1 of 2 have read it" in channel(w)[0]
    assert "To know: <@U0SAM>" in channel(w)[0]
    await w.until("2026-12-01", "16:00")
    assert len(channel(w)) == 1


async def test_what_is_taken_back_within_five_minutes_is_never_announced(w: World) -> None:
    await w.types(INES, KEEP)
    await w.clicks(INES, "Take it back", w.last(INES))
    await w.until("2026-11-30", "17:00")
    assert channel(w) == []
    assert decision(w, 1).state is DecisionState.WITHDRAWN


async def test_what_is_taken_back_later_is_struck_through_where_it_was_announced(w: World) -> None:
    await w.types(INES, KEEP)
    await w.until("2026-11-30", "11:00")
    await w.clicks(INES, "Take it back", await shows(w, INES, "D-1"))
    await w.until("2026-11-30", "11:01")
    assert channel(w) == ["~Decided: Keep the old tenant running until March~\nTaken back (D-1)."]


async def test_only_who_decided_wrote_it_down_or_leads_can_take_it_back(w: World) -> None:
    await w.types(INES, KEEP)
    await w.clicks(MARIA, "Take it back", await shows(w, MARIA, "D-1"))
    assert "D-1 is Inês's decision. Ask them, or the project's lead." in said(w.last(MARIA)["blocks"])
    assert decision(w, 1).state is DecisionState.ACTIVE
    await w.clicks(JON, "Take it back", await shows(w, JON, "D-1"))
    assert decision(w, 1).state is DecisionState.WITHDRAWN


# --- decided once -----------------------------------------------------------------------


async def test_what_sounds_like_a_decision_is_shown_before_anything_is_written_down(w: World) -> None:
    await w.types(INES, KEEP)
    await w.types(JON, "/pmo decide We keep the old tenant until the end of March because of the archive")
    window = said(w.window(JON)["blocks"])
    assert "This sounds like something that is decided already" in window
    assert "D-1 *Keep the old tenant running until March* — Inês, Mon 30 Nov" in window
    await w.submits(JON, relation="same")
    assert "Nothing was written down" in said(w.window(JON)["blocks"])
    assert "D-2" not in await w.hears(JON, "/pmo log tenant")


async def test_one_decision_takes_the_place_of_another_at_both_ends(w: World) -> None:
    await w.types(INES, KEEP)
    await w.until("2026-11-30", "11:00")
    await w.types(JON, "/pmo decide Keep the old tenant running until May because the archive is late")
    await w.submits(JON, relation="It replaces D-1")
    old, new = decision(w, 1), decision(w, 2)
    assert (old.state, old.superseded_by_id, new.supersedes_id) == (DecisionState.SUPERSEDED, new.id, old.id)
    await w.until("2026-11-30", "17:00")
    assert "Replaced by D-2 (Keep the old tenant running until May)." in channel(w)[0]
    assert "It replaces D-1 (Keep the old tenant running until March)." in channel(w)[1]
    assert "replaced by D-2" in await w.hears(MARIA, "/pmo log march")
    await w.clicks(INES, "Take it back", await shows(w, INES, "D-2"))
    assert decision(w, 1).state is DecisionState.ACTIVE


async def test_an_exception_leaves_the_rule_as_it_is(w: World) -> None:
    await w.types(INES, KEEP)
    await w.clicks(JON, "An exception to it…", await shows(w, JON, "D-1"))
    await w.submits(JON, title="The Lisbon tenant goes in January")
    assert "It is an exception to D-1" in said((await shows(w, JON, "D-2"))["blocks"])
    assert decision(w, 1).state is DecisionState.ACTIVE


async def test_the_window_asks_once_more_with_all_that_was_filled_in(w: World) -> None:
    await w.types(INES, KEEP)
    await w.types(JON, "/pmo decide")
    await w.submits(JON, title="Keep the old tenant until March", rationale="Archive", informed=[SAM],
                    review_on="2027-03-01", next="Tell the vendor", next_owner=MARIA)  # fmt: skip
    assert "This sounds like something that is decided already" in said(w.window(JON)["blocks"])
    await w.submits(JON, relation="Something else: keep both")
    card = said((await shows(w, JON, "D-2"))["blocks"])
    for kept in (
        "Why: Archive",
        "0 of 1 have read it",
        "Looked at again on Mon 1 Mar",
        "Tell the vendor (A-4) — Maria",
    ):
        assert kept in card


# --- carried out ------------------------------------------------------------------------


async def test_how_far_it_is_follows_from_its_items(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode controlling")
    await w.types(INES, KEEP)
    await w.clicks(INES, "What follows…", w.last(INES))
    await w.submits(INES, title="Extend the licence", owner=MARIA, due="2026-12-04")
    await w.types(INES, "/pmo add Tell the helpdesk for D-1 @Sam Okafor by 7 dec")
    assert "*What follows:* nobody has begun" in said((await shows(w, INES, "D-1"))["blocks"])
    await w.types(MARIA, "/pmo start A-2")
    assert "*What follows:* under way" in said((await shows(w, INES, "D-1"))["blocks"])
    await w.types(MARIA, "/pmo done A-2")
    await w.types(SAM, "/pmo done A-3")
    assert "*What follows:* all done\n" in said((await shows(w, INES, "D-1"))["blocks"])
    await w.clicks(INES, "Confirm", await shows(w, INES, "A-2"))
    await w.clicks(INES, "Confirm", await shows(w, INES, "A-3"))
    assert "*What follows:* all done and confirmed" in said((await shows(w, INES, "D-1"))["blocks"])


async def test_the_report_names_what_is_decided_and_nobody_carries_out(w: World) -> None:
    await w.types(INES, KEEP)
    await w.until("2026-12-07", "09:30")
    assert (
        "*Decided, and nobody has the next step*\n• Keep the old tenant running until March (D-1) — Inês"
        in channel(w)[-1]
    )


async def test_where_nothing_has_to_be_done_nobody_is_asked_for_it(w: World) -> None:
    await w.types(INES, KEEP)
    await w.clicks(INES, "Nothing follows", await shows(w, INES, "D-1"))
    assert "Nothing has to be done for it." in said(w.last(INES)["blocks"])
    await w.until("2026-12-07", "09:30")
    assert "nobody has the next step" not in channel(w)[-1]


# --- looked at again --------------------------------------------------------------------


async def test_on_its_day_whoever_decided_is_asked_whether_it_is_still_true(w: World) -> None:
    await w.types(INES, KEEP)
    await w.clicks(INES, "Look again on…", await shows(w, INES, "D-1"))
    await w.submits(INES, review_on="2026-12-09")
    before = len(w.briefs(INES))
    await w.until("2026-12-08", "17:00")
    assert len(w.briefs(INES)) == before
    await w.until("2026-12-09", "16:00")
    brief = w.briefs(INES)[-1]
    asked = "Still true? Decision “Keep the old tenant running until March” (C-2)"
    assert f"{asked} — To be looked at again on Wed 9 Dec." in said(brief["blocks"])
    assert asked in brief["text"]
    assert f"{asked} — Inês, due" in await w.hears(INES, "/pmo list mine")
    assert f"{asked} — due" in await w.opens_home(INES)
    await w.clicks(INES, "Still true", brief)
    assert "Still true on Wed 9 Dec" in said((await shows(w, INES, "D-1"))["blocks"])
    assert not w.item(2).is_open


async def test_silence_about_it_is_passed_on_like_any_other(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode controlling")
    await w.types(INES, KEEP)
    await w.clicks(INES, "Look again on…", await shows(w, INES, "D-1"))
    await w.submits(INES, review_on="2026-12-02")
    await w.until("2026-12-08", "18:00")
    asked = "Still true? Decision “Keep the old tenant running until March”"
    assert f"*{asked}* (C-2)" in said(w.asks(JON)[-1]["blocks"])
    await w.until("2026-12-14", "09:30")
    assert f"{asked} (C-2) — Inês, 8 working days late" in channel(w)[-1]


async def test_what_was_replaced_is_not_looked_at_again(w: World) -> None:
    await w.types(INES, KEEP)
    await w.clicks(INES, "Look again on…", await shows(w, INES, "D-1"))
    await w.submits(INES, review_on="2026-12-09")
    await w.clicks(INES, "Replace it…", await shows(w, INES, "D-1"))
    await w.submits(INES, title="The old tenant ends in January")
    assert not w.item(2).is_open


async def test_a_day_that_has_passed_is_refused_at_its_field(w: World) -> None:
    await w.types(INES, "/pmo decide")
    refused = await w.submits(INES, title="We take Birch", review_on="2026-11-27")
    assert list(refused) == ["review_on"]


# --- who may know -----------------------------------------------------------------------


async def test_a_private_projects_decision_exists_for_its_members_only(w: World) -> None:
    await a_private_project(w)
    await w.types(JON, "/pmo decide We sell the old building", channel="C0BOARD")
    assert "I found no decision" in await w.hears(SAM, "/pmo log building")
    await w.types(SAM, "/pmo decide We sell the old building now")
    assert not w.has_window(SAM)  # it sounds like one that does not exist for Sam
    assert "I have no such item as D-4 for you." in await w.hears(SAM, "/pmo show D-4")


async def test_a_click_or_window_that_slack_delivers_twice_counts_once(w: World) -> None:
    await w.types(INES, KEEP)
    await w.clicks(INES, "Look again on…", await shows(w, INES, "D-1"))
    await w.submits(INES, review_on="2026-12-09")
    await w.again()
    assert "C-2" in await w.hears(INES, "/pmo list")
    assert "C-3" not in await w.hears(INES, "/pmo list all")
    await w.clicks(INES, "Take it back", await shows(w, INES, "D-1"))
    await w.again()
    assert "counts no more" not in said(w.last(INES)["blocks"]), "the second delivery is no second click"
    assert [one.what for one in happened_to_decisions(w)].count("decision.withdrawn") == 1


def happened_to_decisions(w: World) -> list[Event]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Event).where(col(Event.what).startswith("decision."))))
