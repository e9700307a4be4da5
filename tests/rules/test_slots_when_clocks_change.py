"""What leaves at a local time, around every change of clocks from 2025 to 2030: once, at that time, in every zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Cadence
from pmo_bot.rules import radar, statement
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.digest_slots import eve_of, next_slot, slot_for
from pmo_bot.rules.edition_slots import newest_edition, next_edition
from pmo_bot.rules.lessons import asked_on
from tests.rules.test_calendar import transition_days

LONG_AGO = date(2000, 1, 1)
A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)
EVERY_DAY = frozenset(range(1, 8))
"""For whoever works at weekends, when most clocks change."""

Next = Callable[[Calendar, datetime], datetime]
Newest = Callable[[Calendar, datetime], date | None]


def edition(cadence: Cadence) -> tuple[Next, Newest, time]:
    def newest(calendar: Calendar, now: datetime) -> date | None:
        slot = newest_edition(calendar, cadence, now)
        return slot.monday if slot else None

    return lambda calendar, now: next_edition(calendar, cadence, LONG_AGO, now).at, newest, time(9)


LEAVING: dict[str, tuple[Next, Newest, time]] = {
    **{f"an edition each {one}": edition(one) for one in Cadence},
    "the statement": (
        statement.next_at,
        lambda calendar, now: statement.owed(calendar, datetime.min.replace(tzinfo=UTC), now),
        time(9),
    ),
    "the radar's look": (radar.next_look, radar.look_on, time()),
}


def around() -> Iterator[tuple[Calendar, datetime]]:
    """A calendar, and a moment a week before the clocks change in its zone."""
    for changes, zone in transition_days().items():
        for day, _ in changes:
            for workdays in (frozenset(range(1, 6)), EVERY_DAY):
                yield Calendar(zone, workdays=workdays), datetime.combine(day, time(12), UTC) - timedelta(days=8)


@pytest.mark.parametrize("what", LEAVING)
def test_each_leaves_once_and_at_its_local_time(what: str) -> None:
    """Whoever waits for the next one finds it owed at that very moment, and a second before still the one before it."""
    (ahead, newest, clock), checked = LEAVING[what], 0
    for calendar, start in around():
        moments = [start]
        for _ in range(3):
            moments.append(ahead(calendar, moments[-1]))
        for before, at in pairwise(moments):
            late = calendar.local(at).replace(tzinfo=None) - datetime.combine(calendar.today(at), clock)
            assert timedelta() <= late <= timedelta(hours=2), (calendar.zone, at)
            assert late == timedelta() or clock < time(3), "nine o'clock is there on every day"
            was, still, now = (newest(calendar, one) for one in (before, at - A_SECOND, at))
            assert was == still != now, (calendar.zone, at)
            checked += 1
    assert checked > 1_500


def test_the_eve_of_a_digest_and_the_day_of_a_question_are_before_and_after_it() -> None:
    for calendar, start in around():
        slot = next_slot(calendar, start)
        eve = eve_of(calendar, slot)
        assert eve < slot.at
        assert calendar.local(eve).time() == time(9)
        assert calendar.is_working(calendar.today(eve))
        assert slot_for(calendar, slot.on) == slot
        today = calendar.today(start)
        assert today < asked_on(today, None, calendar) <= today + timedelta(days=3)


ZONES = st.sampled_from(["Europe/Madrid", "Africa/Cairo", "America/Havana", "Asia/Beirut", "Pacific/Apia"])


@given(ZONES, st.integers(0, 2000), st.integers(0, 23), st.integers(0, 90), st.integers(0, 300))
def test_a_statement_never_leaves_before_its_time_however_long_its_reader_is_away(
    zone: str, days: int, hour: int, away: int, since: int
) -> None:
    now = datetime(2025, 6, 1, hour, tzinfo=UTC) + timedelta(days=days)
    first = now.date() - timedelta(days=since % 60)
    calendar = Calendar(ZoneInfo(zone), away=((first, first + timedelta(days=away)),))
    month = statement.owed(calendar, datetime(2025, 1, 1, tzinfo=UTC), now)
    assert month is not None
    assert statement.leaves_at(calendar, statement.next_first(month)) <= now
    assert statement.next_at(calendar, now) > now
