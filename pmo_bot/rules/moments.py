"""When a brief leaves: a person's own time, within their working hours."""

from datetime import date, datetime, timedelta

from pmo_bot.model import Person
from pmo_bot.rules import gate
from pmo_bot.rules.calendar import MIDNIGHT, Calendar, day_after
from pmo_bot.rules.gate import Reason

A_MINUTE = timedelta(minutes=1)


def brief_moment(person: Person, calendar: Calendar, day: date) -> datetime:
    """When this person's brief of a day is sent: their own time, moved into their working hours.

    It is always on that day by the clocks there.  Where they jump over the time it is as much later; where they jump
    over the whole rest of the day (Ittoqqortoormiit in spring, from 23:00 to midnight) it is the last minute before.
    """
    clock = person.brief_at if calendar.opens <= person.brief_at < calendar.closes else calendar.opens
    moment = calendar.at(day, clock)
    if calendar.today(moment) > day:
        return calendar.at(day_after(day), MIDNIGHT) - A_MINUTE
    return moment


def brief_is_due(person: Person, calendar: Calendar, now: datetime) -> bool:
    """Whether today's brief may be made: its moment has come, and the gate lets it pass."""
    moment = brief_moment(person, calendar, calendar.today(now))
    return now >= moment and gate.may_notify(person, calendar, Reason.BRIEF, now).go


def next_brief(person: Person, calendar: Calendar, day: date, now: datetime) -> datetime:
    """The first moment after `now` at which a brief of `day` or later may leave."""
    day = calendar.on_or_after(max(day, calendar.today(now), person.paused_until or day))
    moment = brief_moment(person, calendar, day)
    if moment <= now:  # today's brief is out
        moment = brief_moment(person, calendar, calendar.next_working(day))
    return moment
