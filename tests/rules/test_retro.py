"""Whether a rule is worth what it sends: counted per rule, and suggested to go only where that is plain."""

from __future__ import annotations

from datetime import time

import pytest

from pmo_bot.model import LineKind, Priority
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.rules.retro import Field, Figure, Sample, brought_little, figures, unused, without
from tests.rows import item

NUDGE = LineKind.NUDGE


def sent(step: str, *answered: int | None, kind: LineKind = NUDGE) -> list[Sample]:
    return [Sample(kind, step, days, days) for days in answered]


def test_each_step_is_a_rule_and_those_that_repeat_are_one() -> None:
    samples = [*sent("+1", 0, 3, None), *sent("0", 2), *sent("+8", None), *sent("+13", 1), *sent("-5", None)]
    found = figures(samples, DEFAULT)
    assert [(f.rule, f.sent, f.answered, f.done) for f in found] == [
        ("-5", 1, 0, 0), ("0", 1, 1, 1), ("+1", 3, 1, 2), ("every", 2, 1, 1),
    ]  # fmt: skip


def test_questions_and_packets_are_counted_by_what_they_are() -> None:
    samples = [*sent("ask", 0, kind=LineKind.REQUEST), *sent("again-1", None, kind=LineKind.REQUEST),
               *sent("sponsor", 1, kind=LineKind.PACKET), *sent("contact", 1, kind=LineKind.PACKET)]  # fmt: skip
    found = figures(samples, DEFAULT)
    assert {(f.kind, f.rule): f.sent for f in found} == {
        (LineKind.PACKET, "contact"): 1, (LineKind.PACKET, "sponsor"): 1, (LineKind.REQUEST, ""): 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent_times", "answered", "goes"),
    [(20, 1, True), (20, 2, False), (19, 0, False), (100, 9, True), (100, 10, False)],
)
def test_a_reminder_is_suggested_to_go_when_it_was_sent_often_and_answered_rarely(
    sent_times: int, answered: int, goes: bool
) -> None:
    figure = Figure(NUDGE, "+1", sent_times, answered, 0)
    assert brought_little([figure]) == ((figure,) if goes else ())


def test_only_reminders_are_suggested_to_go() -> None:
    assert brought_little([Figure(LineKind.PREVIEW, "", 50, 0, 0), Figure(LineKind.PACKET, "contact", 50, 0, 0)]) == ()


def test_a_policy_without_one_reminder() -> None:
    assert without(DEFAULT, "+1")["nudges"] == [rung for rung in DEFAULT["nudges"] if rung.get("at") != 1]
    assert without(DEFAULT, "every")["nudges"] == DEFAULT["nudges"][:-1]
    assert without(DEFAULT, "0")["escalate"] == DEFAULT["escalate"]
    assert without(DEFAULT, "+9") == DEFAULT


def test_a_share_of_nothing_is_nothing() -> None:
    assert Figure(NUDGE, "0", 0, 0, 0).share == 0


def test_fields_that_nobody_filled_in_on_enough_items() -> None:
    plain = [item(id=number) for number in range(1, 11)]
    assert set(unused(plain)) == set(Field)
    assert unused(plain[:9]) == ()
    used = [*plain[:6], item(id=7, done_means="Signed"), item(id=8, priority=Priority.HIGH),
            item(id=9, due_time=time(12)), item(id=10, contact_id=3)]  # fmt: skip
    assert unused(used) == ()
