"""After go-live: whose clock runs, how working hours are counted, and how many issues are open since when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Acceptance, Item, Kind, Phase, State
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.rules.policy_check import check
from pmo_bot.rules.severity import Aged, Limit, ageing, limit_of, runs
from tests.rows import CALENDAR, MONDAY, at, day, item, project

LIVE = project(phase=Phase.HYPERCARE)
HOUR = timedelta(hours=1)


def issue(severity: int | None = 1, **more: object) -> Item:
    return item("The checkout is down", **{"kind": Kind.ISSUE, "severity": severity, "owner_id": None, **more})


# --- whose clock runs -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "is_running"),
    [
        ({}, True),
        ({"severity": None}, False),
        ({"kind": Kind.ACTION}, False),
        ({"closed_at": at(MONDAY)}, False),
        ({"owner_id": 1, "acceptance": Acceptance.REQUESTED}, True),
        ({"owner_id": 1, "acceptance": Acceptance.DECLINED}, True),
        ({"owner_id": 1, "acceptance": Acceptance.ACCEPTED}, False),
        ({"owner_id": 1, "acceptance": Acceptance.QUESTIONED}, False),
        ({"owner_id": 1, "acceptance": Acceptance.REQUESTED, "state": State.STARTED}, False),
        ({"owner_id": 1, "acceptance": Acceptance.REQUESTED, "blocked_at": at(MONDAY)}, False),
    ],
)
def test_it_runs_while_nobody_has_taken_up_an_issue_that_was_rated(about: dict[str, object], is_running: bool) -> None:
    assert runs(issue(**about), LIVE) is is_running  # type: ignore[arg-type]


@pytest.mark.parametrize("phase", [one for one in Phase if one is not Phase.HYPERCARE])
def test_it_runs_after_go_live_only(phase: Phase) -> None:
    assert not runs(issue(), project(phase=phase))
    assert not runs(issue(), None)


# --- how long ---------------------------------------------------------------------------


def test_the_limits_of_the_standard_policy() -> None:
    assert [limit_of(DEFAULT, severity) for severity in (1, 2, 3, 4, None)] == [
        Limit(hours=4), Limit(days=1), Limit(days=3), None, None,
    ]  # fmt: skip


def test_a_policy_has_its_own_limits_or_none() -> None:
    assert limit_of({"untaken": [{"severity": 4, "days": 5}]}, 4) == Limit(days=5)
    assert limit_of({"untaken": [{"severity": 4, "days": 5}]}, 1) is None
    assert limit_of({"untaken": []}, 1) is None


@pytest.mark.parametrize(
    ("untaken", "mistakes"),
    [
        ([{"severity": 1, "hours": 2}, {"severity": 2, "days": 2}], []),
        ([], []),
        ("soon", ["no_list"]),
        ([{"severity": 5, "hours": 2}], ["bad_limit"]),
        ([{"severity": 1, "hours": 0}], ["bad_limit"]),
        ([{"severity": 1, "hours": 2, "days": 1}], ["bad_limit"]),
        ([{"severity": 1, "hours": 2}, {"severity": 1, "days": 1}], ["severity_twice"]),
    ],
)
def test_limits_of_a_policy_are_checked(untaken: object, mistakes: list[str]) -> None:
    assert [one.what for one in check({**DEFAULT, "untaken": untaken})] == mistakes


@pytest.mark.parametrize(
    ("since", "ends"),
    [
        (at(MONDAY, "10:00"), at(MONDAY, "14:00")),
        (at(MONDAY, "13:00"), at(MONDAY, "17:00")),
        (at(MONDAY, "15:00"), at(day(1), "11:00")),
        (at(MONDAY, "07:00"), at(MONDAY, "13:00")),
        (at(day(4), "16:00"), at(day(5), "12:00")),
    ],
    ids=["within a day", "to its end", "over night", "before it opens", "over a weekend"],
)
def test_four_working_hours_are_counted_in_working_hours(since: datetime, ends: datetime) -> None:
    assert Limit(hours=4).after(CALENDAR, since) == ends


def test_a_working_day_is_the_same_time_on_the_next_one() -> None:
    assert Limit(days=1).after(CALENDAR, at(day(4), "16:00")) == at(day(5), "16:00")


ZONES = [Calendar(ZoneInfo(zone)) for zone in ("Europe/Madrid", "America/New_York", "Asia/Kathmandu")]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone


@given(st.sampled_from(ZONES), MOMENTS, st.integers(1, 40))
def test_so_many_hours_later_so_many_open_hours_have_passed(calendar: Calendar, since: datetime, hours: int) -> None:
    ends = calendar.hours_later(since, hours)
    quarter = timedelta(minutes=15)
    first = calendar.next_open(since)
    passed = sum(calendar.is_open(first + quarter * n) for n in range(int((ends - first) / quarter)))
    assert abs(passed * quarter - hours * HOUR) <= quarter
    assert calendar.is_open(ends - timedelta(seconds=1))


@given(st.sampled_from(ZONES), MOMENTS, st.integers(1, 20))
def test_a_later_start_never_ends_sooner(calendar: Calendar, since: datetime, hours: int) -> None:
    assert calendar.hours_later(since, hours) <= calendar.hours_later(since + HOUR, hours)


# --- how many are open ------------------------------------------------------------------


def test_open_issues_are_counted_by_severity_with_the_age_of_the_oldest() -> None:
    every = [
        issue(3, created_at=at(day(-7))), issue(None, created_at=at(MONDAY)), issue(1, created_at=at(day(-1))),
        issue(3, created_at=at(day(-3))), issue(2, closed_at=at(MONDAY)), item(),
    ]  # fmt: skip
    assert ageing(every, CALENDAR, MONDAY, LIVE) == (Aged(1, 1, 1), Aged(3, 2, 7), Aged(None, 1, 0))
    assert ageing(every, CALENDAR, MONDAY, project()) == ()
