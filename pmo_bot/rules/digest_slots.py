"""When a digest leaves: once a week, in the project's own working time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pmo_bot.rules.calendar import Calendar, monday_of

DIGEST_AT = time(9)


@dataclass(frozen=True, slots=True)
class DigestSlot:
    """The week a digest is for, named by its Monday, and the instant it leaves."""

    monday: date
    on: date
    at: datetime


def slot_for(calendar: Calendar, day: date) -> DigestSlot:
    """The digest of the week of `day`: Monday 09:00, or the next working day when Monday is off."""
    monday = monday_of(day)
    on = calendar.on_or_after(monday)
    return DigestSlot(monday, on, calendar.at(on, DIGEST_AT))


def owed_slot(calendar: Calendar, began: date, since: datetime, now: datetime) -> DigestSlot | None:
    """The newest digest that should have left by now; None before the first.

    The first is for the Monday after the day on which the project `began`.  It is the day that counts: in another zone
    the nine o'clock of an earlier Monday may lie after the hour at which it began.
    """
    slot = newest_slot(calendar, now)
    return slot if slot.at >= since and slot.monday > began else None


def newest_slot(calendar: Calendar, now: datetime) -> DigestSlot:
    """The newest digest that leaves no later than now, whether anybody wanted one then or not."""
    slot = slot_for(calendar, calendar.today(now))
    return slot if slot.at <= now else slot_for(calendar, slot.monday - timedelta(days=7))


def next_slot(calendar: Calendar, now: datetime) -> DigestSlot:
    """The next digest."""
    slot = slot_for(calendar, calendar.today(now))
    while slot.at <= now:
        slot = slot_for(calendar, slot.monday + timedelta(days=7))
    return slot


def eve_of(calendar: Calendar, slot: DigestSlot) -> datetime:
    """The morning of the working day before a digest: what has to be asked before it is asked then."""
    return calendar.at(calendar.previous_working(slot.on), DIGEST_AT)
