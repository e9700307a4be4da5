"""What comes first: the order of projects, the quotas of a policy, when it is asked again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Health
from pmo_bot.rules.outlook import Counts, Outlook
from pmo_bot.rules.policy_check import check
from pmo_bot.rules.priorities import QUOTAS, next_quarter, ranked
from tests.rows import CALENDAR, project


def stands(key: str, priority: int | None, health: Health = Health.GREEN) -> Outlook:
    return Outlook(project(key=key, priority=priority), health, Counts())


def test_what_comes_first_stands_first_then_what_stands_worst_then_by_name() -> None:
    rows = [stands("A", None, Health.RED), stands("B", 2), stands("C", 1), stands("D", 1, Health.RED), stands("E", 1)]
    assert [one.project.key for one in ranked(rows)] == ["D", "C", "E", "B", "A"]


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2026, 11, 30), date(2027, 1, 1)), (date(2027, 1, 1), date(2027, 4, 1)),
        (date(2027, 3, 31), date(2027, 4, 1)), (date(2027, 4, 1), date(2027, 7, 1)),
        (date(2026, 7, 1), date(2026, 10, 1)), (date(2027, 6, 30), date(2027, 7, 1)),
    ],
)  # fmt: skip
def test_it_is_asked_again_when_the_next_quarter_begins(day: date, asked: date) -> None:
    assert next_quarter(day, CALENDAR) == asked


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_that_is_a_working_day_ahead(day: date) -> None:
    found = next_quarter(day, CALENDAR)
    assert found > day
    assert CALENDAR.is_working(found)
    assert found.month in (1, 4, 7, 10)


@pytest.mark.parametrize("name", QUOTAS)
def test_a_policy_may_say_how_many_come_first(name: str) -> None:
    assert check({name: 5}) == ()
    assert [one.what for one in check({name: 0})] == ["bad_number"]
