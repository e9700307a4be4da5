"""What is owed now for an item, to whom, and when to look at it again.

Nothing here remembers: each answer is derived from the facts and `now`.  `services.planning` inserts what is
owed under unique keys, so that deriving twice owes once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pmo_bot.model import Confirmation, LineKind
from pmo_bot.rules import gate
from pmo_bot.rules.asks import Asked, is_orphan, pending
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.climbing import (
    awaited_key,
    first_step_on,
    next_packet,
    owes_preview,
    preview_day,
    reminder_of_packet,
    told_ever,
)
from pmo_bot.rules.confirming import stands_at
from pmo_bot.rules.cover import ROLE, awaits_cover, cover_wakes, owed_cover
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.gate import Reason, never_reached
from pmo_bot.rules.handshake import ELSEWHERE
from pmo_bot.rules.moments import brief_is_due, brief_moment, next_brief
from pmo_bot.rules.news import is_told_to_the_lead, news
from pmo_bot.rules.nudges import LATER, next_unsaid, owed_nudge, to_be_said
from pmo_bot.rules.policy import Step
from pmo_bot.rules.readiness import looked_at_on

BRIEF_LINES = 5


class Way(StrEnum):
    """How a line reaches its reader."""

    BRIEF = "brief"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Owed:
    """One line that is to be said now."""

    kind: LineKind
    step: str
    on: date
    """The local date it was meant for."""
    reader: Recipient
    way: Way
    key: str = ""
    """Names the line; empty where the step of the commitment does."""
    escalation_id: int | None = None
    """The round it is about, where that is not the one in flight."""
    urgent: bool = False
    """It leaves at once, at any hour."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What its receipt and its words need to know besides."""
    asked: Asked | None = None
    """The question that it puts."""


def owed(facts: ItemFacts, now: datetime) -> list[Owed]:
    """Everything that is to be said about an item at this instant."""
    if facts.silent:
        return []
    if facts.item.owner_id is None:
        return list(_questions(facts, now))
    every = (_to_owner, _cover, _packet, _awaited, _questions, _news)
    return [one for find in every for one in find(facts, now)]


def _to_owner(facts: ItemFacts, now: datetime) -> Iterator[Owed]:
    if never_reached(facts.owner) or not brief_is_due(facts.owner, facts.calendar, now):
        return
    day, owner = facts.calendar.today(now), Recipient("owner", facts.owner, facts.calendar)
    nudge = owed_nudge(facts, day)
    if nudge is not None:
        yield Owed(LineKind.NUDGE, nudge.name, nudge.on, owner, Way.BRIEF, _later_key(facts, nudge))
    if owes_preview(facts, day):
        yield Owed(LineKind.PREVIEW, "preview", day, owner, Way.BRIEF)
    if to_be_heard(facts) and facts.heard is not None and facts.heard.on < day:
        yield Owed(LineKind.HEARD, "heard", facts.heard.on, owner, Way.BRIEF, heard_key(facts))


def _later_key(facts: ItemFacts, nudge: Step) -> str:
    """A line can be put off more than once: its day names it."""
    return f"nudge:{facts.item.number}:{facts.item.commitment}:{LATER}:{nudge.on}" if nudge.name == LATER else ""


def to_be_heard(facts: ItemFacts) -> bool:
    """Whether the owner has not been told what somebody they waited for has said."""
    return facts.heard is not None and facts.item.is_open and heard_key(facts) not in facts.keys


def heard_key(facts: ItemFacts) -> str:
    """The key of the line that tells it, once."""
    return f"heard:{facts.item.number}:{facts.heard.event.id if facts.heard else 0}"


def _cover(facts: ItemFacts, now: datetime) -> Iterator[Owed]:
    """To whoever stands in while the owner is away."""
    reader = facts.roles.get(ROLE)
    if reader is None or not brief_is_due(reader.person, reader.calendar, now):
        return
    step = owed_cover(facts, reader.calendar.today(now))
    if step is not None:
        yield Owed(LineKind.COVER, step.name, step.on, reader, Way.BRIEF)


def _packet(facts: ItemFacts, now: datetime) -> Iterator[Owed]:
    found = next_packet(facts)
    if found is not None and found[1] <= now and _may_ask(facts, found[0].recipient, now):
        step, on, reader = found[0].recipient.step, found[0].step_on, found[0].recipient
        yield Owed(LineKind.PACKET, step, on, reader, Way.ASK, _packet_key(facts, reader), urgent=facts.urgent)


