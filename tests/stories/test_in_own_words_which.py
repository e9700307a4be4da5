"""Which item an answer in one's own words is about: the one, the named, the asked about; else it is asked."""

from __future__ import annotations

from datetime import date

from pmo_bot.model import Acceptance
from tests.stories.in_own_words import JON, MARIA, SAM, answer, one_promise, one_request, text, two_promises
from tests.world import World


async def test_with_more_than_one_item_it_asks_which(w: World) -> None:
    await two_promises(w)
    await w.says(MARIA, "done")
    assert text(w).startswith("You wrote “done”. Which one is it about?")
    await w.clicks(MARIA, "Access list for the new tenant (A-2)", answer(w))
    assert (w.item(1).is_open, w.item(2).is_open) == (True, False)
    assert "Access list for the new tenant (A-2)~ — done." in text(w)


async def test_where_the_meaning_depends_on_the_item_the_choice_is_said_back_first(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await w.types(MARIA, "/pmo add Access list for the new tenant by thursday")
    await w.until("2026-12-03", "09:05")
    await w.says(MARIA, "2 more days")
    await w.clicks(MARIA, "Draft the cutover plan (A-1)", answer(w))
    assert "moves to *Tue 8 Dec* (it was Fri 4 Dec)" in text(w)
    assert w.item(1).due == date(2026, 12, 4)
    await w.clicks(MARIA, "Apply", answer(w))
    assert w.item(1).due == date(2026, 12, 8)


async def test_a_key_names_the_item_and_several_are_answered_one_by_one(w: World) -> None:
    await two_promises(w)
    await w.says(MARIA, "A-1 done, A-2 by next tuesday because legal is slow")
    assert "Draft the cutover plan (A-1) is *done*." in text(w)
    assert "Access list for the new tenant (A-2) moves to *Tue 8 Dec* (it was Fri 4 Dec)." in text(w)
    await w.clicks(MARIA, "Apply", answer(w), "(A-2)")
    assert (w.item(1).is_open, w.item(2).due) == (True, date(2026, 12, 8))
    await w.clicks(MARIA, "Apply", answer(w), "(A-1)")
    assert not w.item(1).is_open


async def test_in_the_thread_of_a_message_about_one_item_that_item_is_meant(w: World) -> None:
    await one_request(w)
    request = w.inbox(MARIA)[-1]
    await w.types(MARIA, "/pmo add Access list for the new tenant by monday")
    await w.types(MARIA, "/pmo add Helpdesk script by monday")
    await w.says(MARIA, "done", thread=request["ts"])
    assert "Draft the cutover plan (A-1) is *done*." in text(w)
    assert answer(w)["thread_ts"] == request["ts"]


async def test_a_pending_question_comes_before_what_is_due(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list for the new tenant by tuesday")
    await one_request(w)
    await w.says(MARIA, "yes")
    assert "*yes* to Draft the cutover plan (A-2), Fri 4 Dec." in text(w)


async def test_yes_with_two_questions_pending_asks_which(w: World) -> None:
    await w.types(JON, "/pmo add Call the vendor @Maria Ortega by thursday")
    await one_request(w)
    await w.says(MARIA, "ok")
    assert "Which one is it about?" in text(w)
    assert w.item(1).acceptance is w.item(2).acceptance is Acceptance.REQUESTED


async def test_more_than_five_are_chosen_from_a_menu(w: World) -> None:
    for number in range(7):
        await w.types(MARIA, f"/pmo add Task number {number} by friday")
    await w.says(MARIA, "done")
    await w.clicks(MARIA, "Task number 6 (A-7)", answer(w))
    assert "Task number 6 (A-7) is *done*." in text(w)
    await w.clicks(MARIA, "Apply", answer(w))
    assert not w.item(7).is_open


async def test_an_item_that_is_not_there_for_somebody_is_said(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "A-99 done")
    assert "I have no such item as A-99 for you." in text(w)


async def test_somebody_elses_item_can_get_a_note(w: World) -> None:
    await one_promise(w)
    await w.says(SAM, "A-1 done")
    assert "the project's lead can change A-1." in text(w, SAM)
    await w.clicks(SAM, "Keep it as a note", answer(w, SAM))
    assert w.item(1).is_open
    assert "A-1 done" in await w.hears(MARIA, "/pmo show A-1")


async def test_who_owes_nothing_gets_a_helpful_sentence(w: World) -> None:
    await w.says(SAM, "done")
    assert "nothing of yours is open" in text(w, SAM)
    assert "`/pmo add" in text(w, SAM)


async def test_whoever_stands_in_says_it_for_somebody_away(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by wednesday")
    await w.types(MARIA, "/pmo prefs away from tomorrow until friday @Sam Okafor")
    await w.until("2026-12-02", "18:00")
    await w.says(SAM, "done, Maria left the file with me")
    assert "I understood: Draft the cutover plan (A-1) is *done*." in text(w, SAM)
    await w.clicks(SAM, "Apply", answer(w, SAM))
    assert not w.item(1).is_open
    assert "Sam" in await w.hears(JON, "/pmo show A-1")


async def test_what_is_late_is_offered_first_also_where_no_message_asked_about_it(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by tomorrow")
    await two_more(w)
    await w.says(MARIA, "2 more days")
    offered = [element["text"]["text"] for element in answer(w)["blocks"][1]["elements"]]
    assert offered == [
        "Draft the cutover plan (A-1)", "Access list for the new tenant (A-2)", "Helpdesk script (A-3)",
    ]  # fmt: skip
    await w.clicks(MARIA, "Draft the cutover plan (A-1)", answer(w))
    assert "moves to *Mon 7 Dec* (it was Tue 1 Dec)" in text(w)


async def two_more(w: World) -> None:
    """Maria's brief of Thursday names A-2 and A-3, but not A-1, which she has spoken about since it was due."""
    await w.types(MARIA, "/pmo add Access list for the new tenant by friday")
    await w.types(MARIA, "/pmo add Helpdesk script by friday")
    await w.until("2026-12-02", "17:00")
    await w.types(MARIA, "/pmo snooze A-1 until friday")
    await w.until("2026-12-03", "09:05")


async def test_what_is_not_understood_is_said_with_three_examples(w: World) -> None:
    await two_promises(w)
    await w.says(MARIA, "asdf qwer")
    assert text(w).startswith(
        "I did not understand “asdf qwer”, so nothing is changed. You can say `A-1 done`, `A-1 by friday` or "
        "`A-1 waiting for legal`."
    )
    await w.clicks(MARIA, "Access list for the new tenant (A-2)", answer(w))
    await w.clicks(MARIA, "Keep it as a note", answer(w))
    assert "asdf qwer" in await w.hears(JON, "/pmo show A-2")


async def test_whoever_asks_what_they_owe_reads_their_day(w: World) -> None:
    await two_promises(w)
    await w.says(MARIA, "help")
    assert "Here you can write in your own words about what you owe: `done`" in text(w)
    await w.says(MARIA, "what do I owe?")
    assert text(w) == "Nothing is due today. The next date is Fri 4 Dec."
    await w.until("2026-12-07", "09:05")
    await w.says(MARIA, "What is due?")
    assert text(w).splitlines() == [
        "*Today:* 2 things are due.",
        "Draft the cutover plan (A-1) — was due Fri 4 Dec", "Show it",
        "Access list for the new tenant (A-2) — was due Fri 4 Dec", "Show it",
        "You can answer here: `A-1 done`, or `A-1 by friday`.",
    ]  # fmt: skip
    await w.again()
    assert len([one for one in w.inbox(MARIA) if "are due" in one["text"]]) == 1
