"""An answer in one's own words: the bot says how it understood, and does it on a click; nothing is guessed or lost."""

from __future__ import annotations

from datetime import date

from pmo_bot.model import Acceptance
from tests.shown import said
from tests.stories.in_own_words import JON, MARIA, PRIYA, answer, one_promise, one_request, text
from tests.world import World

# --- said back, then applied ------------------------------------------------------------


async def test_done_is_said_back_and_nothing_happens_before_the_click(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "done, see https://files.example/plan")
    assert text(w).startswith("I understood: Draft the cutover plan (A-1) is *done*.\n“see https://files.example/plan”")
    assert w.item(1).is_open
    await w.clicks(MARIA, "Apply", answer(w))
    assert not w.item(1).is_open
    assert text(w).startswith("~Draft the cutover plan (A-1)~ — done. Thank you.")
    await w.clicks(MARIA, "Undo", answer(w))
    assert w.item(1).is_open
    assert "taken back" in text(w)


async def test_more_days_count_as_working_days_from_its_date(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "need two more days because legal is slow")
    assert text(w).startswith(
        "I understood: Draft the cutover plan (A-1) moves to *Tue 8 Dec* (it was Fri 4 Dec).\n“legal is slow”"
    )
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(1).due == date(2026, 12, 8)
    assert "legal is slow" in await w.hears(MARIA, "/pmo show A-1")


async def test_a_counter_offer_in_words_moves_nothing_before_it_is_agreed(w: World) -> None:
    await one_request(w)
    await w.says(MARIA, "can we do next wednesday?")
    assert "you offer *Wed 9 Dec* for Draft the cutover plan (A-1). Until Jon agrees it stays Fri 4 Dec." in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert (w.item(1).due, w.item(1).acceptance) == (date(2026, 12, 4), Acceptance.COUNTERED)
    await w.until("2026-11-30", "10:12")
    await w.says(JON, "fine with me")
    assert "*yes*: Draft the cutover plan (A-1) moves to *Wed 9 Dec*, as Maria offers." in text(w, JON)
    await w.clicks(JON, "Apply", answer(w, JON))
    assert (w.item(1).due, w.item(1).acceptance) == (date(2026, 12, 9), Acceptance.ACCEPTED)


async def test_yes_to_a_request_accepts_and_no_declines_with_the_reason(w: World) -> None:
    await one_request(w)
    await w.says(MARIA, "Yes, will do!")
    assert "I understood: *yes* to Draft the cutover plan (A-1), Fri 4 Dec." in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(1).acceptance is Acceptance.ACCEPTED
    await w.types(JON, "/pmo add Call the vendor @Maria Ortega by friday")
    await w.until("2026-11-30", "10:20")
    await w.says(MARIA, "no, I am away that week")
    assert "Call the vendor (A-2) is *not yours*. Jon looks for somebody else.\n“I am away that week”" in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(2).acceptance is Acceptance.DECLINED


async def test_a_question_goes_back_to_whoever_asked_and_their_words_are_the_answer(w: World) -> None:
    await one_request(w)
    await w.says(MARIA, "What do you mean by cutover?")
    assert "a *question to Jon* about Draft the cutover plan (A-1).\n“What do you mean by cutover?”" in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    await w.until("2026-11-30", "10:12")
    await w.says(JON, "The move of the tenant on Saturday night")
    assert "your *answer to Maria* about Draft the cutover plan (A-1)." in text(w, JON)
    await w.clicks(JON, "Apply", answer(w, JON))
    assert w.item(1).acceptance is Acceptance.REQUESTED


async def test_waiting_for_somebody_names_them_and_mentions_nobody(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "I'm waiting for @Inês Duarte")
    assert "Draft the cutover plan (A-1) *waits for Inês*." in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(1).blocked_by_id is not None
    await w.says(MARIA, "waiting for <!channel> & *legal* @Inês Duarte")
    assert "<!channel>" not in text(w)
    assert "<@U0INES>" not in text(w)


async def test_it_is_given_to_somebody_else(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "give it to @Sam Okafor")
    assert "*Sam* is asked to take Draft the cutover plan (A-1), Fri 4 Dec." in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(1).acceptance is Acceptance.REQUESTED
    assert "Sam is asked to take it" in text(w)


