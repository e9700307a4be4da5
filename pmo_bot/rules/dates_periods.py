"""Weeks, months, quarters and years, and the day on which each ends for the people who work in them."""

from calendar import monthrange
from datetime import date, timedelta

from .calendar import DAY, Calendar


def month_end(year: int, month: int) -> date:
    """The last day of a month; months beyond December count on into the next years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter; the fifth is the first of the next year."""
    return month_end(year, quarter * 3)


def week_end(today: date, calendar: Calendar, weeks: int = 0) -> date:
    """The last day of this week, or of a later one.

    A week starts on Monday, or on the first day after the weekend where that falls on Friday.
    """
    last = 7
    if 5 not in calendar.workdays and 7 in calendar.workdays:
        last = 5 if 6 in calendar.workdays else 6
    return today + timedelta(days=(last - today.isoweekday()) % 7 + 7 * weeks)


def closing_day(today: date, last: date, calendar: Calendar) -> date:
    """The last working day of a period that is still ahead, so that its end does not slip into the next one."""
    day = last
    while day >= today:
        if calendar.is_working(day):
            return day
        day -= DAY
    return last


def end_of(unit: str, later: int, today: date, calendar: Calendar) -> date:
    """The closing day of the current week, month, quarter or year, or of one that many later."""
    if unit == "week":
        found = closing_day(today, week_end(today, calendar, later), calendar)
        # On Saturday this week is over.
        over = not calendar.is_working(found) and not later
        return end_of("week", 1, today, calendar) if over else found
    ends = {
        "month": month_end(today.year, today.month + later),
        "quarter": quarter_end(today.year, (today.month - 1) // 3 + 1 + later),
        "year": date(today.year + later, 12, 31),
    }
    return closing_day(today, ends[unit], calendar)
