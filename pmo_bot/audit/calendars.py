"""When somebody certainly works: a small calendar of the auditor's own.

Where it is not sure, it says so by saying no, and nobody is alarmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from pmo_bot.model import Absence, Person

MARGIN = timedelta(minutes=5)
USUAL_DAYS = "12345"


@dataclass(frozen=True, slots=True)
class Days:
    """The working days of a person or project, and what time it is there."""

    zone: str = "UTC"
    workdays: str = USUAL_DAYS
    country: str | None = None
    subdivision: str | None = None

    def local(self, at: datetime) -> datetime:
        """An instant there."""
        try:
            return at.astimezone(ZoneInfo(self.zone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return at

    def is_worked(self, day: date) -> bool:
        """Whether it is certainly no day off."""
        return str(day.isoweekday()) in self.workdays and day not in _holidays(self.country, self.subdivision, day.year)


def days_of(person: Person | None, zone: str | None = None) -> Days:
    """Those of a person; in another zone if one is named."""
    if person is None:
        return Days(zone or "UTC")
    return Days(zone or person.zone, person.workdays, person.country, person.subdivision)


def gets_brief_by(person: Person, days: Days, now: datetime) -> date | None:
    """The local day whose brief must be there by now; None where that is not certain."""
    here = days.local(now)
    at = person.brief_at if person.opens <= person.brief_at < person.closes else person.opens
    by = (here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0) + MARGIN).time()
    open_still = by <= here.time() < person.closes and at < time(23, 50)
    return here.date() if open_still and days.is_worked(here.date()) else None


def is_near(absences: Sequence[Absence], day: date) -> bool:
    """Whether somebody is away around a day, or was lately."""
    week = timedelta(days=7)
    return any(one.first - week <= day <= one.last + week for one in absences)


@lru_cache(maxsize=512)
def _holidays(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    if country is None:
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except (NotImplementedError, KeyError):
        return frozenset()
