"""When a brief leaves: a person's own time, within their working hours."""

from datetime import date, datetime

from pmo_bot.model import Person
from pmo_bot.rules import gate
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.gate import Reason


def brief_moment(person: Person, calendar: Calendar, day: date) -> datetime:
    """When this person's brief of a day is sent: their own time, moved into their working hours."""
    clock = person.brief_at if calendar.opens <= person.brief_at < calendar.closes else calendar.opens
    return calendar.at(day, clock)


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
