"""Working days and hours, for the checker alone: nothing here is shared with the bot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

DAY = timedelta(days=1)


@cache
def _free(country: str | None, part: str | None, year: int) -> frozenset[date]:
    if country is None:
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, subdiv=part, years=year))
    except NotImplementedError:  # a part of another country
        return frozenset(holidays.country_holidays(country, years=year))


@dataclass(frozen=True)
class Hours:
    """When somebody works: as the log tells it of a person at a moment."""

    zone: str
    week: str
    opens: time
    closes: time
    country: str | None
    part: str | None
    away: tuple[tuple[date, date], ...] = ()

    @classmethod
    def told(cls, entry: dict[str, Any]) -> Hours:
        """From an entry of the log about a person."""
        away = tuple((date.fromisoformat(a[0]), date.fromisoformat(a[1])) for a in entry["away"])
        opens, closes = time.fromisoformat(entry["opens"]), time.fromisoformat(entry["closes"])
        return cls(entry["zone"], entry["week"], opens, closes, entry["country"], entry["part"], away)

    def clock(self, at: datetime) -> datetime:
        """The wall clock."""
        return at.astimezone(ZoneInfo(self.zone))

    def moment(self, day: date, clock: time) -> datetime:
        """The instant of a wall-clock time; the first of two."""
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)

    def absent(self, day: date) -> bool:
        """Away, be it on a weekend."""
        return any(first <= day <= last for first, last in self.away)

    def works(self, day: date) -> bool:
        """A day of work."""
        return _works(self, day)

    def after(self, day: date) -> date:
        """The next working day, strictly after."""
        return _step(self, day, 1)

    def before(self, day: date) -> date:
        """The last working day, strictly before."""
        return _step(self, day, -1)

    def falls_on(self, day: date) -> date:
        """The day a date counts as: itself, or the next working day."""
        return day if self.works(day) else self.after(day)

    def count(self, day: date, steps: int) -> date:
        """So many working days from the day a date counts as."""
        return _count(self, day, steps)

    def between(self, first: date, last: date) -> int:
        """How many working days from after `first` to `last`."""
        if last < first:
            return -self.between(last, first)
        return sum(self.works(first + DAY * n) for n in range(1, (last - first).days + 1))

    def open(self, at: datetime) -> bool:
        """Within working hours."""
        there = self.clock(at)
        return self.works(there.date()) and self.opens <= there.time() < self.closes

    def opening(self, at: datetime) -> datetime:
        """`at` when open, else the next opening."""
        there = self.clock(at)
        day = there.date()
        if self.works(day) and there.time() < self.closes:
            return max(at, self.moment(day, self.opens))
        return self.moment(self.after(day), self.opens)

    def workday_later(self, at: datetime) -> datetime:
        """The same wall-clock time a working day later; outside hours it counts from the next opening."""
        there = self.clock(self.opening(at))
        return self.moment(self.after(there.date()), there.time())


@cache
def _works(hours: Hours, day: date) -> bool:
    if str(day.isoweekday()) not in hours.week or hours.absent(day):
        return False
    return day not in _free(hours.country, hours.part, day.year)


def _step(hours: Hours, day: date, way: int) -> date:
    day += DAY * way
    while not hours.works(day):
        day += DAY * way
    return day


@cache
def _count(hours: Hours, day: date, steps: int) -> date:
    day = hours.falls_on(day)
    for _ in range(abs(steps)):
        day = _step(hours, day, 1 if steps > 0 else -1)
    return day
