from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.calendar import (
    MONDAY_TO_FRIDAY,
    Calendar,
    known_country,
    public_holidays,
)

MADRID = Calendar(ZoneInfo("Europe/Madrid"), country="ES", subdivision="MD")
NEW_YORK = Calendar(ZoneInfo("America/New_York"), country="US")
FOR_EVER = (date(2026, 1, 1), date.max)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def away(*spans: tuple[date, date]) -> Calendar:
    return Calendar(ZoneInfo("Europe/Madrid"), away=spans)


# --- days ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 5), True),
        (date(2026, 1, 6), False),  # Epiphany
        (date(2026, 1, 10), False),
        (date(2026, 1, 11), False),
        (date(2026, 5, 2), False),  # a holiday on a Saturday
    ],
)
def test_weekends_and_holidays_are_no_days_of_work(day: date, works: bool) -> None:
    assert MADRID.is_working(day) is works


def test_an_absence_includes_its_first_and_last_day() -> None:
    calendar = away((date(2026, 3, 3), date(2026, 3, 4)))
    assert [calendar.is_working(date(2026, 3, day)) for day in (2, 3, 4, 5)] == [True, False, False, True]


def test_neighbours_of_a_day() -> None:
    monday, tuesday_off, wednesday = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)
    assert MADRID.on_or_after(monday) == monday
    assert MADRID.on_or_after(tuesday_off) == wednesday
    assert MADRID.next_working(monday) == wednesday
    assert MADRID.previous_working(wednesday) == monday
    assert MADRID.previous_working(monday) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("n", "day"),
    [(0, date(2026, 1, 12)), (1, date(2026, 1, 13)), (-1, date(2026, 1, 9)), (5, date(2026, 1, 19))],
)
def test_counting_from_a_saturday_starts_on_monday(n: int, day: date) -> None:
    assert MADRID.plus(date(2026, 1, 10), n) == day


def test_working_days_between() -> None:
    friday, next_wednesday = date(2026, 1, 2), date(2026, 1, 7)
    assert MADRID.between(friday, next_wednesday) == 2  # Monday and Wednesday; Tuesday is Epiphany
    assert MADRID.between(next_wednesday, friday) == -2
    assert MADRID.between(friday, friday) == 0


DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from([ZoneInfo(name) for name in ("UTC", "America/Nuuk", "Asia/Tehran", "Africa/Cairo")]),
    workdays=st.frozensets(st.integers(0, 9)),
    opens=st.times(),
    closes=st.times(),
    country=st.sampled_from([None, "ES", "IL", "XX"]),
    away=st.lists(st.tuples(DAYS, DAYS), max_size=3).map(tuple),
)
PLAIN_CALENDARS = st.builds(
    Calendar,
    zone=st.just(ZoneInfo("UTC")),
    workdays=st.frozensets(st.integers(1, 7), min_size=1),
    country=st.sampled_from([None, "ES", "IL"]),
    away=st.lists(DAYS.map(lambda day: (day, day + timedelta(days=9))), max_size=3).map(tuple),
)


@given(PLAIN_CALENDARS, DAYS, st.integers(-60, 60))
def test_plus_and_between_undo_each_other(calendar: Calendar, day: date, n: int) -> None:
    start = calendar.on_or_after(day)
    moved = calendar.plus(day, n)
    assert calendar.is_working(moved)
    assert calendar.between(start, moved) == n
    assert calendar.plus(moved, -n) == start


@given(CALENDARS, DAYS, st.lists(st.integers(-40, 40), max_size=6))
def test_many_counts_together_are_what_each_is_alone(calendar: Calendar, day: date, offsets: list[int]) -> None:
    assert calendar.plus_each(day, offsets) == [calendar.plus(day, n) for n in offsets]


