"""What is owed now for an item, and to whom; `rules.wake` says when to look again.

Nothing here remembers: each answer is derived from the facts and `now`.  `services.planning` inserts what is
owed under unique keys, so that deriving twice owes once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pmo_bot.model import LineKind
from pmo_bot.rules import gate
from pmo_bot.rules.asks import Asked, pending
from pmo_bot.rules.climbing import (
    awaited_key,
    next_packet,
    owes_preview,
    reminder_of_packet,
    told_ever,
)
from pmo_bot.rules.cover import ROLE, owed_cover
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.gate import Reason, never_reached
from pmo_bot.rules.moments import brief_is_due, brief_moment
from pmo_bot.rules.news import news
from pmo_bot.rules.nudges import LATER, owed_nudge
from pmo_bot.rules.policy import Step

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
    """A step is taken once, and once more by whoever leads or sponsors since then."""
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
        again = asked_again(facts, asked)
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


def asked_again(facts: ItemFacts, asked: Asked) -> tuple[int, date] | None:
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
