"""When a digest leaves: Monday at nine in the project's zone, once a week, whatever the calendar does."""

from datetime import date, datetime, timedelta

import pytest

from pmo_bot.rules.digest_slots import DigestSlot, next_slot, owed_slot, slot_for
from tests.rows import CALENDAR, LONG_AGO, MONDAY, at, calendar, day

SPAIN = calendar(country="ES")
EPIPHANY = date(2025, 1, 6)  # a Monday


def test_it_leaves_on_monday_at_nine_in_the_projects_zone() -> None:
    assert slot_for(CALENDAR, date(2026, 12, 3)) == DigestSlot(MONDAY, MONDAY, at(MONDAY))
    tokyo = calendar("Asia/Tokyo")
    assert slot_for(tokyo, MONDAY).at == at(MONDAY, "09:00", "Asia/Tokyo")


def test_a_holiday_moves_it_to_the_next_working_day() -> None:
    assert slot_for(SPAIN, EPIPHANY) == DigestSlot(EPIPHANY, date(2025, 1, 7), at(date(2025, 1, 7)))


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_it_keeps_its_hour_when_clocks_change(sunday: date) -> None:
    monday = slot_for(CALENDAR, sunday + timedelta(days=1))
    assert CALENDAR.local(monday.at).hour == 9
    assert monday.at - slot_for(CALENDAR, sunday).at != timedelta(days=7)


def owed(now: datetime, since: datetime = LONG_AGO) -> date | None:
    slot = owed_slot(CALENDAR, LONG_AGO.date(), since, now)
    return slot.monday if slot else None


def test_the_newest_one_is_owed_from_nine_on() -> None:
    assert owed(at(MONDAY, "08:59")) == MONDAY - timedelta(days=7)
    assert owed(at(MONDAY)) == MONDAY
    assert owed(at(date(2026, 12, 6), "23:00")) == MONDAY


def test_weeks_of_downtime_owe_one() -> None:
    assert owed(at(day(20), "12:00")) == date(2026, 12, 28)


def test_none_is_owed_for_the_time_before_the_project_began() -> None:
    assert owed(at(day(1)), since=at(MONDAY, "09:01")) is None
    assert owed(at(day(1)), since=at(MONDAY)) == MONDAY


def test_the_first_is_for_the_monday_after_the_day_it_began() -> None:
    """In Pago Pago it is nine on Monday hours after the project began in Madrid."""
    began, west = at(MONDAY, "10:00"), calendar("Pacific/Pago_Pago")
    assert owed_slot(west, began.date(), began, at(day(3))) is None
    following = MONDAY + timedelta(days=7)
    assert owed_slot(CALENDAR, MONDAY - timedelta(days=1), at(MONDAY - timedelta(days=1)), at(MONDAY)) is not None
    assert owed_slot(CALENDAR, MONDAY, began, at(following)) == DigestSlot(following, following, at(following))


def test_the_next_one_is_always_ahead() -> None:
    assert next_slot(CALENDAR, at(MONDAY, "08:00")).at == at(MONDAY)
    assert next_slot(CALENDAR, at(MONDAY)).at == at(MONDAY + timedelta(days=7))
    assert next_slot(SPAIN, at(EPIPHANY, "12:00")).at == at(date(2025, 1, 7))


def test_a_week_without_a_working_day_makes_one_digest_of_two() -> None:
    shut = calendar("Europe/Madrid", (MONDAY, MONDAY + timedelta(days=6)))
    following = MONDAY + timedelta(days=7)
    assert owed_slot(shut, LONG_AGO.date(), LONG_AGO, at(following)) == DigestSlot(following, following, at(following))
    assert next_slot(shut, at(MONDAY)).at == at(following)
