"""The handshake: assigning asks; the answer is yes, another date, not me, or a question; nothing moves unagreed."""

from __future__ import annotations

from datetime import date

from pmo_bot.model import Acceptance
from tests.shown import said
from tests.world import World

SAM, MARIA, JON, PRIYA = "U0SAM", "U0MARIA", "U0JON", "U0PRIYA"


async def asked(w: World) -> None:
    """Monday, ten o'clock: Jon asks Maria for A-1 by Friday; five minutes later the question is with her."""
    await w.types(JON, "/pmo add Draft the cutover plan @Maria Ortega by friday")
    await w.until("2026-11-30", "10:06")


def message(w: World, who: str) -> str:
    return said(w.inbox(who)[-1]["blocks"])


async def test_assigning_asks_the_owner(w: World) -> None:
    await asked(w)
    assert "One thing waits for your answer." in message(w, MARIA)
    assert "*Jon asks you for:* Draft the cutover plan — by *Fri 4 Dec* · Apollo · A-1" in message(w, MARIA)
    assert w.item(1).acceptance is Acceptance.REQUESTED


async def test_what_somebody_takes_on_themselves_is_promised_at_once(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await w.until("2026-11-30", "12:00")
    assert w.item(1).acceptance is Acceptance.ACCEPTED
    assert w.inbox(MARIA) == []


async def test_a_yes_is_shown_where_it_was_asked_and_can_be_taken_back(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Accept", w.inbox(MARIA)[-1])
    assert w.item(1).acceptance is Acceptance.ACCEPTED
    assert "you said yes, Fri 4 Dec. Thank you." in message(w, MARIA)
    await w.clicks(MARIA, "Undo", w.inbox(MARIA)[-1])
    assert w.item(1).acceptance is Acceptance.REQUESTED
    assert "*Jon asks you for:*" in message(w, MARIA)


async def test_a_counter_offer_moves_nothing_before_it_is_agreed(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Another date…", w.inbox(MARIA)[-1])
    assert await w.submits(MARIA, due="2026-12-09", reason="Legal answers on Monday") == {}
    assert w.item(1).due == date(2026, 12, 4)
    assert "you offered Wed 9 Dec. Until it is agreed the date stays Fri 4 Dec." in message(w, MARIA)
    await w.until("2026-11-30", "10:12")
    assert "*Maria offers Wed 9 Dec* instead of Fri 4 Dec for Draft the cutover plan (A-1)" in message(w, JON)
    assert "“Legal answers on Monday”" in message(w, JON)
    await w.clicks(JON, "OK, Wed 9 Dec", w.inbox(JON)[-1])
    assert (w.item(1).due, w.item(1).acceptance) == (date(2026, 12, 9), Acceptance.ACCEPTED)
    assert "agreed with Maria: Wed 9 Dec." in message(w, JON)


async def test_who_hands_it_over_is_named_with_whoever_asked_for_it(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Accept", w.inbox(MARIA)[-1])
    assert "Sam is asked to take it, Fri 4 Dec" in await w.hears(MARIA, "/pmo assign A-1 @Sam Okafor")
    assert "Mon 30 Nov: Maria gave it to Sam" in await w.hears(JON, "/pmo show A-1")
    await w.until("2026-11-30", "18:00")
    assert "*Maria hands you what Jon asked for:* Draft the cutover plan — by *Fri 4 Dec*" in message(w, SAM)
    await w.types(SAM, "/pmo accept A-1")
    await w.types(JON, "/pmo assign A-1 @Jon Lindqvist")
    assert "Mon 30 Nov: Jon took it" in await w.hears(JON, "/pmo show A-1")


async def test_keeping_the_date_asks_the_owner_once_more_with_the_reason(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Another date…", w.inbox(MARIA)[-1])
    await w.submits(MARIA, due="2026-12-09")
    await w.until("2026-11-30", "10:12")
    await w.clicks(JON, "Keep Fri 4 Dec…", w.inbox(JON)[-1])
    await w.submits(JON, reason="The steering meets on Monday")
    assert w.item(1).due == date(2026, 12, 4)
    await w.until("2026-11-30", "10:18")
    assert "*Jon asks you for:* Draft the cutover plan — by *Fri 4 Dec*" in message(w, MARIA)
    assert "“The steering meets on Monday”" in message(w, MARIA)
    assert len(w.inbox(MARIA)) == 2


async def test_not_me_suggests_somebody_and_the_requester_asks_them(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Not me…", w.inbox(MARIA)[-1])
    await w.submits(MARIA, person=SAM, reason="Sam has the access")
    assert w.item(1).acceptance is Acceptance.DECLINED
    await w.until("2026-11-30", "10:12")
    assert "*Maria says “not me”:* Draft the cutover plan (A-1), by *Fri 4 Dec*" in message(w, JON)
    assert "Suggests Sam." in message(w, JON)
    await w.clicks(JON, "Ask Sam", w.inbox(JON)[-1])
    assert "now with Sam." in message(w, MARIA)
    assert w.item(1).acceptance is Acceptance.REQUESTED


async def test_a_question_goes_to_the_requester_and_comes_back_answered(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Ask a question…", w.inbox(MARIA)[-1])
    await w.submits(MARIA, text="Which tenant?")
    await w.until("2026-11-30", "10:12")
    assert "*Maria has a question* about Draft the cutover plan (A-1) · Apollo\n“Which tenant?”" in message(w, JON)
    await w.clicks(JON, "Answer…", w.inbox(JON)[-1])
    await w.submits(JON, text="The new one.")
    await w.until("2026-11-30", "10:18")
    assert "“The new one.”" in message(w, MARIA)


async def test_requests_made_close_together_reach_a_person_as_one_message(w: World) -> None:
    for title in ("Draft the plan", "Book the room", "Write to legal"):
        await w.types(JON, f"/pmo add {title} @Maria Ortega by friday")
    await w.until("2026-11-30", "10:06")
    assert len(w.inbox(MARIA)) == 1
    assert "3 things wait for your answer." in message(w, MARIA)
    assert message(w, MARIA).count("*Jon asks you for:*") == 3
    assert "You have 2 other things due that week." in message(w, MARIA)


async def test_at_most_three_asks_a_day_and_the_rest_rides_in_the_brief(w: World) -> None:
    for hour in ("10:20", "11:00", "11:40", "12:20", "13:00"):
        await w.types(JON, f"/pmo add Thing of {hour} @Maria Ortega by 18 dec")
        await w.until("2026-11-30", hour)
    await w.until("2026-11-30", "18:00")
    assert len(w.inbox(MARIA)) == 3
    await w.until("2026-12-01", "09:00")
    assert len(w.inbox(MARIA)) == 4
    assert "*Waiting for your answer*" in message(w, MARIA)
    assert "Thing of 12:20" in message(w, MARIA)
    assert "Thing of 13:00" in message(w, MARIA)


async def test_an_ask_that_came_too_late_for_its_day_is_one_of_the_three_of_the_next(w: World) -> None:
    await w.until("2026-11-30", "16:57")
    await w.types(JON, "/pmo add Thing of the evening @Maria Ortega by 18 dec")
    await w.until("2026-12-01", "09:30")
    assert len(w.inbox(MARIA)) == 1
    for hour in ("10:20", "11:00", "11:40"):
        await w.types(JON, f"/pmo add Thing of {hour} @Maria Ortega by 18 dec")
        await w.until("2026-12-01", hour)
    await w.until("2026-12-01", "18:00")
    assert len(w.inbox(MARIA)) == 3
    await w.until("2026-12-02", "09:00")
    assert "Thing of 11:40" in message(w, MARIA)


async def test_what_is_asked_in_the_evening_comes_with_the_brief(w: World) -> None:
    await w.until("2026-11-30", "18:00")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by 18 dec")
    await w.until("2026-12-01", "08:59")
    assert w.inbox(MARIA) == []
    await w.until("2026-12-01", "09:00")
    assert "*Jon asks you for:* Draft the plan" in message(w, MARIA)


async def test_a_request_without_an_answer_is_in_the_brief_of_the_next_day(w: World) -> None:
    """Controlling: acceptance is required, and clocked."""
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by 18 dec")
    await w.until("2026-12-01", "09:00")
    assert "*Waiting for your answer*" in message(w, MARIA)
    assert "*Jon asks you for:* Draft the plan" in message(w, MARIA)
    await w.until("2026-12-02", "18:00")
    assert len(w.inbox(MARIA)) == 2
    await w.until("2026-12-03", "09:00")
    assert len(w.inbox(MARIA)) == 3
    await w.until("2026-12-10", "18:00")
    assert len(w.inbox(MARIA)) == 3, "twice is enough; the digest shows it"


async def test_the_owners_clock_stands_still_while_the_requester_has_the_word(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by tomorrow")
    await w.until("2026-11-30", "10:06")
    await w.clicks(MARIA, "Another date…", w.inbox(MARIA)[-1])
    await w.submits(MARIA, due="2026-12-09")
    before = len(w.inbox(MARIA))
    await w.until("2026-12-08", "18:00")
    assert len(w.inbox(MARIA)) == before


async def test_accepting_and_declining_by_command(w: World) -> None:
    await asked(w)
    assert "you said yes: Fri 4 Dec" in await w.hears(MARIA, "/pmo accept A-1")
    await w.types(JON, "/pmo add Book the room @Maria Ortega by friday")
    assert "you said “not me”" in await w.hears(MARIA, "/pmo decline A-2 because Sam does rooms")
    assert "was asked of Maria, so the answer is theirs" in await w.hears(JON, "/pmo accept A-1")


async def test_a_change_of_owner_asks_the_new_one(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Accept", w.inbox(MARIA)[-1])
    await w.types(JON, "/pmo assign A-1 @Sam Okafor")
    assert w.item(1).acceptance is Acceptance.REQUESTED


async def test_an_earlier_date_asks_again_and_a_later_one_does_not(w: World) -> None:
    await asked(w)
    await w.clicks(MARIA, "Accept", w.inbox(MARIA)[-1])
    await w.types(JON, "/pmo move A-1 9 dec")
    assert w.item(1).acceptance is Acceptance.ACCEPTED
    await w.types(JON, "/pmo move A-1 2 dec")
    assert w.item(1).acceptance is Acceptance.REQUESTED


async def test_directive_counts_as_promised_and_the_owner_may_object(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode directive")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    assert await w.submits(JON, done_means="The steering has agreed to it") == {}
    await w.until("2026-11-30", "10:06")
    assert "*Jon needs from you:* Draft the plan" in message(w, MARIA)
    assert "It counts as promised. If the date or the person is wrong, say so now." in message(w, MARIA)


async def test_who_begins_has_said_yes(w: World) -> None:
    await asked(w)
    await w.types(MARIA, "/pmo start A-1")
    assert w.item(1).acceptance is Acceptance.ACCEPTED
    assert "you said yes, Fri 4 Dec. Thank you." in message(w, MARIA)


async def test_more_time_is_shown_where_it_was_asked_and_asks_nothing_new(w: World) -> None:
    await asked(w)
    await w.types(JON, "/pmo move A-1 to 11 dec")
    await w.until("2026-11-30", "16:00")
    assert len(w.inbox(MARIA)) == 1
    assert "*Jon asks you for:* Draft the cutover plan — by *Fri 11 Dec* · Apollo · A-1" in message(w, MARIA)
    await w.types(JON, "/pmo move A-1 to 2 dec")
    await w.until("2026-11-30", "16:10")
    assert len(w.inbox(MARIA)) == 2
    assert "by *Wed 2 Dec*" in message(w, MARIA)


# --- the same once more -------------------------------------------------------------------


async def test_a_yes_said_twice_is_one_yes(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types(MARIA, "/pmo accept A-1")
    assert "once is enough" in await w.hears(MARIA, "/pmo accept A-1")
    assert (await w.hears(JON, "/pmo show A-1")).count("Maria said yes") == 1


async def test_no_said_twice_keeps_the_first_and_can_be_taken_back(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types(MARIA, "/pmo decline A-1")
    declined = w.last(MARIA)
    assert "once is enough" in await w.hears(MARIA, "/pmo decline A-1")
    await w.clicks(MARIA, "Undo", declined)
    assert w.item(1).acceptance is Acceptance.REQUESTED