@given(PLAIN_CALENDARS, DAYS, DAYS)
def test_between_is_the_count_day_by_day(calendar: Calendar, one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert calendar.between(first, last) == sum(map(calendar.is_working, days))


@given(CALENDARS, DAYS)
def test_next_and_previous_are_the_nearest_working_days(calendar: Calendar, day: date) -> None:
    following, preceding = calendar.next_working(day), calendar.previous_working(day)
    assert preceding < day < following
    for found, step in ((following, timedelta(days=-1)), (preceding, timedelta(days=1))):
        if calendar.is_working(found):
            between = found + step
            while between != day:
                assert not calendar.is_working(between)
                between += step


# --- what was stored badly still works ---------------------------------------------


@pytest.mark.parametrize("workdays", [frozenset(), frozenset({0, 8})])
def test_no_working_weekday_counts_as_monday_to_friday(workdays: frozenset[int]) -> None:
    assert Calendar(ZoneInfo("UTC"), workdays).workdays == MONDAY_TO_FRIDAY


def test_an_endless_absence_is_ignored_when_a_day_is_needed() -> None:
    calendar = away(FOR_EVER)
    assert calendar.next_working(date(2026, 3, 6)) == date(2026, 3, 9)
    assert calendar.plus(date(2026, 3, 6), 2) == date(2026, 3, 11)
    assert calendar.next_open(utc("2026-03-06 12:00")) == utc("2026-03-09 08:00")
    assert calendar.one_working_day_after(utc("2026-03-06 12:00")) == utc("2026-03-10 08:00")


def test_an_absence_of_some_years_is_kept() -> None:
    calendar = away((date(2026, 1, 1), date(2028, 12, 31)), (date(2028, 6, 1), date(2029, 1, 3)))
    assert calendar.next_working(date(2026, 3, 6)) == date(2029, 1, 4)
    assert calendar.previous_working(date(2028, 7, 1)) == date(2025, 12, 31)


def test_an_absence_beyond_the_horizon_is_ignored() -> None:
    calendar = away((date(2020, 1, 1), date(2040, 1, 1)))
    assert calendar.next_working(date(2026, 3, 6)) == date(2026, 3, 9)
    assert calendar.previous_working(date(2026, 3, 9)) == date(2019, 12, 31)  # within it on this side


@pytest.mark.parametrize("workdays", [{1}, {5}, {6}])
def test_the_ends_of_time_are_no_trap(workdays: set[int]) -> None:
    calendar = Calendar(ZoneInfo("UTC"), frozenset(workdays))
    assert calendar.plus(date.max, 9) == calendar.next_working(date.max) == date.max
    assert calendar.plus(date.min, -9) == calendar.previous_working(date.min) == date.min


def test_a_count_beyond_ten_years_stops_there() -> None:
    assert MADRID.plus(date(2026, 1, 7), 10**9) == MADRID.plus(date(2026, 1, 7), 10**6)


# --- hours ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2026-01-05 08:00", "2026-01-05 08:00"),  # Madrid is an hour ahead: just open
        ("2026-01-05 07:59", "2026-01-05 08:00"),
        ("2026-01-05 15:59", "2026-01-05 15:59"),
        ("2026-01-05 16:00", "2026-01-07 08:00"),  # closed; Tuesday is Epiphany
        ("2026-01-10 12:00", "2026-01-12 08:00"),
        ("2026-01-11 23:30", "2026-01-12 08:00"),  # already Monday in Madrid
    ],
)
def test_next_open(now: str, opening: str) -> None:
    assert MADRID.next_open(utc(now)) == utc(opening)
    assert MADRID.is_open(utc(now)) is (now == opening)


@pytest.mark.parametrize("closes", [time(0), time(9), time(3)])
def test_hours_that_close_before_they_open_last_until_midnight(closes: time) -> None:
    calendar = Calendar(ZoneInfo("UTC"), opens=time(9), closes=closes)
    assert calendar.is_open(utc("2026-01-05 23:59"))
    assert calendar.next_open(utc("2026-01-06 00:00")) == utc("2026-01-06 09:00")


def test_hours_swallowed_by_a_clock_change_move_to_the_next_day() -> None:
    calendar = Calendar(ZoneInfo("Europe/Madrid"), frozenset({7, 1}), opens=time(2, 30), closes=time(3, 15))
    assert calendar.next_open(utc("2026-03-29 00:00")) == utc("2026-03-30 00:30")


def test_a_repeated_hour_opens_once() -> None:
    calendar = Calendar(ZoneInfo("America/New_York"), frozenset({7}), opens=time(1, 30), closes=time(9))
    assert calendar.next_open(utc("2026-11-01 04:00")) == utc("2026-11-01 05:30")
    assert calendar.is_open(utc("2026-11-01 06:10"))  # 01:10 for the second time, 40 minutes after opening


INSTANTS = st.integers(0, 6 * 366 * 24 * 3600).map(lambda n: utc("2025-01-01") + timedelta(seconds=n))


