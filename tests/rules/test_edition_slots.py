"""When an edition leaves: with each Monday, or with the first one of a month or a quarter; never two for one week."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Cadence
from pmo_bot.rules.edition_slots import next_edition, owed_edition
from tests.rows import CALENDAR, LONG_AGO, MONDAY, at, calendar


def mondays(cadence: Cadence, start: datetime, days: int, step: timedelta = timedelta(hours=6)) -> list[date]:
    """The weeks of those that leave while somebody looks again and again."""
    found: list[date] = []
    now = start
    while now < start + timedelta(days=days):
        slot = owed_edition(CALENDAR, cadence, LONG_AGO.date(), start, now)
        if slot is not None and slot.monday not in found:
            found.append(slot.monday)
        now += step
    return found


def test_a_month_and_a_quarter_have_one_with_their_first_monday() -> None:
    begins = at(date(2026, 12, 1))
    assert mondays(Cadence.MONTH, begins, 120) == [date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 1),
                                                   date(2027, 3, 1)]  # fmt: skip
    assert mondays(Cadence.QUARTER, begins, 140) == [date(2027, 1, 4), date(2027, 4, 5)]


def test_the_first_one_is_after_the_day_on_which_it_was_wanted() -> None:
    assert owed_edition(CALENDAR, Cadence.WEEK, MONDAY, at(MONDAY, "08:00"), at(MONDAY, "12:00")) is None
    assert next_edition(CALENDAR, Cadence.WEEK, MONDAY, at(MONDAY, "08:00")).monday == MONDAY + timedelta(days=7)


def test_a_week_in_which_its_reader_is_away_has_none_and_the_next_week_has_one() -> None:
    away = calendar("Europe/Madrid", (MONDAY, MONDAY + timedelta(days=8)))
    back = MONDAY + timedelta(days=9)
    slot = owed_edition(away, Cadence.WEEK, LONG_AGO.date(), LONG_AGO, at(back, "12:00"))
    assert slot is not None
    assert (slot.monday, slot.on) == (MONDAY + timedelta(days=7), back)


@pytest.mark.parametrize("cadence", Cadence)
@given(days=st.integers(0, 900), hours=st.integers(0, 23))
def test_what_is_next_is_owed_when_its_time_has_come_and_not_before(cadence: Cadence, days: int, hours: int) -> None:
    now = at(MONDAY) + timedelta(days=days, hours=hours)
    ahead = next_edition(CALENDAR, cadence, LONG_AGO.date(), now)
    assert ahead.at > now
    assert owed_edition(CALENDAR, cadence, LONG_AGO.date(), LONG_AGO, ahead.at) == ahead
    before = owed_edition(CALENDAR, cadence, LONG_AGO.date(), LONG_AGO, ahead.at - timedelta(minutes=1))
    assert before is not None
    assert before.monday < ahead.monday
