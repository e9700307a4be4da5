"""Somebody's working time: which days and hours they work, and how to count in them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

MONDAY_TO_FRIDAY = frozenset({1, 2, 3, 4, 5})
EVERY_DAY = frozenset(range(1, 8))

MIDNIGHT = time(0)
DAY = timedelta(days=1)

# Nobody plans further, or back: a day beyond is refused wherever it is typed or picked, and a search or a count that
# goes on longer is answered from the weekdays alone.
MOST_YEARS = 10
HORIZON = timedelta(days=366 * MOST_YEARS)
MOST_DAYS = 2600


@dataclass(frozen=True)
class Calendar:
    """A person's or a project's working days and hours in their own zone.

    Nothing here raises or runs on for ever, whatever was stored: no working weekday at all counts as Monday
    to Friday, hours that close before they open last until midnight, an absence of ten years is ignored.
    """

    zone: ZoneInfo
    workdays: frozenset[int] = MONDAY_TO_FRIDAY  # ISO weekdays, 1 is Monday
    opens: time = time(9)
    closes: time = time(17)  # the first moment that is closed again
    country: str | None = None
    subdivision: str | None = None
    away: tuple[tuple[date, date], ...] = ()  # first and last day, both away

    def __post_init__(self) -> None:
        object.__setattr__(self, "workdays", self.workdays & EVERY_DAY or MONDAY_TO_FRIDAY)

    # --- instants and local days -------------------------------------------------

    def local(self, at: datetime) -> datetime:
        """The wall clock here at an aware instant."""
        return at.astimezone(self.zone)

    def today(self, now: datetime) -> date:
        """The local date at an aware instant."""
        return now.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """The one instant, in UTC, that stands for this wall-clock time on this local day.

        Where clocks go back it is the first of the two; where they go forward over it, it moves forward by
        as much.  If the gap reaches midnight (Nuuk), the instant falls on the next date and still stands for
        `day`: whoever fires at it names the firing after `day`, so every local day has exactly one.
        """
        try:
            return datetime.combine(day, clock.replace(fold=0), tzinfo=self.zone).astimezone(UTC)
        except OverflowError:  # the two ends of time
            return datetime.combine(day, clock.replace(fold=0), tzinfo=UTC)

    # --- days --------------------------------------------------------------------

    def is_working(self, day: date) -> bool:
        """Whether this is a day of work: no weekend, no public holiday, no absence."""
        return (
            day.isoweekday() in self.workdays
            and (self.country is None or day not in public_holidays(self.country, self.subdivision, day.year))
            and not (self.away and self.is_away(day))
        )

    def is_away(self, day: date) -> bool:
        """Whether this day lies in an absence, be it a weekend or a holiday too."""
        return any(first <= day <= last for first, last in self.away)

    def back_on(self, day: date) -> date:
        """The day itself, else the first one after an absence, be it a day of work or not."""
        while day != date.max and self.is_away(day):
            day = day_after(self._end_of_absence(day, DAY))
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself when it works, else the next working day."""
        return day if self.is_working(day) else self._seek(day, DAY)

    def next_working(self, day: date) -> date:
        """The first working day strictly after."""
        return self._seek(day, DAY)

    def previous_working(self, day: date) -> date:
        """The last working day strictly before."""
        return self._seek(day, -DAY)

    def plus(self, day: date, n: int) -> date:
        """The day n working days later, or earlier when n is negative.

        A day off counts as the working day it moves to (a deadline on Saturday is one on Monday), so that
        `plus(saturday, 0)` is Monday and `plus(saturday, -1)` is Friday.  At most ten years are counted.
        """
        day = self.on_or_after(day)
        step = DAY if n > 0 else -DAY
        for _ in range(min(abs(n), MOST_DAYS)):
            day = self._seek(day, step)
        return day

    def plus_each(self, day: date, offsets: Collection[int]) -> list[date]:
        """`plus` for each of these, by one walk in either direction."""
        start = self.on_or_after(day)
        before, after = (
            self._walk(start, -DAY, -min(offsets, default=0)),
            self._walk(start, DAY, max(offsets, default=0)),
        )
        return [(after if n > 0 else before)[min(abs(n), MOST_DAYS)] for n in offsets]

    def _walk(self, day: date, step: timedelta, most: int) -> list[date]:
        """The day itself and so many working days in one direction."""
        days = [day]
        for _ in range(min(most, MOST_DAYS)):
            days.append(self._seek(days[-1], step))
        return days

    def between(self, first: date, last: date) -> int:
        """How many working days lie in (first, last]; negative when reversed."""
        if last < first:
            return -self.between(last, first)
        if self.country is None and not self.away:
            return self._weekdays(last) - self._weekdays(first)
        days = map(date.fromordinal, range(first.toordinal() + 1, last.toordinal() + 1))
        return sum(map(self.is_working, days))

    def _weekdays(self, day: date) -> int:
        """How many days of work there were up to this one, where every week is like any other."""
        weeks, rest = divmod(day.toordinal() - 1, 7)
        return weeks * len(self.workdays) + sum(1 for weekday in self.workdays if weekday <= rest + 1)

    # --- hours -------------------------------------------------------------------

    def is_open(self, now: datetime) -> bool:
        """Whether this instant lies in the working hours of a working day."""
        day = self.today(now)
        if not self.is_working(day):
            return False
        opening, closing = self._hours(day)
        return opening <= now < closing

    def next_open(self, now: datetime) -> datetime:
        """Now itself when it is open, else the next opening, in UTC."""
        day = self.on_or_after(self.today(now))
        opening, closing = self._hours(day)
        while max(now, opening) >= closing:  # over for today, or a clock change swallowed these hours
            day = self.next_working(day)
            opening, closing = self._hours(day)
        return max(now, opening).astimezone(UTC)

    def one_working_day_after(self, at: datetime) -> datetime:
        """The same wall-clock time on the next working day, counted from the next opening when closed."""
        start = self.local(self.next_open(at))
        return self.at(self.next_working(start.date()), start.time())

    def days_later(self, at: datetime, days: int) -> datetime:
        """The same wall-clock time so many working days later, counted from the next opening when closed."""
        start = self.local(self.next_open(at))
        return self.at(self.plus(start.date(), days), start.time())

    def hours_later(self, at: datetime, hours: int) -> datetime:
        """When so many working hours have passed: at the end of a day it is the moment of closing."""
        at, left = self.next_open(at), timedelta(hours=hours)
        for _ in range(MOST_DAYS):
            closing = self._hours(self.today(at))[1].astimezone(UTC)
            if left <= closing - at:
                break
            left, at = left - (closing - at), self.next_open(closing)
        return at + left

    def _hours(self, day: date) -> tuple[datetime, datetime]:
        if self.closes > self.opens:
            return self.at(day, self.opens), self.at(day, self.closes)
        return self.at(day, self.opens), self.at(day_after(day), MIDNIGHT)

    # --- searching ---------------------------------------------------------------

    def _seek(self, start: date, step: timedelta) -> date:
        """The nearest working day before or after; a weekday when there is none within the horizon."""
        day = _moved(start, step)
        if self.is_working(day):
            return day  # four times of five
        while abs(day - start) <= HORIZON and day not in (date.min, date.max):
            if self.is_working(day):
                return day
            day = _moved(self._end_of_absence(day, step), step)
        weekday = _moved(start, step)
        while weekday.isoweekday() not in self.workdays and weekday not in (date.min, date.max):
            weekday = _moved(weekday, step)
        return weekday

    def _end_of_absence(self, day: date, step: timedelta) -> date:
        """The last day of the absence in this direction, so that years of one cost a single step."""
        ends = (last if step > timedelta() else first for first, last in self.away if first <= day <= last)
        return next(ends, day)


