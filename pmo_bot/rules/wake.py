"""When to look again: the next instant at which something may be owed for an item."""

from collections.abc import Iterator
from datetime import date, datetime

from pmo_bot.model import Confirmation
from pmo_bot.rules.asks import Asked, is_orphan, pending
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.climbing import (
    first_step_on,
    next_packet,
    preview_day,
    reminder_of_packet,
)
from pmo_bot.rules.confirming import stands_at
from pmo_bot.rules.cover import awaits_cover, cover_wakes
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.handshake import ELSEWHERE
from pmo_bot.rules.moments import next_brief
from pmo_bot.rules.news import is_told_to_the_lead, news
from pmo_bot.rules.nudges import next_unsaid, nudge_steps, to_be_said
from pmo_bot.rules.plan import RIDES, asked_again, first_key, to_be_heard
from pmo_bot.rules.readiness import looked_at_on


def wake_at(facts: ItemFacts, now: datetime) -> datetime | None:
    """The next instant at which something may be owed for this item: never too late, at times too early."""
    if facts.silent:
        return None
    ends = [facts.observed_until] if facts.observed_until is not None else []
    return min([*_wakes(facts, now), *ends], default=None)


def _wakes(facts: ItemFacts, now: datetime) -> Iterator[datetime]:
    if facts.item.owner_id is None:
        yield from _question_wakes(facts, now)
        if facts.shift is not None:
            yield facts.shift
        return
    if facts.item.is_open and facts.item.due is not None and not never_reached(facts.owner):
        for day in _brief_days(facts, facts.calendar.today(now)):
            yield next_brief(facts.owner, facts.calendar, day, now)
    packet = next_packet(facts)
    if packet is not None:
        if facts.urgent:
            yield from _at_any_hour(packet[0].recipient.calendar, packet[1], now)
        yield _packet_after(packet[0].recipient.calendar, packet[1], now)
    yield from _heard_wakes(facts, now)
    if facts.shift is not None and _depends_on_who_is_there(facts):
        yield facts.shift
    yield from cover_wakes(facts, now)
    yield from _wakes_to_tell(facts, now)
    yield from _question_wakes(facts, now)
    stands = stands_at(facts)
    if stands is not None:
        yield max(stands, now)


def _question_wakes(facts: ItemFacts, now: datetime) -> Iterator[datetime]:
    for asked in pending(facts):
        at = _question_after(facts, asked, now)
        if at is not None:
            yield at


def _wakes_to_tell(facts: ItemFacts, now: datetime) -> Iterator[datetime]:
    """When a brief may name an answer that is waited for, or what somebody is to know."""
    waits = reminder_of_packet(facts)
    if waits is not None:
        yield next_brief(waits[0].person, waits[0].calendar, waits[1], now)
    for one in news(facts):
        at = max(now, one.since)
        yield next_brief(one.reader.person, one.reader.calendar, one.reader.calendar.today(at), at)
    looked_at = looked_at_on(facts.item, facts.calendar)
    if looked_at is not None and looked_at > facts.calendar.today(now) and not never_reached(facts.owner):
        yield next_brief(facts.owner, facts.calendar, looked_at, now)  # what it needs may be open again by then


def _heard_wakes(facts: ItemFacts, now: datetime) -> Iterator[datetime]:
    if facts.heard is not None and to_be_heard(facts) and not never_reached(facts.owner):
        yield next_brief(facts.owner, facts.calendar, facts.calendar.next_working(facts.heard.on), now)


def _depends_on_who_is_there(facts: ItemFacts) -> bool:
    """Whether somebody else might be the next to hear of it, were they not away.

    A preview names who is there on the day that its first step comes: whoever is away before makes no difference.
    """
    if not facts.item.is_open:  # who is asked whether it is done, and by whose week it stands
        return facts.item.confirmation is Confirmation.AWAITED
    if facts.urgent or is_orphan(facts) or is_told_to_the_lead(facts) or awaits_cover(facts):
        return True
    if facts.item.acceptance in ELSEWHERE or facts.item.blocked_at is not None:
        return True
    if facts.escalation is not None and not facts.waits_for_answer:
        return next_packet(facts) is None or _is_looked_at(facts)
    return facts.escalation is not None or not facts.chain


def _is_looked_at(facts: ItemFacts) -> bool:
    """Whether the next to go away or come back does so when the first of those it may be passed on to is looked at."""
    first = first_step_on(facts)
    return first is None or facts.shift is None or facts.shift >= facts.calendar.at(first, MIDNIGHT)


def _packet_after(reader: Calendar, at: datetime, now: datetime) -> datetime:
    """When to try again: a packet whose time has come was held back by closing time or by three asks today."""
    opening = reader.next_open(max(at, now))
    return opening if opening > now else reader.at(reader.next_working(reader.today(now)), reader.opens)


def _at_any_hour(reader: Calendar, at: datetime, now: datetime) -> Iterator[datetime]:
    """When what is urgent reaches somebody: at any hour, and never while they are away."""
    there = max(reader.at(reader.back_on(reader.today(at)), MIDNIGHT), at)
    if there > now:
        yield there


def _question_after(facts: ItemFacts, asked: Asked, now: datetime) -> datetime | None:
    person, calendar = asked.reader.person, asked.reader.calendar
    if first_key(asked) in facts.keys:
        again = asked_again(facts, asked)
        return next_brief(person, calendar, again[1], now) if again is not None else None
    first = max(now, asked.since)
    if facts.urgent and asked.kind not in RIDES:
        soon = next(_at_any_hour(calendar, first, now), None)
        if soon is not None:
            return soon
    opening = calendar.next_open(first)
    if opening <= now:  # three asks today: the rest follow
        opening = calendar.at(calendar.next_working(calendar.today(now)), calendar.opens)
    return min(next_brief(person, calendar, calendar.today(first), first), opening)


def _brief_days(facts: ItemFacts, today: date) -> Iterator[date]:
    if facts.lived_with_until is not None:
        yield facts.lived_with_until
    steps = nudge_steps(facts)
    if to_be_said(facts, today, steps) is not None:
        yield max(today, facts.item.snoozed_until or today)
    later = next_unsaid(facts, today, steps)
    if later is not None:
        yield later
    preview = preview_day(facts)
    if preview is not None and facts.escalation is None and not facts.clock_stopped:
        yield max(preview, today)
