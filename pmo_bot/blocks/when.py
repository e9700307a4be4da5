"""Dates as people read them: always with the weekday, with the year only where it is not plain."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from pmo_bot.model import Person

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FAR = 180
"""Days from which on the year is said."""


@lru_cache(maxsize=4096)
def day(when: date, today: date | None = None) -> str:
    """`Fri 4 Dec`, or `Fri 4 Dec 2027` when it is far from today."""
    text = f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"
    far = today is not None and abs((when - today).days) > FAR
    return f"{text} {when.year}" if far else text


def clock(at: time) -> str:
    """`09:00`."""
    return at.strftime("%H:%M")


def due(when: date, at: time | None, today: date) -> str:
    """A due date with its time, if it has one."""
    return f"{day(when, today)} {clock(at)}" if at else day(when, today)


def moment(at: datetime, zone: str, today: date) -> str:
    """An instant in somebody's zone: `tomorrow at 10:00`, `on Fri 4 Dec at 10:00`."""
    local = at.astimezone(ZoneInfo(zone))
    distance = (local.date() - today).days
    name = {0: "today", 1: "tomorrow"}.get(distance) or f"on {day(local.date(), today)}"
    return f"{name} at {clock(local.time())}"


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of an instant, where somebody lives."""
    return at.astimezone(ZoneInfo(zone)).date()


def local_time(at: datetime, zone: str) -> time:
    """The time of day of an instant, where somebody lives."""
    return at.astimezone(ZoneInfo(zone)).time()


def city(zone: str) -> str:
    """The place a zone is named after: `Madrid`, `New York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def whose_time(owner: Person) -> str:
    """`Maria's time, Madrid`."""
    return f"{first_name(owner)}'s time, {city(owner.zone)}"


def first_name(person: Person) -> str:
    """What colleagues say."""
    return next(iter(person.name.split()), person.label)
