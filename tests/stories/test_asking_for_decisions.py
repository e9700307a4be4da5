"""A decision is asked for: between what, of whom, by when; silence is passed on, and the answer is told once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmo_bot.model import Acceptance
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import absences, asking
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM, act
from tests.stories.test_decisions import channel, decision, shows
from tests.world import World

ASK = "/pmo ask @Inês Duarte Which vendor do we take? Acme or Birch by thu because the contract ends in March"


async def is_asked(w: World) -> None:
    """Monday: Jon asks Inês which vendor; she reads it when it is morning in New York."""
    await w.types(JON, ASK)
    await w.until("2026-11-30", "15:05")


# --- asking -----------------------------------------------------------------------------


async def test_one_line_asks_with_options_date_and_reason(w: World) -> None:
    answer = await w.hears(JON, ASK)
    assert "D-1 · Which vendor do we take?* — Inês, due Thu 3 Dec" in answer
    assert "Asked Inês to decide. You hear of the answer." in answer


async def test_whoever_is_asked_decides_with_one_click(w: World) -> None:
    await is_asked(w)
    message = w.inbox(INES)[-1]
    text = said(message["blocks"])
    assert "*Jon asks you to decide:* Which vendor do we take? — by *Thu 3 Dec* · Apollo · D-1" in text
    assert "“the contract ends in March”" in text
    await w.clicks(INES, "Birch", message)
    assert "decided: *Birch*. Thank you." in said(w.inbox(INES)[-1]["blocks"])
    found = decision(w, 1)
    assert (found.choice, found.rationale) == (2, "the contract ends in March")
    assert not w.item(1).is_open


async def test_the_answer_is_announced_and_told_to_whoever_asked(w: World) -> None:
    await is_asked(w)
    await w.clicks(INES, "With a reason…", w.inbox(INES)[-1])
    await w.submits(INES, choice="Acme", reason="They can start in May")
    await w.until("2026-11-30", "15:30")
    assert channel(w)[-1].startswith("*Decided:* Which vendor do we take? → *Acme*\nby Inês, Mon 30 Nov · D-1")
    assert "Why: They can start in May" in channel(w)[-1]
    await w.types(MARIA, "/pmo add Draft the letter @Jon Lindqvist by tomorrow")
    await w.types(JON, "/pmo accept A-2")
    await w.until("2026-12-01", "09:05")
    assert "Which vendor do we take? (D-1)~: Inês decided: *Acme*. “They can start in May”" in said(
        w.briefs(JON)[-1]["blocks"]
    )


async def test_what_is_no_question_opens_no_window_to_decide(w: World) -> None:
    await w.types(JON, "/pmo add Draft the letter @Jon Lindqvist by fri")
    with pytest.raises(Refused, match="no_question"):
        asking.asked_about(w.bot.db, act(w, JON).person, w.item(1).id)


async def test_without_options_it_is_a_yes_or_a_no(w: World) -> None:
    await w.types(JON, "/pmo ask @Inês Duarte Shall we move the rehearsal?")
    await w.until("2026-11-30", "15:05")
    await w.clicks(INES, "No", w.inbox(INES)[-1])
    assert "→ No*" in said((await shows(w, JON, "D-1"))["blocks"])
    assert w.item(1).due == date(2026, 12, 3)  # three working days, where nobody names a day


async def test_without_a_name_the_sponsor_is_asked(w: World) -> None:
    await w.types(JON, "/pmo ask Which vendor do we take? Acme or Birch")
    assert w.item(1).owner_id == act(w, INES).person.id


async def test_long_options_are_listed_and_the_buttons_say_a_and_b(w: World) -> None:
    await w.types(JON, "/pmo ask")
    await w.submits(JON, title="How do we go on?", options="Keep the old tenant until the archive is moved\n"
                    "* Move the archive first and switch off in January", consulted=[MARIA, SAM])  # fmt: skip
    await w.until("2026-11-30", "15:05")
    message = w.inbox(INES)[-1]
    text = said(message["blocks"])
    assert "*A* Keep the old tenant until the archive is moved" in text
    assert "*B* Move the archive first and switch off in January (suggested)" in text
    await w.clicks(INES, "B", message)
    card = said((await shows(w, JON, "D-1"))["blocks"])
    assert "→ Move the archive first and switch off in January*" in card
    assert "Heard before: Maria, Sam" in card


async def test_what_was_suggested_is_no_reason_for_another_choice(w: World) -> None:
    for _ in range(2):
        await w.types(JON, "/pmo ask")
        await w.submits(JON, title="Which hall?", options="* Two rooms\nThe old hall", context="They are free now")
    await w.until("2026-11-30", "15:05")
    first, second = w.inbox(INES)[-1], w.inbox(INES)[-1]
    await w.clicks(INES, "The old hall", first, about="D-1")
    await w.clicks(INES, "Two rooms", second, about="D-2")
    assert [decision(w, number).rationale for number in (1, 2)] == ["", "They are free now"]


async def test_one_option_or_six_are_refused_at_their_field(w: World) -> None:
    for lines in ("Acme", "a\nb\nc\nd\ne\nf"):
        await w.types(JON, "/pmo ask")
        refused = await w.submits(JON, title="Which one?", options=lines)
        assert list(refused) == ["options"]


async def test_nobody_asks_themselves(w: World) -> None:
    assert "It is yours to decide." in await w.hears(INES, "/pmo ask Which vendor do we take? Acme or Birch")


# --- other answers ----------------------------------------------------------------------


async def test_whoever_is_asked_may_ask_back_and_the_date_stands_still(w: World) -> None:
    await is_asked(w)
    await w.clicks(INES, "Ask a question…", w.inbox(INES)[-1])
    await w.submits(INES, text="What does Birch cost?")
    await w.until("2026-11-30", "15:10")
    await w.clicks(JON, "Answer…", w.inbox(JON)[-1])
    await w.submits(JON, text="Twelve thousand a year")
    await w.until("2026-11-30", "15:20")
    assert "“Twelve thousand a year”" in said(w.inbox(INES)[-1]["blocks"])
    await w.clicks(INES, "Birch", w.inbox(INES)[-1])
    assert decision(w, 1).choice == 2


async def test_done_is_no_answer_to_a_question(w: World) -> None:
    await is_asked(w)
    assert "it is over when somebody decides" in await w.hears(INES, "/pmo done D-1")
    assert w.item(1).is_open


async def test_a_wrong_click_is_taken_back_and_another_one_counts(w: World) -> None:
    await is_asked(w)
    await w.clicks(INES, "Birch", w.inbox(INES)[-1])
    await w.clicks(INES, "Undo", w.inbox(INES)[-1])
    assert w.item(1).is_open
    assert "I found no decision" in await w.hears(JON, "/pmo log vendor") or "taken back" in await w.hears(
        JON, "/pmo log vendor"
    )
    await w.clicks(INES, "Acme", w.inbox(INES)[-1])
    await w.until("2026-11-30", "15:30")
    assert [text.splitlines()[0] for text in channel(w)] == ["*Decided:* Which vendor do we take? → *Acme*"]


async def test_the_second_click_of_two_is_told_what_was_decided(w: World) -> None:
    await is_asked(w)
    card = await shows(w, INES, "D-1")
    await w.clicks(INES, "Birch", w.inbox(INES)[-1])
    await w.clicks(INES, "Decide…", card)
    assert "*Which vendor do we take?* (D-1) is decided by Inês: *Birch*." in said(w.last(INES)["blocks"])


async def test_somebody_else_cannot_decide_it(w: World) -> None:
    await is_asked(w)
    await w.clicks(JON, "Decide…", await shows(w, JON, "D-1"))
    refused = await w.submits(JON, choice="Acme")
    assert "Inês was asked to decide" in refused["choice"]
    assert w.item(1).is_open


async def test_who_stands_in_decides_and_both_names_are_kept(w: World) -> None:
    for who in (INES, SAM):
        await w.types(who, "/pmo")
    today = w.clock.now().date()
    absences.add_absence(w.bot.db, act(w, INES), today, today + timedelta(days=9), act(w, SAM).person.id)
    await w.types(JON, ASK)
    await w.clicks(SAM, "Decide…", await shows(w, SAM, "D-1"))
    await w.submits(SAM, choice="Birch")
    found = decision(w, 1)
    assert (found.decider_id, found.logged_by_id) == (act(w, INES).person.id, act(w, SAM).person.id)


# --- silence ----------------------------------------------------------------------------


async def test_silence_is_reminded_of_then_shown_first_then_passed_on_with_the_options(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode controlling")
    await is_asked(w)
    await w.until("2026-12-02", "16:00")
    assert "Which vendor do we take? (D-1) — your decision is due Thu 3 Dec" in said(w.briefs(INES)[-1]["blocks"])
    await w.until("2026-12-04", "16:00")
    assert "_If nothing changes, Jon reads this" in said(w.briefs(INES)[-1]["blocks"])
    await w.until("2026-12-07", "18:00")
    packet = w.asks(JON)[-1]
    assert "*Which vendor do we take?* (D-1) · Apollo" in said(packet["blocks"])
    assert "*Suggested:* decide it yourself, or ask whoever can — Inês was asked first." in said(packet["blocks"])
    await w.clicks(JON, "Acme", packet)
    found = decision(w, 1)
    assert (found.choice, found.decider_id) == (1, act(w, JON).person.id)


async def test_the_report_asks_whoever_has_to_decide_and_takes_the_answer(w: World) -> None:
    await w.types(JON, "/pmo ask @Inês Duarte Which vendor do we take? Acme or Birch by 9 dec")
    await w.until("2026-12-07", "09:30")
    report = w.messages("C0APOLLO")[-1]
    assert "<@U0INES>: Which vendor do we take? (D-1) — decide by Wed 9 Dec, asked on Mon 30 Nov" in said(
        report["blocks"]
    )
    await w.clicks(INES, "Birch", report)
    assert "decided: *Birch*." in said(w.last(INES)["blocks"])
    await w.until("2026-12-07", "09:31")
    after = w.messages("C0APOLLO")[0]
    assert "Decided: *Birch* — Inês, Mon 7 Dec" in said(after["blocks"])
    texts = [block for block in report["blocks"] if block["type"] == "section"]
    assert [block for block in after["blocks"] if block["type"] == "section"] == texts  # nothing else is rewritten


# --- directive --------------------------------------------------------------------------


async def test_where_the_lead_agrees_first_a_decision_is_a_question_until_then(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode directive")
    await w.types(MARIA, "/pmo decide We take Birch because they can start in May")
    assert w.item(1).owner_id == act(w, JON).person.id
    assert w.item(1).acceptance is Acceptance.REQUESTED
    await w.until("2026-11-30", "10:10")
    await w.clicks(JON, "Agreed", w.inbox(JON)[-1])
    assert decision(w, 1).decider_id == act(w, JON).person.id
    await w.types(JON, "/pmo decide We keep the office")
    assert decision(w, 2).decider_id == act(w, JON).person.id
