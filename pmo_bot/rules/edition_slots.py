"""When an edition of a report leaves: each week, or in the first week of a month or a quarter."""

from datetime import date, datetime, timedelta

from pmo_bot.model import Cadence
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.digest_slots import DigestSlot, slot_for

WEEK = timedelta(days=7)
QUARTERS = (1, 4, 7, 10)
MOST_WEEKS = 15
"""The next one is no further away than this."""
SPANS = {Cadence.WEEK: WEEK, Cadence.MONTH: timedelta(days=30), Cadence.QUARTER: timedelta(days=91)}
"""How far back the first one looks."""


def is_due_in(cadence: Cadence, monday: date) -> bool:
    """Whether there is one in the week of this Monday: a month's and a quarter's leave with its first Monday."""
    if cadence is Cadence.WEEK:
        return True
    return monday.day <= WEEK.days and (cadence is Cadence.MONTH or monday.month in QUARTERS)


def owed_edition(
    calendar: Calendar, cadence: Cadence, began: date, since: datetime, now: datetime
) -> DigestSlot | None:
    """The newest one that should have left by now; None before the first, which is after the day on which it `began`.

    One whose reader is away for the whole week is not made up for: the next one tells all of it.
    """
    slot = newest_edition(calendar, cadence, now)
    return slot if slot is not None and slot.at >= since and slot.monday > began else None


def newest_edition(calendar: Calendar, cadence: Cadence, now: datetime) -> DigestSlot | None:
    """The newest one that leaves no later than now, whether anybody wanted one then or not."""
    slot = slot_for(calendar, calendar.today(now))
    for _ in range(MOST_WEEKS):
        if is_due_in(cadence, slot.monday) and slot.at <= now and slot.on < slot.monday + WEEK:
            return slot
        slot = slot_for(calendar, slot.monday - WEEK)
    return None


def next_edition(calendar: Calendar, cadence: Cadence, began: date, now: datetime) -> DigestSlot:
    """The next one."""
    slot = slot_for(calendar, max(calendar.today(now), began))
    for _ in range(MOST_WEEKS):
        if is_due_in(cadence, slot.monday) and slot.at > now and slot.monday > began and slot.on < slot.monday + WEEK:
            break
        slot = slot_for(calendar, slot.monday + WEEK)
    return slot