def _packet_key(facts: ItemFacts, reader: Recipient) -> str:
    """A step is taken once, and once more by whoever leads since then."""
    live = facts.escalation
    if live is None or not any(line.step == reader.step for line in told_ever(facts)):
        return ""
    return f"packet:{facts.item.number}:{facts.item.commitment}:{live.round}:{reader.step}:{reader.person.id}"


def _awaited(facts: ItemFacts, now: datetime) -> Iterator[Owed]:
    """To whoever was told last: their answer is waited for, said once more before somebody else is asked."""
    found = reminder_of_packet(facts)
    if found is None:
        return
    reader, on = found
    if on <= reader.calendar.today(now) and brief_is_due(reader.person, reader.calendar, now):
        yield Owed(LineKind.AWAITED, "again", on, reader, Way.BRIEF, awaited_key(facts, reader))


def _may_ask(facts: ItemFacts, reader: Recipient, now: datetime) -> bool:
    return gate.may_notify(reader.person, reader.calendar, Reason.ASK, now, critical=facts.urgent).go


# --- questions ------------------------------------------------------------------------


def _questions(facts: ItemFacts, now: datetime) -> Iterator[Owed]:
    for asked in pending(facts):
        reader, calendar = asked.reader, asked.reader.calendar
        if first_key(asked) not in facts.keys:
            urgent = facts.urgent and asked.kind not in RIDES
            way = Way.ASK if urgent else _way(asked, now)
            ready = brief_is_due(reader.person, calendar, now) if way is Way.BRIEF else _may_ask(facts, reader, now)
            if ready and now >= asked.since:
                yield Owed(asked.kind, "ask", calendar.today(asked.since), reader, way, first_key(asked),
                           urgent=urgent, asked=asked)  # fmt: skip
            continue
        again = _reminder(facts, asked)
        if again is not None and again[1] <= calendar.today(now) and brief_is_due(reader.person, calendar, now):
            step = f"again-{again[0]}"
            yield Owed(asked.kind, step, again[1], reader, Way.BRIEF, f"{asked.key}:{step}", asked=asked)


RIDES = (LineKind.REVIEW,)
"""Questions that nobody waits for: they ride in a brief, however critical their item is."""


AT_ONCE = (LineKind.UNTAKEN,)
"""Questions that do not wait for a brief: the working hours have just begun."""


def first_key(asked: Asked) -> str:
    """The key of the line that asks first."""
    return f"{asked.key}:ask"


def _way(asked: Asked, now: datetime) -> Way:
    """What waited overnight, or beyond the three asks of a day, rides in the brief; everything else is asked."""
    if asked.kind in RIDES:
        return Way.BRIEF
    if asked.kind in AT_ONCE:
        return Way.ASK
    person, calendar = asked.reader.person, asked.reader.calendar
    today, opening = calendar.today(now), calendar.next_open(asked.since)
    waited = opening > asked.since or calendar.today(opening) < today
    return Way.BRIEF if waited and not gate.is_paused(person, today) else Way.ASK


def _reminder(facts: ItemFacts, asked: Asked) -> tuple[int, date] | None:
    """The next reminder of a question that reached its reader: its number and local date."""
    reached = (facts.sent_at or {}).get(first_key(asked))
    if reached is None:
        return None
    calendar = asked.reader.calendar
    left = [n for n in range(1, len(asked.again) + 1) if f"{asked.key}:again-{n}" not in facts.keys]
    later = [n for n in left if not any(f"{asked.key}:again-{m}" in facts.keys for m in range(n, len(asked.again) + 1))]
    return next(((n, calendar.plus(calendar.today(reached), asked.again[n - 1])) for n in later), None)


def _news(facts: ItemFacts, now: datetime) -> Iterator[Owed]:
    for one in news(facts):
        person, calendar = one.reader.person, one.reader.calendar
        before = one.since <= brief_moment(person, calendar, calendar.today(now))  # else it is for tomorrow's
        if before and brief_is_due(person, calendar, now):
            on = calendar.today(one.since)
            yield Owed(one.kind, "news", on, one.reader, Way.BRIEF, one.key, one.escalation_id, about=one.about)


# --- when to look again -----------------------------------------------------------------


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
        again = _reminder(facts, asked)
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
    if to_be_said(facts, today) is not None:
        yield max(today, facts.item.snoozed_until or today)
    later = next_unsaid(facts, today)
    if later is not None:
        yield later
    preview = preview_day(facts)
    if preview is not None and facts.escalation is None and not facts.clock_stopped:
        yield max(preview, today)
