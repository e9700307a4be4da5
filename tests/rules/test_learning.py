"""When a brief comes, learned from when somebody answers: slowly, in half hours, only within working hours."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.learning import ENOUGH, learned_time

NINE, FIVE = time(9), time(17)
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def learned(*answers: str, at: time = NINE, opens: time = NINE, closes: time = FIVE) -> time:
    return learned_time([time.fromisoformat(answer) for answer in answers], at, opens, closes)


def test_somebody_who_answers_after_lunch_is_written_to_after_lunch() -> None:
    assert learned(*["14:10"] * 9) == time(14)


def test_a_few_answers_tell_nothing() -> None:
    assert learned(*["14:10"] * (ENOUGH - 1)) == NINE


def test_who_answers_within_the_hour_keeps_the_time_however_late_in_it() -> None:
    """Else the brief would come later and later, always just ahead of the answer."""
    assert learned(*["09:55"] * 40) == NINE
    assert learned(*["14:45"] * 40, at=time(14)) == time(14)


def test_a_habit_has_to_be_clearly_another_one() -> None:
    assert learned(*["09:05"] * 4, *["14:10"] * 6) == NINE
    assert learned(*["09:05"] * 4, *["14:10"] * 12) == time(14)


def test_answers_around_a_time_count_together() -> None:
    assert learned(*["13:40"] * 3, *["14:10"] * 4, *["14:40"] * 3) == time(14)


def test_answers_outside_the_working_hours_move_nothing() -> None:
    assert learned(*["22:30"] * 40) == NINE


def test_hours_that_begin_in_between_have_their_own_half_hours() -> None:
    assert learned(*["11:50"] * 10, at=time(8, 15), opens=time(8, 15), closes=time(12)) == time(11, 30)


@given(st.lists(clocks, max_size=30), clocks, clocks, clocks)
def test_it_is_always_a_half_hour_within_the_working_hours_or_the_time_it_was(
    answers: list[time], at: time, opens: time, closes: time
) -> None:
    found = learned_time(answers, at, opens, closes)
    assert found == at or (found.minute in (0, 30) and opens <= found < closes)


@given(st.lists(clocks, max_size=30), clocks)
def test_learning_twice_from_the_same_changes_nothing_more(answers: list[time], at: time) -> None:
    """Each look is idempotent, or the time would wander between two habits."""
    first = learned_time(answers, at, NINE, FIVE)
    assert learned_time(answers, first, NINE, FIVE) == first