@given(CALENDARS, INSTANTS)
def test_next_open_is_open_and_nothing_before_it_is(calendar: Calendar, now: datetime) -> None:
    opening = calendar.next_open(now)
    assert opening >= now
    if not calendar.is_working(calendar.on_or_after(calendar.today(now))):
        return  # away beyond the horizon
    assert calendar.is_open(opening)
    if opening > now:
        gap = opening - now
        before = (at for part in range(50) if (at := now + gap * part / 50) < opening)  # rounding may reach it
        assert not any(map(calendar.is_open, before))
        assert not calendar.is_open(opening - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-01-05 10:00", "2026-01-07 10:00"),  # over Epiphany
        ("2026-01-09 22:00", "2026-01-13 08:00"),  # Friday night counts from Monday's opening
        ("2026-03-27 10:00", "2026-03-30 09:00"),  # the same time on the wall over the clock change
    ],
)
def test_one_working_day_after(at: str, then: str) -> None:
    assert MADRID.one_working_day_after(utc(at)) == utc(then)


# --- clock changes -----------------------------------------------------------------


def test_local_time_and_date() -> None:
    assert NEW_YORK.local(utc("2026-01-05 02:00")).isoformat() == "2026-01-04T21:00:00-05:00"
    assert NEW_YORK.today(utc("2026-01-05 02:00")) == date(2026, 1, 4)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "instant"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29 01:30"),  # gap: 03:30 summer time
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25 00:30"),  # twice: the first
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30, fold=1), "2026-10-25 00:30"),
        ("Africa/Cairo", date(2026, 4, 24), time(0), "2026-04-23 22:00"),  # midnight itself is in the gap
        ("America/Nuuk", date(2026, 3, 28), time(23, 30), "2026-03-29 01:30"),  # local 00:30, the 29th
    ],
)
def test_wall_clock_to_instant(zone: str, day: date, clock: time, instant: str) -> None:
    at = Calendar(ZoneInfo(zone)).at(day, clock)
    assert at == utc(instant)
    assert at.utcoffset() == timedelta()


@cache
def transition_days() -> dict[tuple[tuple[date, timedelta], ...], ZoneInfo]:
    """The local days from 2025 to 2030 on which clocks change; one zone for each distinct list of them."""
    noons = [datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(0, 6 * 365, 7)]
    found = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
        changes = []
        for noon, before, after in zip(noons, offsets, offsets[1:], strict=False):
            if before != after:
                days = [(noon + timedelta(days=n)).astimezone(zone) for n in range(8)]
                changes += [
                    (b.date(), b.utcoffset() or timedelta())
                    for a, b in pairwise(days)
                    if a.utcoffset() != b.utcoffset()
                ]
        if changes:
            found[tuple(changes)] = zone
    return found


def test_every_wall_clock_time_has_one_instant_per_local_day_in_every_zone() -> None:
    """Around every change 2025-2030: ascending, and shifted only where clocks jump over the time."""
    began = process_time()
    clocks = [time(hour, minute) for hour in (0, 1, 2, 3, 12, 22, 23) for minute in (0, 30)]
    checked = 0
    for changes, zone in transition_days().items():
        calendar = Calendar(zone)
        for day, _ in changes:
            around = [day + timedelta(days=n) for n in (-2, -1, 0, 1)]
            for clock in clocks:
                instants = [calendar.at(each, clock) for each in around]
                assert all(a < b for a, b in pairwise(instants)), (zone, day, clock)
                for each, instant in zip(around, instants, strict=True):
                    local = calendar.local(instant)
                    late = local.replace(tzinfo=None) - datetime.combine(each, clock)
                    assert local.fold == 0
                    assert timedelta() <= late <= timedelta(hours=2), (zone, each, clock)
                    checked += 1
    assert checked > 15_000
    assert process_time() - began < 10


# --- countries ----------------------------------------------------------------------


def test_public_holidays_of_a_country_and_of_a_part_of_it() -> None:
    assert public_holidays("es", None, 2026)[date(2026, 1, 6)] == "Epiphany"
    maundy_thursday = date(2026, 4, 2)
    assert maundy_thursday in public_holidays("ES", "MD", 2026)
    assert maundy_thursday not in public_holidays("ES", None, 2026)


def test_unknown_places() -> None:
    assert public_holidays("XX", None, 2026) == public_holidays(None, None, 2026) == {}
    assert public_holidays("ES", "??", 2026) == public_holidays("ES", None, 2026)
    assert known_country("de")
    assert known_country("DE", "BY")
    assert not known_country("DE", "??")
    assert not known_country("XX")
    assert not known_country("")


def test_the_names_of_holidays_are_english() -> None:
    assert public_holidays("JP", None, 2026)[date(2026, 1, 12)] == "Coming of Age Day"


def test_asking_for_a_day_is_fast() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    began = process_time()
    for _ in range(20):
        for day in days:
            MADRID.is_working(day)
    assert (process_time() - began) / 7300 < 20e-6  # about 0.4 µs; a loaded machine is slower
