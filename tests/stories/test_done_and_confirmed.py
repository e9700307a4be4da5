"""Done is the owner's word in supportive mode; else whoever asked agrees, or opens it again with what is missing."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Confirmation, Event, State
from tests.shown import said
from tests.world import World, on_both

SAM, MARIA, JON, PRIYA, INES = "U0SAM", "U0MARIA", "U0JON", "U0PRIYA", "U0INES"


async def promised(w: World, mode: str, asker: str = JON) -> None:
    """Maria has said yes to the plan that was asked of her."""
    await w.types(JON, f"/pmo project APOLLO mode {mode}")
    await w.types(asker, "/pmo add Draft the plan @Maria Ortega by friday")
    if mode == "directive":
        await w.submits(asker, done_means="The steering has agreed to it")
    await w.types(MARIA, "/pmo accept A-1")


def of(w: World, what: str) -> list[Event]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Event).where(Event.what == what)))


def message(w: World, who: str) -> str:
    return said(w.inbox(who)[-1]["blocks"])


# --- the owner's word --------------------------------------------------------------------


async def test_in_supportive_mode_one_click_is_done(w: World) -> None:
    await promised(w, "supportive")
    await w.types(MARIA, "/pmo show A-1")
    await w.clicks(MARIA, "Done", w.last(MARIA))
    assert not w.has_window(MARIA)
    assert (w.item(1).state, w.item(1).confirmation) == (State.DONE, None)


async def test_elsewhere_the_window_shows_what_done_means_and_takes_what_shows_it(w: World) -> None:
    await promised(w, "directive")
    await w.types(MARIA, "/pmo show A-1")
    await w.clicks(MARIA, "Done", w.last(MARIA))
    assert "The steering has agreed to it" in said(w.window(MARIA)["blocks"])
    assert await w.submits(MARIA, note="https://wiki.example/plan") == {}
    assert w.item(1).state is State.DONE
    assert "https://wiki.example/plan" in await w.hears(JON, "/pmo show A-1")


# --- controlling -------------------------------------------------------------------------


async def test_whoever_asked_is_asked_whether_it_is_done(w: World) -> None:
    await promised(w, "controlling")
    answer = await w.hears(MARIA, "/pmo done A-1 because the plan is in the wiki")
    assert "done. Thank you. Jon is asked to confirm it; without an answer in three working days it stands." in answer
    await w.until("2026-11-30", "10:12")
    assert "*Maria says it is done:* Draft the plan (A-1) · Apollo" in message(w, JON)
    assert "“the plan is in the wiki”" in message(w, JON)
    await w.clicks(JON, "Confirm", w.inbox(JON)[-1])
    assert w.item(1).confirmation is Confirmation.CONFIRMED
    assert "done and confirmed." in message(w, JON)


async def test_a_confirmation_can_be_taken_back_and_so_can_a_done(w: World) -> None:
    await promised(w, "controlling")
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-11-30", "10:12")
    await w.clicks(JON, "Confirm", w.inbox(JON)[-1])
    await w.clicks(JON, "Undo", w.inbox(JON)[-1])
    assert w.item(1).confirmation is Confirmation.AWAITED
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    assert (w.item(1).state, w.item(1).confirmation) == (State.OPEN, None)


@on_both
async def test_not_yet_opens_it_again_with_what_is_missing_and_keeps_its_history(w: World) -> None:
    await promised(w, "controlling")
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-11-30", "10:12")
    await w.clicks(JON, "Not yet…", w.inbox(JON)[-1])
    assert await w.submits(JON, text="The annex is missing") == {}
    assert w.item(1).is_open
    assert "open again. Maria is asked once more, with what is missing." in message(w, JON)
    await w.until("2026-11-30", "10:20")
    assert "*Jon asks you for:* Draft the plan" in message(w, MARIA)
    assert "“The annex is missing”" in message(w, MARIA)
    card = await w.hears(MARIA, "/pmo show A-1")
    assert "Maria finished it" in card
    assert "Jon opened it again — “The annex is missing”" in card
    assert len(of(w, "item.reopened")) == 1, "rework is counted"


@on_both
async def test_without_an_answer_it_stands_after_three_working_days_and_nobody_did_it(w: World) -> None:
    await promised(w, "controlling")
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-12-03", "16:59")
    assert w.item(1).confirmation is Confirmation.AWAITED
    reminders = [m for m in w.briefs(JON) if "Maria says it is done" in said(m["blocks"])]
    assert len(reminders) == 2, "in the brief, with what else waits for an answer"
    await w.until("2026-12-03", "17:01")
    assert w.item(1).confirmation is Confirmation.CONFIRMED
    (stood,) = of(w, "item.stood")
    assert stood.actor_id is None


async def test_what_somebody_asked_of_themselves_needs_nobodys_word(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    assert "is asked to confirm" not in await w.hears(MARIA, "/pmo done A-1")
    assert w.item(1).confirmation is None


async def test_whoever_asked_may_say_done_and_that_is_the_word(w: World) -> None:
    await promised(w, "controlling")
    await w.types(JON, "/pmo done A-1")
    assert w.item(1).confirmation is Confirmation.CONFIRMED


async def test_a_pmo_lead_may_confirm_in_somebodys_place(w: World) -> None:
    await promised(w, "controlling")
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-11-30", "10:12")
    await w.types(PRIYA, "/pmo show A-1")
    await w.clicks(PRIYA, "Confirm", w.last(PRIYA))
    assert w.item(1).confirmation is Confirmation.CONFIRMED
    assert "done and confirmed." in message(w, JON), "whoever was asked sees it in place"


# --- directive ---------------------------------------------------------------------------


async def test_in_directive_mode_silence_is_not_enough(w: World) -> None:
    await promised(w, "directive", SAM)
    answer = await w.hears(MARIA, "/pmo done A-1")
    assert "Sam is asked to confirm it; it counts once they have." in answer
    await w.until("2026-12-14", "18:00")
    assert w.item(1).confirmation is Confirmation.AWAITED
    await w.types(PRIYA, "/pmo show A-1")
    await w.clicks(PRIYA, "Confirm", w.last(PRIYA))
    assert w.item(1).confirmation is Confirmation.CONFIRMED


async def test_in_directive_mode_the_lead_confirms_what_somebody_asked_of_themselves(w: World) -> None:
    await promised(w, "directive", MARIA)
    assert "Jon is asked to confirm it" in await w.hears(MARIA, "/pmo done A-1")


# --- where it shows ----------------------------------------------------------------------


async def test_home_shows_what_waits_for_a_yes_to_both(w: World) -> None:
    await promised(w, "controlling")
    await w.types(MARIA, "/pmo done A-1")
    assert "*Maria says it is done:* Draft the plan (A-1)" in await w.opens_home(JON)
    assert "done, waiting for confirmation" in await w.opens_home(MARIA)


async def test_lists_show_what_is_done_and_not_confirmed(w: World) -> None:
    await promised(w, "controlling")
    await w.types(MARIA, "/pmo done A-1")
    for who, command in ((MARIA, "/pmo list"), (JON, "/pmo list asked"), (JON, "/pmo list all APOLLO")):
        assert "done, waiting for confirmation" in await w.hears(who, command)
    assert "1 done, waiting for confirmation" in await w.hears(JON, "/pmo status APOLLO")
    await w.types(JON, "/pmo show A-1")
    await w.clicks(JON, "Confirm", w.last(JON))
    assert "Draft the plan" not in await w.hears(JON, "/pmo list asked")


async def test_the_digest_tells_asked_accepted_done_and_confirmed_apart(w: World) -> None:
    await promised(w, "controlling")
    await w.types(JON, "/pmo add Book the room @Maria Ortega by friday")
    await w.types(MARIA, "/pmo done A-1")
    digest = await w.hears(JON, "/pmo digest APOLLO")
    assert "*Done, waiting for confirmation*\n• Draft the plan (A-1) — Maria, done on Mon 30 Nov" in digest
    assert "Since last time: 2 asked for · 1 accepted · 1 done." in digest
    assert "Owner, date and what done means are there for 0 of 1 open item." in digest
    await w.types(JON, "/pmo show A-1")
    await w.clicks(JON, "Confirm", w.last(JON))
    digest = await w.hears(JON, "/pmo digest APOLLO")
    assert "*Done*\n• Draft the plan (A-1) — Maria, confirmed" in digest
    assert "1 done · 1 confirmed." in digest


@on_both
async def test_the_digest_lists_each_gap_apart_with_its_age(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by 18 dec")
    await w.types(JON, "/pmo add")
    assert await w.submits(JON, title="Book the room", owner=None) == {}
    await w.until("2026-12-03", "10:00")
    digest = await w.hears(JON, "/pmo digest APOLLO")
    assert "*Nobody has it yet*\n• Book the room (A-2) — nobody has had it for 3 working days" in digest
    assert "*Asked for, no yes yet*\n• Draft the plan (A-1) — Maria was asked 3 working days ago" in digest
