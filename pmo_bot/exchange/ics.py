"""Dates as a calendar (iCalendar, RFC 5545): one event for each thing somebody owes on a day.

The library is imported by the first who asks for a calendar: a bot that starts does without.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmo_bot.blocks.text import clean
from pmo_bot.services.feeds import Dated, Dates
from pmo_bot.services.people import zone_of

if TYPE_CHECKING:
    from icalendar import Event

AGAIN = timedelta(hours=1)
"""How often a calendar is asked to look again."""
WEB = re.compile(r"https?://[!-~]+")
"""What may stand as an address: it is written as it is."""
SHOWN = timedelta(minutes=30)
"""How long something with a time of day is drawn."""


def calendar_of(dates: Dates) -> bytes:
    """The whole calendar, in UTF-8 with lines of at most 75 octets.  It blocks no time, and it rings no bell."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//PMO Bot//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "PMO Bot: what I owe")
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in dates.owed:
        calendar.add_component(_event(one, zone_of(dates.person.zone)))
    return bytes(calendar.to_ical())


def _event(dated: Dated, zone: ZoneInfo) -> Event:
    from icalendar import Event

    item, event = dated.item, Event()
    event.add("uid", f"{item.team_id}-{item.number}@pmo-bot")
    event.add("dtstamp", item.created_at.astimezone(UTC))  # the same until something changes: so is the file
    event.add("summary", clean(f"{item.title} ({item.key})"))
    if item.due is not None and item.due_time is not None:
        at = datetime.combine(item.due, item.due_time, zone).astimezone(UTC)
        event.add("dtstart", at)
        event.add("dtend", at + SHOWN)
    elif item.due is not None:
        event.add("dtstart", item.due)
        event.add("dtend", item.due + timedelta(days=1))
    event.add("description", clean("\n".join(_details(dated))))
    if WEB.fullmatch(item.permalink or ""):
        event.add("url", item.permalink)
    event.add("transp", "TRANSPARENT")
    return event


def _details(dated: Dated) -> list[str]:
    done = [f"Done means: {dated.item.done_means}"] if dated.item.done_means else []
    project = [dated.project.name] if dated.project is not None else []
    return [*project, *done]
