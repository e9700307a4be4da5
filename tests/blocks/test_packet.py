"""What an escalation says and offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.packet import ask_message
from pmo_bot.blocks.words import packet as words
from pmo_bot.model import Item, LineKind
from pmo_bot.rules.escalation import Suggestion
from pmo_bot.rules.packet import Ask, Packet
from tests.rows import INES, JON, MARIA, MONDAY, at, day, done, escalation, item, line, project

FIRST = Packet(
    reader=INES, line=line(LineKind.PACKET, "sponsor"), escalation=escalation(at(day(-2)), id=5),
    item=item("Access list", id=3, due=day(-3)), owner=MARIA, project=None, moved_from=(), reminders=0, waiting=(),
    sentence="", blocker="", suggestion=Suggestion("extend", "nothing_waits"), extend_to=day(4), answer_by=day(2),
)  # fmt: skip


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
    (block,) = [one for one in message.blocks if one["block_id"] == "options-5"]
    return [element["text"]["text"] for element in block["elements"]]


def test_it_says_what_is_needed_by_when() -> None:
    assert text_of(made(FIRST), "heading") == "One thing needs a decision from you by *Wed 2 Dec*."
    other = packet(escalation=escalation(at(day(-2)), id=6))
    assert text_of(made(FIRST, other, more=1), "heading") == "3 things need a decision from you by *Wed 2 Dec*."
    assert text_of(made(settled(answer="drop")), "heading") == "All of this is settled. Thank you."


def test_facts_come_first() -> None:
    known = packet(
        project=project(), moved_from=(date(2026, 11, 2), date(2026, 11, 9)), reminders=1,
        waiting=(item("Rehearsal", id=8, due=day(2)), item("Go-live", id=9, due=None), item(), item()),
    )  # fmt: skip
    assert text_of(made(known), "facts-5") == (
        "*Access list* (A-3) · Apollo\nOwner Maria · due Wed 25 Nov, moved twice (was Mon 2 Nov, Mon 9 Nov) · "
        "reminded once · Rehearsal (A-8, Wed 2 Dec) waits for it · Go-live (A-9) waits for it · 2 more wait for it"
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
        ({"blocker": "Jon"}, "Maria waits for Jon."),
        ({}, "Maria has not added anything."),
    ],
)
def test_the_owners_words_go_along(known: dict[str, str], says: str) -> None:
    assert text_of(made(packet(**known)), "words-5") == says


def test_a_sentence_goes_along_word_for_word() -> None:
    sentence = "Legal will answer on Monday, and then we need two days more. " * 8
    assert sentence[:500].strip() in text_of(made(packet(sentence=sentence[:500])), "words-5")


@pytest.mark.parametrize(
    ("option", "reason", "blocker", "says"),
    [
        ("bring", "waits_for_answer", "Jon", "bring Maria and Jon together — it waits for one answer."),
        ("bring", "waits_for_answer", "", "bring Maria and whoever it waits for together"),
        ("reassign", "moved_often", "", "give it to somebody with room — the date has moved more than once."),
        ("extend", "others_wait", "", "a new date, Fri 4 Dec — in time for what waits for it."),
        ("extend", "nothing_waits", "", "a new date, Fri 4 Dec — nothing waits for it."),
    ],
)
def test_a_suggestion_has_a_reason(option: str, reason: str, blocker: str, says: str) -> None:
    suggested = packet(suggestion=Suggestion(option, reason), blocker=blocker)
    assert says in text_of(made(suggested), "suggest-5")


def test_a_date_after_what_waits_does_not_claim_to_be_in_time() -> None:
    waits = packet(suggestion=Suggestion("extend", "others_wait"), waiting=(item("Rehearsal", id=8, due=day(4)),))
    assert "a new date, Fri 4 Dec — what waits for it has to move too." in text_of(made(waits), "suggest-5")
    later = replace(waits, waiting=(item("Rehearsal", id=8, due=day(7)), item("Go-live", id=9, due=None)))
    assert "a new date, Fri 4 Dec — in time for what waits for it." in text_of(made(later), "suggest-5")


def test_the_options_are_buttons_and_one_is_primary() -> None:
    message = made(FIRST)
    assert labels(message) == [
        "New date Fri 4 Dec", "Another date…", "Someone else…", "No longer needed", "Acknowledge",
        "Why did I get this?",
    ]  # fmt: skip
    primary = [e for b in message.blocks for e in b.get("elements", ()) if e.get("style") == "primary"]
    assert len(primary) == 1


def test_two_packets_have_no_primary_button() -> None:
    both = made(FIRST, packet(escalation=escalation(at(day(-2)), id=6)))
    assert not [e for b in both.blocks for e in b.get("elements", ()) if e.get("style") == "primary"]


def test_an_acknowledgement_is_shown_and_not_asked_for_again() -> None:
    message = made(packet(acknowledged_by=JON))
    assert "Acknowledge" not in labels(message)
    assert text_of(message, "seen-5") == "Jon has seen this and looks after it."


def test_in_supportive_mode_the_lead_may_ask_the_sponsor() -> None:
    assert "Ask the sponsor" in labels(made(packet(can_release=True)))


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        (settled(done(id=3)), "Maria finished it. Thank you."),
        (settled(answer="extend"), "Settled by Inês: new date Wed 25 Nov; Maria sees it in the brief."),
        (settled(answer="reassign"), "Settled by Inês: Maria takes over."),
        (settled(answer="drop"), "Settled by Inês: no longer needed."),
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
    assert text_of(made(FIRST, more=2), "more") == str(words.MORE_WAITING)


def test_the_notification_names_what_it_is_about() -> None:
    assert made(FIRST).text == "Needs a decision from you: Access list (A-3)"
    assert made(settled(answer="drop")).text == "Settled: Access list (A-3)"


def test_ending_the_work_of_somebody_is_asked_twice() -> None:
    (block,) = [one for one in made(FIRST).blocks if one["block_id"] == "options-5"]
    (drop,) = [one for one in block["elements"] if one["text"]["text"] == "No longer needed"]
    assert drop["confirm"]["text"]["text"] == (
        "Access list (A-3) ends, and Maria sees that you said so. `/pmo reopen A-3` brings it back."
    )
    assert [one for one in block["elements"] if "confirm" in one] == [drop]
