"""The answers to an escalation: each applies itself, once, is logged as a decision, and everybody sees it."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_bot.model import Acceptance, Mitigation, State
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import deciding
from tests.shown import said
from tests.stories.packets import (
    INES,
    JON,
    MARIA,
    PRIYA,
    SAM,
    act,
    decisions,
    happened,
    late,
    lead_is_asked,
    live_round,
    newest,
    packets,
    sponsor_is_asked,
)
from tests.world import TEAM, World

TITLE = "Access list for the new tenant (A-1)"


async def test_the_suggested_date_is_one_click(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "New date Thu 10 Dec", packets(w, JON)[-1])
    assert w.item(1).due == date(2026, 12, 10)
    assert decisions(w) == [f"{TITLE}: new date Thu 10 Dec"]
    assert "Settled by Jon: new date Thu 10 Dec; Maria sees it in the brief." in newest(w, JON)
    assert live_round(w).answer == "extend"


async def test_another_date_takes_a_window_and_keeps_the_reason(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Another date…", packets(w, JON)[-1])
    assert await w.submits(JON, due="2026-12-16", reason="The rehearsal moves too") == {}
    assert w.item(1).due == date(2026, 12, 16)
    assert "“The rehearsal moves too”" in await w.hears(MARIA, "/pmo show A-1")


async def test_what_another_date_moves_with_it_is_shown_first(w: World) -> None:
    await lead_is_asked(w)
    await w.types(JON, "/pmo milestone Rehearsal by 14 dec")
    await w.types(JON, "/pmo block M-2 by A-1")
    await w.clicks(JON, "Another date…", packets(w, JON)[-1])
    await w.submits(JON, due="2026-12-16", reason="The rehearsal moves too")
    assert "milestone Rehearsal (M-2), due Mon 14 Dec" in said(w.window(JON)["blocks"])
    assert w.item(1).due == date(2026, 12, 1), "nothing has moved yet"
    await w.submits(JON)
    assert w.item(1).due == date(2026, 12, 16)
    assert "“The rehearsal moves too”" in await w.hears(MARIA, "/pmo show A-1")


async def test_a_suggested_date_that_has_passed_opens_the_window_for_another(w: World) -> None:
    await lead_is_asked(w)
    await w.until("2026-12-11", "11:00")
    await w.clicks(JON, "New date Thu 10 Dec", packets(w, JON)[-1])
    assert await w.submits(JON, due="2026-12-16") == {}
    assert w.item(1).due == date(2026, 12, 16)


async def test_somebody_else_is_asked_for_their_yes_with_a_date_they_can_keep(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Someone else…", packets(w, JON)[-1])
    refused = {"person": "Maria owns A-1 already. Name somebody else, or choose another answer."}
    assert await w.submits(JON, person=MARIA) == refused
    assert live_round(w).answer is None
    assert await w.submits(JON, person=SAM, due="2026-12-11", reason="Sam has the access") == {}
    item = w.item(1)
    assert (item.due, item.acceptance) == (date(2026, 12, 11), Acceptance.REQUESTED)
    assert decisions(w) == [f"{TITLE}: Sam Okafor takes over"]
    await w.until("2026-12-03", "18:00")
    assert "*Jon hands you:*" in newest(w, SAM)


async def test_no_longer_needed_says_what_ends_before_it_ends(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "No longer needed…", packets(w, JON)[-1])
    assert "It ends, and Maria hears that you said so." in said(w.window(JON)["blocks"])
    assert await w.submits(JON, reason="The vendor does it") == {}
    assert w.item(1).state is State.DROPPED
    assert decisions(w) == [f"{TITLE}: no longer needed"]


async def test_smaller_says_what_is_left_and_by_when(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Make it smaller…", packets(w, JON)[-1])
    assert "title" in await w.submits(JON, due="2026-12-09"), "nothing became smaller"
    assert await w.submits(JON, title="Access list for the pilot", done_means="20 people", due="2026-12-09") == {}
    item = w.item(1)
    assert (item.title, item.done_means, item.due) == ("Access list for the pilot", "20 people", date(2026, 12, 9))
    assert [event.what for event in happened(w)][-2:] == ["item.edited", "item.moved"]
    assert decisions(w) == ["Access list for the pilot (A-1): smaller now, by Wed 9 Dec"]


async def test_living_with_it_keeps_the_date_and_is_quiet_until_it_is_looked_at_again(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Live with it for now…", packets(w, JON)[-1])
    assert "reason" in await w.submits(JON, until="2026-12-16"), "a reason is needed"
    assert await w.submits(JON, reason="The pilot can start without it", until="2026-12-16") == {}
    assert w.item(1).due == date(2026, 12, 1)
    assert decisions(w) == [f"{TITLE}: late for now, again on Wed 16 Dec"]
    assert "it stays late for now; it comes up again on Wed 16 Dec." in newest(w, JON)
    nudged = [m for m in w.briefs(MARIA) if "was due" in said(m["blocks"])]
    await w.until("2026-12-15", "18:00")
    assert [m for m in w.briefs(MARIA) if "was due" in said(m["blocks"])] == nudged
    assert not packets(w, INES)
    await w.until("2026-12-16", "09:00")
    assert "_If nothing changes, Jon reads this tomorrow at 09:00:_" in newest(w, MARIA)
    await w.until("2026-12-17", "09:10")
    assert "needs a decision from you" in w.inbox(JON)[-1]["text"].lower()


async def test_a_click_delivered_twice_applies_once(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "New date Thu 10 Dec", packets(w, JON)[-1])
    await w.again()
    assert len(decisions(w)) == 1
    assert w.item(1).slips == 1


async def test_who_comes_second_sees_who_decided_what(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-07", "15:20")
    await w.clicks(JON, "Another date…", packets(w, JON)[-1])
    await w.clicks(INES, "Someone else…", packets(w, INES)[-1])
    assert await w.submits(INES, person=SAM) == {}
    errors = await w.submits(JON, due="2026-12-16")
    assert f"Inês decided already: {TITLE}: Sam Okafor takes over" in errors["due"]
    assert len(decisions(w)) == 1


async def test_two_at_the_same_moment_apply_once(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-07", "15:20")
    row = live_round(w).id
    deciding.live_with(w.bot.db, act(w, INES), row, date(2026, 12, 16), "The pilot can start without it")
    for answer in (
        lambda: deciding.extend(w.bot.db, act(w, JON), row, date(2026, 12, 18)),
        lambda: deciding.dropped(w.bot.db, act(w, JON), row),
        lambda: deciding.together(w.bot.db, act(w, JON), row, "What now?"),
    ):
        with pytest.raises(Refused, match="answered_already"):
            answer()
    assert w.item(1).due == date(2026, 12, 1)
    assert len(decisions(w)) == 1


# --- bringing people together ---------------------------------------------------------


async def together(w: World) -> None:
    """Thursday: Jon wants Maria, Sam and himself in one conversation."""
    await lead_is_asked(w)
    await w.clicks(JON, "Bring people together…", packets(w, JON)[-1])
    assert await w.submits(JON, person=SAM, text="Who can release the list, and when?") == {}


def group(w: World) -> str:
    """The channel of the one conversation that was opened for several."""
    (found,) = [channel for channel in w.playground.world.channels.values() if channel.is_mpim]
    return found.id


async def test_bring_together_opens_one_conversation_with_context_and_question(w: World) -> None:
    await together(w)
    await w.until("2026-12-03", "18:00")
    channel = w.playground.world.channels[group(w)]
    assert {JON, MARIA, SAM} <= set(channel.members)
    (message,) = w.messages(channel.id)
    words = said(message["blocks"])
    assert "*Jon has brought you together* to settle this." in words
    assert "Owner Maria · due Tue 1 Dec" in words
    assert "Jon asks: “Who can release the list, and when?”" in words


async def test_it_begins_when_all_of_them_work(w: World) -> None:
    await together(w)
    await w.until("2026-12-03", "14:59")
    assert not [channel for channel in w.playground.world.channels.values() if channel.is_mpim]
    await w.until("2026-12-03", "15:00")  # nine in New York, where Sam is
    assert len(w.messages(group(w))) == 1


async def test_it_is_posted_once_and_the_ladder_stands_still_while_they_talk(w: World) -> None:
    await together(w)
    assert "Jon has brought people together about it. Without an answer by Tue 8 Dec, 15:00, Inês is asked." in newest(
        w, JON
    )
    with pytest.raises(Refused, match="together_already"):
        deciding.together(w.bot.db, act(w, PRIYA), live_round(w).id, "Again?")
    await w.until("2026-12-08", "08:00")
    assert len(w.messages(group(w))) == 1
    assert not packets(w, INES)
    assert decisions(w) == [f"{TITLE}: bring Maria Ortega and Sam Okafor together"]


async def test_the_conversation_is_kept_on_both_items(w: World) -> None:
    await late(w)
    await w.types(SAM, "/pmo add Legal check @Sam Okafor by 18 dec")
    await w.until("2026-12-03", "09:10")
    await w.types(MARIA, "/pmo block A-1 by A-2")
    await w.clicks(JON, "Bring them together", packets(w, JON)[-1])
    await w.until("2026-12-03", "18:00")
    for number in (1, 2):
        (kept,) = [event for event in happened(w, number) if event.what == "item.conversation"]
        assert kept.source.startswith(f"{group(w)}/")
    assert f"channel={group(w)}|opened a conversation>" in await w.hears(JON, "/pmo show A-1")


async def test_without_the_scope_each_of_them_is_told_whom_to_write_to(w: World) -> None:
    slack = w.playground.world.workspace
    slack.scopes = tuple(scope for scope in slack.scopes if scope != "mpim:write")
    await together(w)
    await w.until("2026-12-03", "18:00")
    for who, others in ((MARIA, (JON, SAM)), (SAM, (JON, MARIA))):
        words = newest(w, who)
        assert "*Jon would like to settle this with" in words
        assert all(f"<@{other}>" in words for other in others)


async def test_a_date_after_the_risk_that_a_measure_is_against_is_said_before_it_is_one(w: World) -> None:
    await late(w)
    await w.types(JON, "/pmo risk The vendor may deliver late by 4 dec #apollo")
    with w.bot.db.transaction() as session:
        session.add(Mitigation(team_id=TEAM, risk_id=w.item(2).id, item_id=w.item(1).id))
    await w.until("2026-12-03", "09:10")
    await w.clicks(JON, "New date Thu 10 Dec", packets(w, JON)[-1])
    assert "too late for that" in said(w.window(JON)["blocks"]), "the suggested date is looked at in the same way"
    await w.clicks(JON, "Another date…", packets(w, JON)[-1])
    await w.submits(JON, due="2026-12-16", reason="The list is late")
    shown = said(w.window(JON)["blocks"])
    assert (
        "it is a measure against The vendor may deliver late (R-2), which may happen by Fri 4 Dec: it would come too "
        "late for that"
    ) in shown
    assert w.item(1).due == date(2026, 12, 1)
    assert await w.submits(JON) == {}
    assert w.item(1).due == date(2026, 12, 16)