async def test_not_now_keeps_quiet_and_moves_nothing(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "remind me on monday")
    assert "I keep quiet about Draft the cutover plan (A-1) *until Mon 7 Dec*. Its date stays Fri 4 Dec." in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert (w.item(1).snoozed_until, w.item(1).due) == (date(2026, 12, 7), date(2026, 12, 4))


async def test_a_day_alone_may_be_a_date_or_a_reminder(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "monday")
    assert "a new date, or shall I come back to it then?" in text(w)
    await w.clicks(MARIA, "New date: Mon 7 Dec", answer(w))
    assert w.item(1).due == date(2026, 12, 7)


async def test_a_lead_answers_what_was_passed_on_in_words(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list for the new tenant by tuesday")
    await w.until("2026-12-03", "18:00")  # the preview on Wednesday, the lead hears of it on Thursday
    await w.says(JON, "give her until 9 dec, legal answers then")
    assert "I am not sure" in text(w, JON)
    await w.says(JON, "until 9 dec, legal answers then")
    assert "you give Access list for the new tenant (A-1) *until Wed 9 Dec* (it was Tue 1 Dec)." in text(w, JON)
    assert "It is kept as a decision.\n“legal answers then”" in text(w, JON)
    await w.clicks(JON, "Apply", answer(w, JON))
    assert w.item(1).due == date(2026, 12, 9)
    assert "new date: Wed 9 Dec" in text(w, JON)


async def test_what_was_passed_on_is_acknowledged_with_ok(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list for the new tenant by tuesday")
    await w.until("2026-12-03", "18:00")
    await w.says(JON, "ok")
    assert "you have *seen* Access list for the new tenant (A-1)." in text(w, JON)
    await w.clicks(JON, "Apply", answer(w, JON))
    assert "thank you. I ask nobody else before Tue 8 Dec." in text(w, JON)


# --- waiting ------------------------------------------------------------------------------


async def test_who_is_waited_for_says_when_and_then_that_it_is_there(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    await w.says(PRIYA, "by thursday, the list comes then")
    assert "Maria has what Draft the cutover plan (A-1) waits for *by Thu 3 Dec*." in text(w, PRIYA)
    await w.clicks(PRIYA, "Apply", answer(w, PRIYA))
    assert w.item(1).blocked_until == date(2026, 12, 3)
    await w.says(PRIYA, "A-1 done")
    assert "what Maria waits for is *there*; Draft the cutover plan (A-1) can go on." in text(w, PRIYA)
    await w.clicks(PRIYA, "Apply", answer(w, PRIYA))
    assert w.item(1).blocked_at is None
    assert w.item(1).is_open


async def test_not_me_tells_the_owner(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await w.types(MARIA, "/pmo block A-1 @Priya Nair")
    await w.until("2026-11-30", "10:06")
    await w.says(PRIYA, "not me, Kenji has the list")
    assert "Draft the cutover plan (A-1) does *not wait for you*. Maria hears so.\n“Kenji has the list”" in text(
        w, PRIYA
    )
    await w.clicks(PRIYA, "Apply", answer(w, PRIYA))
    assert w.item(1).held_at is None


async def test_what_moves_with_a_date_is_shown_before_it_moves(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list by 3 dec")
    await w.types(JON, "/pmo milestone Rehearsal by 8 dec")
    await w.types(JON, "/pmo block M-2 by A-1")
    await w.until("2026-12-02", "09:00")
    await w.says(MARIA, "A-1 until 10 dec because legal needs the week")
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(1).due == date(2026, 12, 3), "nothing has moved yet"
    assert "• milestone Rehearsal (M-2)" in said(w.window(MARIA)["blocks"])
    await w.submits(MARIA)
    assert w.item(1).due == date(2026, 12, 10)
    assert "Access list (A-1) — new date: Thu 10 Dec" in text(w)
    await w.until("2026-12-02", "10:00")
    await w.says(JON, "ok")
    assert "you know, and Rehearsal (M-2) *stays Tue 8 Dec*." in text(w, JON)
    await w.clicks(JON, "Apply", answer(w, JON))


# --- what is not understood ------------------------------------------------------------------


async def test_a_no_is_never_read_as_a_yes(w: World) -> None:
    await one_promise(w)
    for words in ("not done", "won't be done by friday", "I can't say that it's done", "almost, not ready"):
        await w.says(MARIA, words)
        assert "I understood" not in text(w), words
        assert "Nothing is changed yet." in text(w), words
        assert "New date…\nDone" in text(w), "what is not done is not offered as done first"
    assert (w.item(1).is_open, w.item(1).due) == (True, date(2026, 12, 4))


async def test_words_that_are_no_answer_are_kept_as_a_note_on_a_click(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "Legal promised the list for Monday")
    assert "I am not sure what “Legal promised the list for Monday” means" in text(w)
    await w.clicks(MARIA, "Keep it as a note", answer(w))
    assert "your note is in its history" in text(w)
    assert "Legal promised the list for Monday" in await w.hears(JON, "/pmo show A-1")


async def test_before_an_escalation_the_words_go_along(w: World) -> None:
    await w.types(JON, "/pmo add Access list for the new tenant @Maria Ortega by tuesday")
    await w.types(MARIA, "/pmo accept A-1")
    await w.until("2026-12-02", "09:05")
    await w.says(MARIA, "Legal has not released the list; I asked on Monday.")
    await w.clicks(MARIA, "Add it to what will be said", answer(w))
    assert "It goes along word for word" in text(w)
    assert "Legal has not released the list" in said(w.briefs(MARIA)[-1]["blocks"])


async def test_something_else_shows_the_buttons_and_what_they_do_is_shown(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "2 more days")
    await w.clicks(MARIA, "Something else…", answer(w))
    assert "What is it about Draft the cutover plan (A-1), then?" in text(w)
    await w.clicks(MARIA, "New date…", answer(w))
    assert await w.submits(MARIA, due="2026-12-09", reason="") == {}
    assert "Draft the cutover plan (A-1) — new date: Wed 9 Dec" in text(w)


async def test_a_date_that_cannot_be_read_is_picked(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "by mid next sprint")
    assert "I could not read “by mid next sprint” as a date for Draft the cutover plan (A-1)." in text(w)
    await w.clicks(MARIA, "New date…", answer(w))
    assert await w.submits(MARIA, due="2026-12-09") == {}
    assert w.item(1).due == date(2026, 12, 9)


async def test_a_greeting_thanks_and_a_command_are_answered_as_such(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "hello")
    assert "in your own words about what you owe: `done`" in text(w)
    await w.says(MARIA, "thanks!")
    assert text(w) == "You are welcome."
    await w.says(MARIA, "list overdue")
    assert "Type `/pmo list overdue`" in text(w)


async def test_where_a_date_needs_its_reason_it_is_asked_for_before_anything_moves(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await one_promise(w)
    await w.says(MARIA, "2 more days")
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(1).due == date(2026, 12, 4)
    assert await w.submits(MARIA, reason="Legal is slow") == {}
    assert w.item(1).due == date(2026, 12, 8)
    assert "Draft the cutover plan (A-1) — new date: Tue 8 Dec" in text(w)


async def test_where_dates_are_the_leads_to_set_words_are_an_offer(w: World) -> None:
    await one_promise(w)
    await w.types(JON, "/pmo project APOLLO mode directive")
    await w.says(MARIA, "2 more days because legal is slow")
    assert "you offer *Tue 8 Dec* for Draft the cutover plan (A-1). Until Jon agrees it stays Fri 4 Dec." in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert (w.item(1).due, w.item(1).acceptance) == (date(2026, 12, 4), Acceptance.COUNTERED)


async def test_whoever_asked_confirms_in_words_or_says_what_is_missing(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await one_request(w)
    await w.types(MARIA, "/pmo accept A-1")
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-11-30", "10:15")
    await w.says(JON, "no, the rollback is missing")
    assert "Draft the cutover plan (A-1)~ is *not done yet*. Maria is asked once more." in text(w, JON)
    await w.clicks(JON, "Apply", answer(w, JON))
    assert w.item(1).is_open
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-11-30", "10:30")
    await w.says(JON, "thanks, looks good")
    await w.says(JON, "ok")
    assert "*yes*, ~Draft the cutover plan (A-1)~ is done." in text(w, JON)
    await w.clicks(JON, "Apply", answer(w, JON))
    assert w.item(1).confirmation == "confirmed"
