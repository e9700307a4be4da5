"""Whoever is away when it is their turn is told when they are back: the plan looks again on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pmo_bot.model import Acceptance, LineKind
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.plan import wake_at
from pmo_bot.rules.policy import DEFAULT, Ladder
from tests.rows import CHAIN, at, day, escalation, facts, item, line

SILENT = Ladder({**DEFAULT, "nudges": []})
BACK = at(day(6), "00:00")


def test_an_escalation_that_somebody_knows_of_is_looked_at_when_the_next_is_back() -> None:
    told = line(LineKind.PACKET, "contact", day(2), escalation_id=1)
    known = facts(escalation=escalation(at(day(1))), lines=(told,), sent_at={told.key: at(day(2))}, chain=CHAIN[:1])
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


def replace_shift(known: ItemFacts, days: int = 0) -> ItemFacts:
    """The same, when somebody is known to go or to come back."""
    return replace(known, shift=BACK + timedelta(days=days))