def in_reach(day: date, today: date) -> bool:
    """Whether anybody plans with this day: it lies ten years ahead or back at most."""
    return abs(day - today) <= HORIZON


def day_after(day: date) -> date:
    """The next day, except at the end of time."""
    return _moved(day, DAY)


def _moved(day: date, step: timedelta) -> date:
    """The neighbouring day, except at the two ends of time."""
    try:
        return day + step
    except OverflowError:
        return day


# --- countries -------------------------------------------------------------------


@lru_cache(maxsize=4096)
def public_holidays(country: str | None, subdivision: str | None, year: int) -> Mapping[date, str]:
    """The public holidays of a place in a year, with their English names where known.

    An unknown country has none; an unknown subdivision has those of its country.
    """
    if country is None or not known_country(country):
        return MappingProxyType({})
    subdiv = subdivision if known_country(country, subdivision) else None
    # Without a language the names would follow the locale of the server.
    found = holidays.country_holidays(country.upper(), subdiv=subdiv, years=year, language="en_US")
    return MappingProxyType(dict(found.items()))


@lru_cache(maxsize=4096)
def known_country(country: str, subdivision: str | None = None) -> bool:
    """Whether the public holidays of this country (ISO code), and of this part of it, are known."""
    try:
        holidays.country_holidays(country.upper(), subdiv=subdivision)
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=512)
def known_parts(country: str) -> tuple[str, ...]:
    """The parts of a country that have public holidays of their own; none where the country is unknown."""
    if not known_country(country):
        return ()
    return tuple(sorted(holidays.country_holidays(country.upper()).subdivisions))


def monday_of(day: date) -> date:
    """When the week of a day begins."""
    return day - timedelta(days=day.weekday())
