"""The handshake: what a change of date does to the owner's word, and what is asked again."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_bot.model import Acceptance, Mode
from pmo_bot.rules.asks import pending
from pmo_bot.rules.handshake import asks_anew, of_new_date
from tests.rows import JON, MARIA, MONDAY, at, day, facts, item, project

LATER, EARLIER = day(5), day(-5)


@pytest.mark.parametrize(
    ("was", "due", "word"),
    [
        (MONDAY, LATER, Acceptance.ACCEPTED),
        (MONDAY, None, Acceptance.ACCEPTED),
        (MONDAY, EARLIER, Acceptance.REQUESTED),
        (None, MONDAY, Acceptance.REQUESTED),
    ],
)
def test_more_time_keeps_a_yes_and_less_asks_for_another(was: date | None, due: date | None, word: Acceptance) -> None:
    promised = item(due=due, acceptance=Acceptance.ACCEPTED)
    assert of_new_date(promised, was, JON.id) is word
    assert of_new_date(promised, was, MARIA.id) is Acceptance.ACCEPTED


@pytest.mark.parametrize(
    ("was", "due", "anew"),
    [(MONDAY, LATER, False), (MONDAY, None, False), (MONDAY, EARLIER, True), (None, MONDAY, True)],
)
def test_more_time_is_no_new_question_to_somebody_who_has_not_answered(
    was: date | None, due: date | None, anew: bool
) -> None:
    asked = item(due=due, acceptance=Acceptance.REQUESTED)
    assert asks_anew(asked, Acceptance.REQUESTED, was) is anew


def test_who_has_answered_is_asked_about_any_other_date() -> None:
    countered = item(due=LATER, acceptance=Acceptance.COUNTERED)
    assert asks_anew(countered, of_new_date(countered, MONDAY, JON.id), MONDAY)


@pytest.mark.parametrize(("mode", "again"), [(Mode.SUPPORTIVE, ()), (Mode.CONTROLLING, (1, 3)), (Mode.DIRECTIVE, ())])
def test_only_where_a_yes_is_needed_a_request_is_repeated(mode: Mode, again: tuple[int, ...]) -> None:
    asked = facts(item(acceptance=Acceptance.REQUESTED, turn_at=at(day(-8))), project=project(mode=mode))
    assert [one.again for one in pending(asked)] == [again]
