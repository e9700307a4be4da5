"""What a project is for, in figures: each formula by examples somebody can recompute."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Direction, Frequency, Kind, KpiKind, Mode, Outcome, Phase, State
from pmo_bot.rules.drift import Aim, Share, Work, drift
from pmo_bot.rules.value import (
    Progress,
    check_ins,
    fell_twice,
    is_off_budget,
    lines_of,
    needs_goal,
    next_check_in,
    progress,
    pulse,
    reached,
    variance,
)
from tests.rows import item, kpi, project

JAN, FEB, MAR = (datetime(2027, month, 1, tzinfo=UTC) for month in (1, 2, 3))


# --- progress ---------------------------------------------------------------------------


def test_progress_is_what_is_done_of_what_is_wanted() -> None:
    work = [item(), item(), item(state="done"), item(kind=Kind.MILESTONE, state="done")]
    assert progress(work) == Progress(2, 4)
    assert progress(work).percent == 50


def test_what_was_let_go_and_answers_and_checks_do_not_count() -> None:
    others = [item(state="dropped"), item(kind=Kind.DECISION), item(kind=Kind.CHECK, state="done")]
    assert progress([item(state="done"), *others]) == Progress(1, 1)


def test_no_work_is_no_progress_rather_than_all_of_it() -> None:
    assert progress([]).percent is None


@given(st.lists(st.sampled_from(State), max_size=30))
def test_progress_over_parts_is_progress_over_all(states: list[State]) -> None:
    work = [item(state=state) for state in states]
    half = len(work) // 2
    assert progress(work[:half]) + progress(work[half:]) == progress(work)
    assert 0 <= (progress(work).percent or 0) <= 100


@pytest.mark.parametrize(
    ("mode", "phase", "needed"),
    [
        (Mode.SUPPORTIVE, Phase.DELIVERY, False),
        (Mode.CONTROLLING, Phase.PROPOSED, False),
        (Mode.CONTROLLING, Phase.APPROVED, True),
        (Mode.DIRECTIVE, Phase.DELIVERY, True),
        (Mode.DIRECTIVE, Phase.CLOSED, False),
    ],
)
def test_what_is_run_strictly_names_its_goal_from_approval_on(mode: Mode, phase: Phase, needed: bool) -> None:
    assert needs_goal(mode, phase) is needed


# --- figures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("baseline", "target", "direction", "value", "share"),
    [
        (40, 20, Direction.DOWN, 30, 50),
        (40, 20, Direction.DOWN, 45, 0),
        (40, 20, Direction.DOWN, 10, 100),
        (0, 80, Direction.UP, 60, 75),
        (None, 80, Direction.UP, 60, None),
        (None, 80, Direction.UP, 81, 100),
    ],
)
def test_how_much_of_the_way_is_covered(
    baseline: float | None, target: float, direction: Direction, value: float, share: int | None
) -> None:
    assert reached(kpi(baseline=baseline, target=target, direction=direction), value) == share


def test_it_falls_twice_when_each_of_the_last_two_is_worse() -> None:
    up, down = kpi(), kpi(direction=Direction.DOWN)
    assert fell_twice(up, [90, 80, 70])
    assert not fell_twice(up, [90, 80, 80])
    assert not fell_twice(up, [80, 90, 70])
    assert not fell_twice(up, [90, 80])
    assert fell_twice(down, [1, 2, 3])
    assert not fell_twice(down, [3, 2, 1])


def test_values_are_asked_for_on_the_day_of_the_month_or_of_the_quarter() -> None:
    assert next_check_in(Frequency.MONTH, 15, date(2026, 11, 15)) == date(2026, 12, 15)
    assert next_check_in(Frequency.MONTH, 15, date(2026, 11, 14)) == date(2026, 11, 15)
    assert next_check_in(Frequency.QUARTER, 1, date(2026, 11, 15)) == date(2027, 1, 1)
    assert next_check_in(Frequency.MONTH, 28, date(2026, 12, 28)) == date(2027, 1, 28)


@given(st.sampled_from(Frequency), st.integers(1, 28), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_next_day_lies_ahead_and_not_too_far(often: Frequency, day: int, after: date) -> None:
    ahead = next_check_in(often, day, after)
    assert ahead.day == day
    assert 1 <= (ahead - after).days <= (31 if often is Frequency.MONTH else 92)


def test_a_benefit_is_looked_at_four_times_after_the_launch() -> None:
    assert check_ins(date(2026, 12, 1)) == (
        date(2026, 12, 31), date(2027, 1, 30), date(2027, 3, 1), date(2027, 5, 30)
    )  # fmt: skip


def test_nobody_can_be_known_by_their_answer() -> None:
    assert pulse([5, 1]) is None
    assert pulse([5, 4, 4]) == 4.3


# --- budgets and reports ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("planned", "forecast", "off", "told"),
    [(100, 110, 10, False), (100, 111, 11, True), (100, 80, -20, True), (None, 80, None, False), (0, 80, None, False)],
)
def test_the_report_tells_of_a_budget_that_is_more_than_a_tenth_off(
    planned: int | None, forecast: int, off: int | None, told: bool
) -> None:
    budget = project(planned=planned, forecast=forecast)
    assert variance(budget) == off
    assert is_off_budget(budget) is told
    assert not is_off_budget(budget, 30)


def test_what_the_report_says_of_a_project() -> None:
    live = kpi(kind=KpiKind.BENEFIT, live_on=date(2026, 12, 1))
    used = kpi(kind=KpiKind.ADOPTION)
    said = [line.word for line in lines_of(project(), [(live, [30.0]), (used, [3.0, 2.0, 1.0])], goals_used=True)]
    assert said == ["no_goal", "unconfirmed", "falling"]
    confirmed = kpi(kind=KpiKind.BENEFIT, live_on=date(2026, 12, 1), outcome=Outcome.CONFIRMED)
    assert lines_of(project(goal_id=1), [(confirmed, [20.0])], goals_used=True) == []


def test_before_the_workspace_has_a_goal_nobody_is_asked_for_one() -> None:
    assert lines_of(project(), []) == []
    assert [line.word for line in lines_of(project(), [], goals_used=True)] == ["no_goal", "no_benefit"]


# --- drift ------------------------------------------------------------------------------


def test_drift_is_the_share_of_open_work_without_a_goal_at_each_moment() -> None:
    early = datetime(2026, 12, 1, tzinfo=UTC)
    work = [Work(1, early), Work(1, early, closed=datetime(2027, 1, 15, tzinfo=UTC)), Work(2, early), Work(None, FEB)]
    aims = [Aim(1, early, False), Aim(1, datetime(2027, 1, 20, tzinfo=UTC), True)]
    assert drift(work, aims, [JAN, FEB, MAR]) == (Share(JAN, 3, 3), Share(FEB, 2, 3), Share(MAR, 2, 3))
    assert [share.percent for share in drift(work, aims, [JAN, FEB])] == [100, 66]


def test_a_goal_that_was_taken_back_counts_until_then() -> None:
    aims = [Aim(1, JAN, True), Aim(1, FEB, False)]
    found = drift([Work(1, JAN)], aims, [JAN, datetime(2027, 1, 31, tzinfo=UTC), FEB])
    assert [share.without for share in found] == [0, 0, 1]


def test_nothing_open_is_no_drift() -> None:
    assert drift([], [], [JAN])[0].percent is None
