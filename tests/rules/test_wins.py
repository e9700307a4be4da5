"""What counts as a win is plain from the record, and nothing is one that might be none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmo_bot.model import Confirmation, Direction, Kind, State
from pmo_bot.rules.wins import How, Won, came_to_target, carried_out, days_early, in_order, tells_something
from tests.rows import MONDAY, at, day, done, item, kpi

FRIDAY = day(4)
DAYS = [MONDAY + timedelta(days=one) for one in range(5)]


@pytest.mark.parametrize(
    ("values", "reached_on"),
    [
        ([40, 50, 60], 2),
        ([40, 60, 70], 1),  # there since then
        ([60, 50, 60], 2),  # it had fallen again
        ([40, 60, 50], None),  # it does not stand there
        ([], None),
    ],
)
def test_a_figure_is_won_on_the_day_since_which_it_stands_at_its_target(
    values: list[float], reached_on: int | None
) -> None:
    figure = kpi(baseline=40.0, target=60.0, direction=Direction.UP)
    told = list(zip(DAYS, map(float, values), strict=False))
    assert came_to_target(figure, told) == (told[reached_on] if reached_on is not None else None)


def test_a_milestone_is_early_against_a_date_that_never_moved() -> None:
    early = done(kind=Kind.MILESTONE, due=FRIDAY, closed_at=at(MONDAY))
    assert days_early(early, MONDAY) == 4
    assert days_early(early, FRIDAY) == 0
    assert days_early(done(kind=Kind.MILESTONE, due=FRIDAY, slips=1), MONDAY) == 0
    assert days_early(done(kind=Kind.MILESTONE, due=FRIDAY, confirmation=Confirmation.AWAITED), MONDAY) == 0
    assert days_early(done(due=FRIDAY), MONDAY) == 0  # an action
    assert days_early(item(kind=Kind.MILESTONE, due=FRIDAY), MONDAY) == 0  # still open


def test_a_decision_is_carried_out_when_all_that_follows_is_done() -> None:
    first, last = done(id=1), done(id=2)
    closed = {1: MONDAY, 2: FRIDAY, 3: FRIDAY}
    dropped = item(id=3, state=State.DROPPED, closed_at=at(FRIDAY))
    assert carried_out([first, last, dropped], closed) == FRIDAY
    assert carried_out([first, item(id=4)], closed) is None
    assert carried_out([dropped], closed) is None
    assert carried_out([], closed) is None


def test_the_newest_comes_first() -> None:
    old, new = Won(How.GOAL, date(2026, 11, 2), "Faster"), Won(How.WRITTEN, date(2026, 11, 3), "Agreed")
    weighs = Won(How.BENEFIT, date(2026, 11, 3), "Cheaper")
    assert in_order([old, new, weighs]) == [weighs, new, old]


@pytest.mark.parametrize(
    ("words", "tells"),
    [("x", False), ("done!", False), ("We met", False), ("— ! …", False), ("a — b", False),
     ("Legal said yes", True), ("Fertigstellung", True), ("全員が報告を読んだ", True)],
)  # fmt: skip
def test_a_win_is_written_so_that_somebody_else_can_tell_what_it_was(words: str, tells: bool) -> None:
    assert tells_something(words) is tells
