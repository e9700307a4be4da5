"""R9: whatever is meant for a local time happens once on each local day, wherever and whenever clocks change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from pmo_bot.model import Person
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.digest_slots import newest_slot, next_slot
from pmo_bot.rules.moments import brief_is_due, brief_moment, next_brief
from tests.lengths import WHOLE, length, proof
from tests.rows import person
from tests.rules import test_slots_when_clocks_change as slots
from tests.rules.test_calendar import transition_days
from tests.torture import report

ZONES = length(4, 1)
"""Every so manieth list of changes."""
A_SECOND, A_DAY, A_WEEK = timedelta(seconds=1), timedelta(days=1), timedelta(days=7)
WEEKS = (frozenset(range(1, 8)), frozenset(range(1, 6)))
BEFORE, AFTER = 2, 2


def changes() -> Iterator[tuple[Calendar, date]]:
    """Each day on which clocks change from 2025 to 2030, for whoever works on all days, and on business days."""
    for number, (days, zone) in enumerate(transition_days().items()):
        if number % ZONES == 0 or zone.key in ("America/Scoresbysund", "Africa/Cairo", "America/Havana"):
            for day, _ in days:
                for workdays in WEEKS:
                    yield Calendar(zone, workdays=workdays, opens=time(0), closes=time(23, 59, 59)), day


def clocks() -> Iterator[time]:
    """The times of a day; in short some that clocks jump over, and nine o'clock."""
    if not WHOLE:
        yield from (time(0, 30), time(2, 30), time(9), time(23, 30))
        return
    yield from (time(hour, minute) for hour in range(24) for minute in range(0, 60, 5))


def late_by(calendar: Calendar, day: date, clock: time, moment: datetime) -> timedelta:
    """By how much what the clocks there show differs from what was meant."""
    return calendar.local(moment).replace(tzinfo=None) - datetime.combine(day, clock)


def briefs(who: Person, calendar: Calendar, days: Sequence[date]) -> list[datetime]:
    """When the plan says that it looks again, one time after the other, through all of these days."""
    now = brief_moment(who, calendar, days[0]) - A_SECOND
    found: list[datetime] = []
    while not found or calendar.today(found[-1]) < days[-1]:
        now = next_brief(who, calendar, days[0], now)
        found.append(now)
    return found


def judge_briefs(who: Person, calendar: Calendar, around: Sequence[date]) -> tuple[int, int]:
    """How many days had a brief, each exactly one; and how many of these could not have it at its time."""
    days = [day for day in around if calendar.is_working(day)]
    moments, moved = briefs(who, calendar, days), 0
    assert [calendar.today(at) for at in moments] == days, (
        calendar.zone,
        who.brief_at,
        "one on each day, and no other",
    )
    for day, at in zip(days, moments, strict=True):
        late = late_by(calendar, day, who.brief_at, at)
        assert -timedelta(hours=1) <= late <= timedelta(hours=2), (calendar.zone, day, who.brief_at)
        assert brief_is_due(who, calendar, at)
        if calendar.today(at - A_SECOND) == day:  # else the brief of the day before may still leave
            assert not brief_is_due(who, calendar, at - A_SECOND)
        moved += late != timedelta()
    return len(days), moved


def judge_weeks(calendar: Calendar, day: date) -> int:
    """Three digests around this day, a week from each other, each owed at its instant and not a second before."""
    at, found = datetime.combine(day, time(12), UTC) - A_WEEK, []
    for _ in range(3):
        slot = next_slot(calendar, at)
        assert newest_slot(calendar, slot.at) == slot
        assert newest_slot(calendar, slot.at - A_SECOND).monday == slot.monday - A_WEEK
        at = slot.at
        found.append(slot)
    assert all(after.monday - before.monday == A_WEEK for before, after in pairwise(found))
    assert {calendar.local(slot.at).time() for slot in found} == {time(9)}
    return len(found)


@proof
def test_r9_each_local_time_once_on_each_local_day() -> None:
    who, checked, moved = person(), 0, 0
    for calendar, day in changes():
        around = [day + A_DAY * n for n in range(-BEFORE, AFTER + 1)]
        for clock in clocks():
            who.brief_at = clock
            once, elsewhere = judge_briefs(who, calendar, around)
            checked, moved = checked + once, moved + elsewhere
        checked += judge_weeks(calendar, day)
    for what in slots.LEAVING if WHOLE else ():
        slots.test_each_leaves_once_and_at_its_local_time(what)
    measured = f"{checked:,} local days and times, each once; on {moved:,} the clocks jump over the time"
    report.row("R9", target="all zones 2025-2030, every 5 min: each once a local day", measured=measured)
    assert checked > length(1_500, 500_000)
    assert moved
