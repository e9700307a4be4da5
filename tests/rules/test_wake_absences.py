"""Whoever is away when it is their turn is told when they are back: the plan looks again on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pmo_bot.model import Acceptance, Confirmation, LineKind
from pmo_bot.rules.climbing import awaited_key
from pmo_bot.rules.confirming import question
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.moments import next_brief
from pmo_bot.rules.policy import DEFAULT, Ladder
from pmo_bot.rules.wake import wake_at
from tests.rows import CALENDAR, CHAIN, MARIA, SAM, at, day, done, escalation, facts, item, line, recipient

SILENT = Ladder({**DEFAULT, "nudges": []})
BACK = at(day(6), "00:00")


def test_an_escalation_that_somebody_knows_of_is_looked_at_when_the_next_is_back() -> None:
    told = line(LineKind.PACKET, "contact", day(2), escalation_id=1)
    known = facts(escalation=escalation(at(day(1))), lines=(told,), sent_at={told.key: at(day(2))}, chain=CHAIN[:1])
    known = replace(known, keys=frozenset({awaited_key(known, CHAIN[0])}))
    assert wake_at(known, at(day(4), "12:00")) != BACK
    assert wake_at(replace_shift(known), at(day(4), "12:00")) == BACK


def test_one_whose_recipients_are_all_away_is_looked_at_too() -> None:
    alone = facts(escalation=escalation(at(day(1)), facts={}), chain=(), ladder=SILENT)
    assert wake_at(replace_shift(alone), at(day(3), "12:00")) == BACK


def test_while_the_first_is_not_told_yet_absences_wait_for_that_day() -> None:
    shown = facts(escalation=escalation(at(day(3), "10:00")), chain=CHAIN, ladder=SILENT)
    assert wake_at(replace_shift(shown, days=-3), at(day(3), "12:00")) == at(day(4), "10:00")


def test_a_question_without_anybody_to_ask_is_looked_at_when_somebody_is_back() -> None:
    offered = facts(item(acceptance=Acceptance.COUNTERED, turn_at=at(day(-3)), due=day(9)), roles={})
    assert wake_at(replace_shift(offered), at(day(4), "12:00")) == BACK


def test_what_waits_to_be_confirmed_is_looked_at_when_somebody_goes_or_is_back() -> None:
    said = done(on=day(4), confirmation=Confirmation.AWAITED, requester_id=SAM.id)
    known = facts(said, roles={"requester": recipient("requester", SAM)}, keys=frozenset())
    key = question(known).key  # type: ignore[union-attr]
    asked = replace(known, keys=frozenset({f"{key}:ask", f"{key}:again-1", f"{key}:again-2"}),
                    sent_at={f"{key}:ask": at(day(4), "12:00")})  # fmt: skip
    assert wake_at(asked, at(day(5), "12:00")) == at(day(7), "17:00")
    assert wake_at(replace_shift(asked), at(day(5), "12:00")) == BACK


def test_a_brief_that_was_missed_because_of_an_absence_is_that_of_today_while_it_is_ahead() -> None:
    assert next_brief(MARIA, CALENDAR, day(-3), at(day(0), "07:00")) == at(day(0), "09:00")


def replace_shift(known: ItemFacts, days: int = 0) -> ItemFacts:
    """The same, when somebody is known to go or to come back."""
    return replace(known, shift=BACK + timedelta(days=days))
