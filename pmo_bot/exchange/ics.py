"""Dates as a calendar (iCalendar, RFC 5545): one event for each thing somebody owes on a day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from pmo_bot.exchange.values import readable
from pmo_bot.services.feeds import Dated, Dates

AGAIN = timedelta(hours=1)
"""How often a calendar is asked to look again."""
SHOWN = timedelta(minutes=30)
"""How long something with a time of day is drawn."""


def calendar_of(dates: Dates, now: datetime) -> bytes:
    """The whole calendar, in UTF-8 with lines of at most 75 octets.  It blocks no time, and it rings no bell."""
    calendar = Calendar()
    calendar.add("prodid", "-//PMO Bot//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "PMO Bot: what I owe")
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in dates.owed:
        calendar.add_component(_event(one, ZoneInfo(dates.person.zone), now))
    return bytes(calendar.to_ical())


def _event(dated: Dated, zone: ZoneInfo, now: datetime) -> Event:
    item, event = dated.item, Event()
    event.add("uid", f"{item.team_id}-{item.number}@pmo-bot")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", readable(f"{item.title} ({item.key})"))
    if item.due is not None and item.due_time is not None:
        at = datetime.combine(item.due, item.due_time, zone).astimezone(UTC)
        event.add("dtstart", at)
        event.add("dtend", at + SHOWN)
    elif item.due is not None:
        event.add("dtstart", item.due)
        event.add("dtend", item.due + timedelta(days=1))
    event.add("description", readable("\n".join(_details(dated))))
    if item.permalink:
        event.add("url", item.permalink)
    event.add("transp", "TRANSPARENT")
    return event


def _details(dated: Dated) -> list[str]:
    done = [f"Done means: {dated.item.done_means}"] if dated.item.done_means else []
    project = [dated.project.name] if dated.project is not None else []
    return [*project, *done]
