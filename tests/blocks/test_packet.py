"""What an escalation says and offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pmo_bot.blocks import forms_packets, when
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.packet import ask_message
from pmo_bot.blocks.words import packet as words
from pmo_bot.model import Item, Person
from pmo_bot.rules.escalation import Suggestion
from pmo_bot.rules.packet import Ask, Packet
from tests.rows import INES, JON, MARIA, MONDAY, PRIYA, at, day, done, escalation, item, project
from tests.rows import packet as known_packet

FIRST = known_packet()


def packet(**more: Any) -> Packet:
    return replace(FIRST, **more)


def settled(what: Item | None = None, **more: Any) -> Packet:
    answered = escalation(at(day(-2)), id=5, answered_at=at(MONDAY), **more)
    return packet(escalation=answered, item=what or FIRST.item, answered_by=INES)


def made(*packets: Packet, more: int = 0) -> Message:
    return ask_message(Ask(INES, "ask:1", packets, more), MONDAY)


def text_of(message: Message, block_id: str) -> str:
    (block,) = [one for one in message.blocks if one["block_id"] == block_id]
    parts = [block["text"]] if "text" in block else block["elements"]
    return " ".join(part["text"] for part in parts)


def labels(message: Message) -> list[str]:
    return [element["text"]["text"] for element in options(message) if element["type"] == "button"]


def behind_the_dots(message: Message) -> list[str]:
    return [one["text"]["text"] for one in options(message)[-1]["options"]]


def options(message: Message) -> list[dict[str, Any]]:
    (block,) = [one for one in message.blocks if one["block_id"] == "options-5"]
    return list(block["elements"])


def test_it_says_what_is_needed_by_when() -> None:
    assert text_of(made(FIRST), "heading") == "One thing needs a decision from you by *Wed 2 Dec*."
    other = packet(escalation=escalation(at(day(-2)), id=6))
    assert text_of(made(FIRST, other, more=1), "heading") == "3 things need a decision from you by *Wed 2 Dec*."
    assert text_of(made(settled(answer="drop")), "heading") == "All of this is settled. Thank you."


def test_facts_come_first() -> None:
    known = packet(
        project=project(), moved_from=(date(2026, 11, 2), date(2026, 11, 9)), reminders=3, reminded_on=day(-2),
        waiting=(item("Rehearsal", id=8, due=day(2)), item("Go-live", id=9, due=None), item(), item()),
    )  # fmt: skip
    assert text_of(made(known), "facts-5") == (
        "*Access list* (A-3) · Apollo\nOwner Maria · due Wed 25 Nov, moved twice (was Mon 2 Nov, Mon 9 Nov) · "
        "reminded 3 times, last on Thu 26 Nov · "
        "Rehearsal (A-8, Wed 2 Dec) waits for it · Go-live (A-9) waits for it · 2 more wait for it"
    )


def test_what_is_not_known_is_not_said() -> None:
    assert text_of(made(packet(item=item("Plan", id=3, due=None))), "facts-5") == "*Plan* (A-3)\nOwner Maria"


@pytest.mark.parametrize(("times", "says"), [(1, "moved once"), (2, "moved twice"), (4, "moved 4 times")])
def test_it_counts_moves_and_names_the_last_three_dates(times: int, says: str) -> None:
    dates = tuple(day(n) for n in range(times))
    said = text_of(made(packet(moved_from=dates)), "facts-5")
    assert says in said
    assert said.count("Nov") + said.count("Dec") == 1 + min(times, 3)


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({"sentence": "Legal answers on Monday"}, "Maria: “Legal answers on Monday”"),
        ({}, "Maria has not added anything."),
    ],
)
def test_the_owners_words_go_along(known: dict[str, str], says: str) -> None:
    assert text_of(made(packet(**known)), "told-5-0") == says


def test_a_sentence_goes_along_word_for_word() -> None:
    sentence = "Legal will answer on Monday, and then we need two days more. " * 8
    assert sentence[:500].strip() in text_of(made(packet(sentence=sentence[:500])), "told-5-0")


@pytest.mark.parametrize(
    ("option", "reason", "others", "says"),
    [
        ("bring", "waits_for_answer", (JON,), "bring Maria and Jon together — it waits for one answer."),
        ("bring", "waits_for_answer", (), "bring Maria and whoever can give it together"),
        ("reassign", "moved_often", (), "give it to somebody with room — the date has moved more than once."),
        ("extend", "others_wait", (), "a new date, Fri 4 Dec — in time for what waits for it."),
        ("extend", "nothing_waits", (), "a new date, Fri 4 Dec — nothing waits for it."),
    ],
)
def test_a_suggestion_has_a_reason(option: str, reason: str, others: tuple[Person, ...], says: str) -> None:
    suggested = packet(suggestion=Suggestion(option, reason), others=others)
    assert says in text_of(made(suggested), "told-5-1")


def test_a_date_after_what_waits_does_not_claim_to_be_in_time() -> None:
    waits = packet(suggestion=Suggestion("extend", "others_wait"), waiting=(item("Rehearsal", id=8, due=day(4)),))
    assert "a new date, Fri 4 Dec — what waits for it has to move too." in text_of(made(waits), "told-5-1")
    later = replace(waits, waiting=(item("Rehearsal", id=8, due=day(7)), item("Go-live", id=9, due=None)))
    assert "a new date, Fri 4 Dec — in time for what waits for it." in text_of(made(later), "told-5-1")


def test_whom_it_waits_for_is_a_fact_beside_the_owners_words() -> None:
    known = packet(blocker="legal", blocked_since=day(-1), sentence="I asked on Monday.")
    assert "waits for legal since Fri 27 Nov" in text_of(made(known), "facts-5")
    assert text_of(made(known), "told-5-0") == "Maria: “I asked on Monday.”"


def test_the_options_are_buttons_and_the_suggested_one_is_primary() -> None:
    message = made(FIRST)
    assert labels(message) == [
        "New date Fri 4 Dec", "Bring people together…", "Someone else…", "Another date…", "Acknowledge",
    ]  # fmt: skip
    assert behind_the_dots(message) == [
        "Make it smaller…", "No longer needed…", "Live with it for now…", "Write a note…", "Why did I get this?",
    ]  # fmt: skip
    assert primary(message) == ["New date Fri 4 Dec"]


def primary(message: Message) -> list[str]:
    return [e["text"]["text"] for b in message.blocks for e in b.get("elements", ()) if e.get("style") == "primary"]


@pytest.mark.parametrize(
    ("suggested", "first"),
    [
        (Suggestion("bring", "waits_for_answer"), "Bring them together"),
        (Suggestion("reassign", "moved_often"), "Someone else…"),
        (Suggestion("extend", "others_wait"), "New date Fri 4 Dec"),
    ],
)
def test_what_is_suggested_comes_first(suggested: Suggestion, first: str) -> None:
    message = made(packet(suggestion=suggested, others=(JON,)))
    assert labels(message)[0] == first
    assert primary(message) == [first]


def test_two_packets_have_no_primary_button() -> None:
    assert primary(made(FIRST, packet(escalation=escalation(at(day(-2)), id=6)))) == []


def onward(**known: Any) -> str:
    return text_of(made(packet(**known)), "onward-5")


def test_by_when_and_what_happens_without_an_answer_is_always_in_sight() -> None:
    assert onward() == ("Please answer by Wed 2 Dec. Nobody else is asked; the weekly report says that it waits.")
    assert onward(next_reader=PRIYA, goes_on=at(day(3))) == (
        "Please answer by Wed 2 Dec. Without an answer Priya is asked on Thu 3 Dec."
    )
    assert onward(next_reader=PRIYA) == (
        "Please answer by Wed 2 Dec. It stays with you; Priya hears of it only if you ask."
    )
    assert onward(instead_of=JON).startswith("You stand in for Jon. Please answer by Wed 2 Dec.")


def test_whoever_is_asked_on_the_day_of_the_answer_is_asked_at_an_hour_that_is_named() -> None:
    same_day = {"next_reader": PRIYA, "goes_on": at(day(2), "15:00")}
    hour = when.clock(when.local_time(at(day(2), "15:00"), INES.zone))
    assert onward(**same_day) == f"Please answer by Wed 2 Dec, {hour}. Without an answer by then, Priya is asked."
    assert text_of(made(packet(**same_day)), "heading").endswith(f"from you by *Wed 2 Dec, {hour}*.")
    sooner = {"next_reader": PRIYA, "goes_on": at(day(1), "15:00")}
    assert onward(**sooner) == f"Please answer by Tue 1 Dec, {hour}. Without an answer by then, Priya is asked."


def test_a_pause_moves_the_day_in_the_heading() -> None:
    known = {"acknowledged_by": JON, "paused_until": at(day(6))}
    assert text_of(made(packet(**known)), "heading") == "One thing needs a decision from you by *Tue 8 Dec*."


def test_who_was_asked_before_is_a_fact() -> None:
    assert "Jon was asked on Mon 30 Nov" in text_of(made(packet(asked_before=((JON, MONDAY),))), "facts-5")


def test_an_acknowledgement_is_shown_with_its_end_and_not_asked_for_again() -> None:
    known = {"acknowledged_by": JON, "next_reader": PRIYA, "goes_on": at(day(3))}
    assert "Acknowledge" not in labels(made(packet(**known)))
    assert onward(**known) == "Jon has seen this and looks after it. Without an answer Priya is asked on Thu 3 Dec."


def test_who_brought_people_together_is_shown() -> None:
    assert onward(gathered_by=JON).startswith("Jon has brought people together about it.")
    assert "Acknowledge" not in labels(made(packet(gathered_by=JON)))


def test_in_supportive_mode_the_lead_may_ask_the_next_one() -> None:
    assert "Ask Priya" in labels(made(packet(can_release=True, next_reader=PRIYA)))
    assert "Ask the sponsor" in labels(made(packet(can_release=True)))


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        (settled(done(id=3)), "Maria finished it. Thank you."),
        (settled(answer="extend"), "Settled by Inês: new date Wed 25 Nov; Maria sees it in the brief."),
        (settled(answer="reassign"), "Settled by Inês: Maria takes over."),
        (settled(answer="drop"), "Settled by Inês: no longer needed."),
        (settled(answer="scope"), "Settled by Inês: smaller now, new date Wed 25 Nov; Maria sees it in the brief."),
        (
            settled(answer="accept", review_on=day(9)),
            "Settled by Inês: it stays late for now; it comes up again on Fri 11 Dec.",
        ),
        (replace(settled(answer="drop"), answered_by=None), "Settled: no longer needed."),
        (packet(item=item(state="dropped", closed_at=at(MONDAY))), "It is no longer needed."),
        (packet(item=item(commitment=3, due=day(9))), "No answer needed any more: the date is now Fri 11 Dec."),
        (packet(item=item(commitment=3, due=None)), "No answer needed any more."),
    ],
)
def test_it_says_how_it_ended(ended: Packet, says: str) -> None:
    message = made(ended)
    assert text_of(message, "settled-5") == says
    assert [block["block_id"] for block in message.blocks if block["type"] == "actions"] == ["foot"]


def test_more_of_the_kind_waits_in_the_home() -> None:
    assert text_of(made(FIRST, more=2), "more") == str(words.more_waiting())


def test_the_notification_names_what_it_is_about() -> None:
    assert made(FIRST).text == "Needs a decision from you: Access list (A-3)"
    assert made(settled(answer="drop")).text == "Settled: Access list (A-3)"


def test_ending_the_work_of_somebody_is_said_before_it_ends() -> None:
    view = forms_packets.drop(Origin(), FIRST.item, MARIA)
    (said,) = [one["elements"][0]["text"] for one in view["blocks"] if one["block_id"] == "ends"]
    assert said == "It ends, and Maria hears that you said so. `/pmo reopen A-3` brings it back."
