"""Waiting: who is waited for is asked, the owner hears what they say, and meanwhile the owner's clock stands still."""

from __future__ import annotations

from datetime import date

import pytest

from tests.shown import said
from tests.stories.test_conflicts import secret
from tests.world import World

SAM, MARIA, JON, PRIYA, KENJI = "U0SAM", "U0MARIA", "U0JON", "U0PRIYA", "U0KENJI"


async def promised(w: World, who: str = MARIA, title: str = "Draft the plan", by: str = "friday") -> None:
    """Somebody takes something on."""
    await w.types(who, f"/pmo add {title} by {by}")


def message(w: World, who: str) -> str:
    return said(w.inbox(who)[-1]["blocks"])


# --- a person ---------------------------------------------------------------------------


async def test_who_is_waited_for_is_asked_at_once(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    assert "*Maria waits for you* with Draft the plan (A-1), due *Fri 4 Dec* · Apollo." in message(w, PRIYA)
    assert "When can Maria have it?" in message(w, PRIYA)


async def test_it_is_ready_frees_the_owner_who_reads_it_in_the_next_brief(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    await w.clicks(PRIYA, "It is ready", w.inbox(PRIYA)[-1])
    assert w.item(1).blocked_at is None
    assert "it can go on, and Maria knows. Thank you." in message(w, PRIYA)
    await w.until("2026-12-01", "09:00")
    assert "Draft the plan (A-1) — Priya says it can go on; due *Fri 4 Dec*." in message(w, MARIA)
    await w.until("2026-12-02", "18:00")
    assert len(w.inbox(MARIA)) == 1, "said once"


async def test_ready_by_a_day_waits_until_then_and_is_asked_about_after_it(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    await w.clicks(PRIYA, "Ready by…", w.inbox(PRIYA)[-1])
    assert await w.submits(PRIYA, due="2026-12-08", reason="The list comes on Monday") == {}
    assert "ready by Tue 8 Dec, and Maria knows. Thank you." in message(w, PRIYA)
    await w.until("2026-12-01", "09:00")
    assert "Priya says: ready by *Tue 8 Dec*. Its date waits. “The list comes on Monday”" in message(w, MARIA)
    before = len(w.inbox(PRIYA))
    await w.until("2026-12-08", "18:00")
    assert len(w.inbox(PRIYA)) == before
    await w.until("2026-12-09", "09:10")
    assert len(w.inbox(PRIYA)) == before + 1
    assert "You said: ready by Tue 8 Dec. Is it?" in message(w, PRIYA)


async def test_a_day_that_has_passed_is_refused_where_it_was_chosen(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    await w.clicks(PRIYA, "Ready by…", w.inbox(PRIYA)[-1])
    errors = await w.submits(PRIYA, due="2026-11-27")
    assert "has passed" in errors["due"]
    assert w.item(1).blocked_until is None


async def test_not_me_is_told_to_the_owner_whose_clock_runs_again(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    await w.clicks(PRIYA, "Not me…", w.inbox(PRIYA)[-1])
    await w.submits(PRIYA, reason="Kenji has the list")
    assert w.item(1).held_at is None
    await w.until("2026-12-01", "09:00")
    assert "Priya says it does not wait for them; due *Fri 4 Dec*. “Kenji has the list”" in message(w, MARIA)


async def test_an_answer_can_be_taken_back(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    await w.clicks(PRIYA, "It is ready", w.inbox(PRIYA)[-1])
    await w.clicks(PRIYA, "Undo", w.inbox(PRIYA)[-1])
    assert w.item(1).blocked_at is not None
    assert "When can Maria have it?" in message(w, PRIYA)


async def test_blocked_time_does_not_count_against_the_owner(w: World) -> None:
    """Due Tuesday, waited for three working days: what would be said a day late is said four days later."""
    await promised(w, by="tomorrow")
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-12-03", "18:00")
    assert w.briefs(MARIA) == [], "nothing is owed while somebody else is waited for"
    await w.types(PRIYA, "/pmo unblock A-1")
    assert w.item(1).held_days == 3
    await w.until("2026-12-04", "09:00")
    assert "Priya says it can go on" in message(w, MARIA)
    await w.until("2026-12-07", "09:00")
    assert "If nothing changes" in message(w, MARIA), "+1 and the three days that were waited"


async def test_who_is_not_asked_does_not_answer_for_others(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    assert "Only Maria" in await w.hears(KENJI, "/pmo unblock A-1")


async def test_nobody_waits_for_themselves(w: World) -> None:
    await promised(w)
    assert "A-1 is yours already, so it cannot wait for you." in await w.hears(MARIA, "/pmo block A-1 @Maria Ortega")
    assert "A-1 is Maria's already, so it cannot wait for them." in await w.hears(JON, "/pmo block A-1 @Maria Ortega")


async def test_nobody_waits_for_who_cannot_answer(w: World) -> None:
    await promised(w)
    assert "Build Bot is an app and cannot say" in await w.hears(MARIA, "/pmo block A-1 @Build Bot because it builds")
    assert "Tom Weber is no longer active" in await w.hears(MARIA, "/pmo block A-1 @Tom Weber because he knows")
    await w.types(MARIA, "/pmo show A-1")
    await w.clicks(MARIA, "Blocked…", w.last(MARIA))
    assert list(await w.submits(MARIA, person="U0LEFT")) == ["person"]
    assert w.item(1).blocked_at is None


# --- an item ----------------------------------------------------------------------------


async def test_whose_item_is_waited_for_is_asked_after_two_working_days(w: World) -> None:
    await promised(w, JON, "Access list", "18 dec")
    await promised(w, MARIA, "Rehearsal", "16 dec")
    await w.types(MARIA, "/pmo block A-2 by A-1")
    await w.until("2026-12-01", "18:00")
    assert w.inbox(JON) == []
    await w.until("2026-12-02", "09:10")
    assert "*Maria waits for your Access list (A-1)* with Rehearsal (A-2), due *Wed 16 Dec*" in message(w, JON)


async def test_when_what_was_waited_for_is_done_the_owner_hears_that_it_can_go_on(w: World) -> None:
    await promised(w, JON, "Access list", "18 dec")
    await promised(w, MARIA, "Rehearsal", "16 dec")
    await w.types(MARIA, "/pmo block A-2 by A-1")
    await w.types(JON, "/pmo done A-1")
    await w.until("2026-12-01", "09:00")
    assert "what it waited for is done (Jon): it can go on; due *Wed 16 Dec*." in message(w, MARIA)


# --- a thing in words -------------------------------------------------------------------


async def test_words_alone_do_not_stop_the_clock_before_the_lead_agrees(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 waiting for the licence")
    assert w.item(1).held_at is None
    await w.until("2026-11-30", "10:06")
    assert "*Maria waits with Draft the plan (A-1)*, due *Fri 4 Dec* · Apollo:\n“the licence”" in message(w, JON)
    await w.clicks(JON, "OK, it may wait", w.inbox(JON)[-1])
    assert w.item(1).held_at is not None
    assert "its date waits." in message(w, JON)
    await w.until("2026-12-01", "09:00")
    assert "Jon agrees that its date waits." in message(w, MARIA)


async def test_the_lead_keeps_the_date_with_a_reason(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 waiting for the licence")
    await w.until("2026-11-30", "10:06")
    await w.clicks(JON, "Keep the date…", w.inbox(JON)[-1])
    await w.submits(JON, reason="Use the trial licence")
    assert w.item(1).held_at is None
    await w.until("2026-12-01", "09:00")
    assert "Jon asks to keep the date; due *Fri 4 Dec*. “Use the trial licence”" in message(w, MARIA)


# --- later ------------------------------------------------------------------------------


async def test_later_is_the_next_working_morning_three_working_days_or_a_date(w: World) -> None:
    await promised(w)
    await w.until("2026-12-03", "09:00")
    await w.clicks(MARIA, "Remind me later…", w.briefs(MARIA)[-1])
    assert "Next working morning\nIn three working days" in said(w.window(MARIA)["blocks"])
    await w.submits(MARIA, when="Next working morning")
    assert w.item(1).snoozed_until == date(2026, 12, 4)
    await w.until("2026-12-04", "09:00")
    await w.clicks(MARIA, "Remind me later…", w.briefs(MARIA)[-1])
    await w.submits(MARIA, due="2026-12-10")
    assert w.item(1).snoozed_until == date(2026, 12, 10)
    assert w.item(1).due == date(2026, 12, 4), "the date stays"


async def test_what_it_waits_for_said_twice_is_said_once_and_can_be_taken_back(w: World) -> None:
    await promised(w)
    await w.types(MARIA, "/pmo block A-1 @Sam Okafor")
    first = w.last(MARIA)
    assert "once is enough" in await w.hears(MARIA, "/pmo block A-1 @Sam Okafor")
    await w.clicks(MARIA, "Undo", first)
    assert w.item(1).blocked_at is None


async def test_waiting_never_goes_round_and_the_way_names_only_what_may_be_seen(w: World) -> None:
    for title in ("Draft the plan", "Access list"):
        await promised(w, title=title)
    await secret(w)
    await w.types(JON, "/pmo add Sign the contract by friday #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo link A-3 after A-1", channel="C0BOARD")
    await w.types(JON, "/pmo link A-2 after A-3", channel="C0BOARD")
    answer = await w.hears(MARIA, "/pmo block A-1 A-2")
    assert "A-1 cannot wait for A-2: that would go round, A-1 → A-2 → something in another project → A-1." in answer
    assert "A-3" not in answer
    assert w.item(1).blocked_at is None
    assert "waits for" in await w.hears(MARIA, "/pmo block A-2 A-1")
    assert "go round, A-1 → A-2 → A-1" in await w.hears(MARIA, "/pmo block A-1 A-2")


@pytest.mark.parametrize("opened", ["undo", "reopen"])
async def test_what_is_open_again_is_waited_for_again_and_that_does_not_count_against_the_owner(
    w: World, opened: str
) -> None:
    await promised(w, by="tomorrow")
    await w.types(PRIYA, "/pmo add Access list by 9 dec")
    await w.types(MARIA, "/pmo block A-1 by A-2")
    await w.types(PRIYA, "/pmo done A-2")
    assert w.item(1).held_at is None
    if opened == "undo":
        await w.clicks(PRIYA, "Undo", w.last(PRIYA))
    else:
        await w.types(PRIYA, "/pmo reopen A-2")
    assert w.item(1).held_at is not None
    await w.until("2026-12-03", "18:00")
    await w.types(PRIYA, "/pmo done A-2")
    assert (w.item(1).held_at, w.item(1).held_days) == (None, 3)
    assert "opened again what it waits for" in await w.hears(MARIA, "/pmo show A-1")
