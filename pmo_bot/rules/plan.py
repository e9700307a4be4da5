"""What is owed now for an item, and when to look at it again.

Nothing here remembers: each answer is derived from the facts and `now`.  `services.planning` inserts what is
owed under unique keys, so that deriving twice owes once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pmo_bot.model import Line, LineKind, Mode, Person
from pmo_bot.rules import gate
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import REQUESTER, ItemFacts, Recipient
from pmo_bot.rules.gate import Reason, never_reached
from pmo_bot.rules.policy import Ladder, Step

BRIEF_LINES = 5


@dataclass(frozen=True, slots=True)
class OwedPacket:
    """A step of an escalation that may leave."""

    recipient: Recipient
    step_on: date


def brief_moment(person: Person, calendar: Calendar, day: date) -> datetime:
    """When this person's brief of a day is sent: their own time, moved into their working hours."""
    clock = person.brief_at if calendar.opens <= person.brief_at < calendar.closes else calendar.opens
    return calendar.at(day, clock)


def brief_is_due(person: Person, calendar: Calendar, now: datetime) -> bool:
    """Whether today's brief may be made: its moment has come, and the gate lets it pass."""
    moment = brief_moment(person, calendar, calendar.today(now))
    return now >= moment and gate.may_notify(person, calendar, Reason.BRIEF, now).go


# --- nudges ---------------------------------------------------------------------


def nudge_steps(facts: ItemFacts) -> tuple[Step, ...]:
    """The nudges of this commitment that are not before its time."""
    item, calendar = facts.item, facts.calendar
    if item.due is None or not item.is_open:
        return ()
    made = calendar.today(item.committed_at or item.created_at)
    steps = facts.ladder.nudges(calendar, item.due, calendar.between(made, item.due))
    return tuple(s for s in steps if brief_moment(facts.owner, calendar, s.on) >= facts.since)


def owed_nudge(facts: ItemFacts, day: date) -> Step | None:
    """The nudge that the brief of `day` carries.

    It is the newest step up to that day, once: what a pause or a night of downtime swallowed is said in one
    line afterwards.  None on the day after the owner acted, while snoozed, or while the clock stands still.
    """
    if facts.item.snoozed_until is not None and day < facts.item.snoozed_until:
        return None
    return _to_be_said(facts, day)


def _to_be_said(facts: ItemFacts, day: date) -> Step | None:
    """The same, be it only after a snooze."""
    step = _newest(facts, day)
    if step is None or _carried(facts, step) or facts.clock_stopped:
        return None
    return None if _acted_before(facts, step, day) else step


def _newest(facts: ItemFacts, day: date) -> Step | None:
    return next((step for step in reversed(nudge_steps(facts)) if step.on <= day), None)


def _carried(facts: ItemFacts, step: Step) -> bool:
    return any(line.kind is LineKind.NUDGE and line.step_on >= step.on for line in facts.lines)


def _acted_before(facts: ItemFacts, step: Step, day: date) -> bool:
    eve = facts.calendar.previous_working(step.on)
    return any(eve <= act < day for act in facts.acts)


# --- previews -------------------------------------------------------------------


def preview_day(facts: ItemFacts) -> date | None:
    """The date on which the owner is to see the packet; None when nothing will be escalated."""
    item, calendar, ladder = facts.item, facts.calendar, facts.ladder
    if item.due is None or not item.is_open or ladder.preview_at is None or not facts.chain:
        return None
    last = max((at for _, at in ladder.recipients), default=None)
    if last is None or calendar.at(calendar.plus(item.due, last), calendar.opens) < facts.since:
        return None  # all of the ladder passed before the bot began or the promise was made
    return calendar.plus(item.due, ladder.preview_at)


def owes_preview(facts: ItemFacts, day: date) -> bool:
    """Whether the brief of `day` shows the owner what will be escalated."""
    on = preview_day(facts)
    return on is not None and on <= day and facts.escalation is None and not facts.clock_stopped


# --- packets --------------------------------------------------------------------


def next_packet(facts: ItemFacts) -> tuple[OwedPacket, datetime] | None:
    """The next step of the escalation in flight and the earliest instant it may leave.

    The latest of: the step's own date, the previous recipient plus grace, one working day of the owner after
    the preview arrived, the end of an acknowledgement; then the recipient's next working hour.
    """
    escalation, item = facts.escalation, facts.item
    if escalation is None or escalation.previewed_at is None or escalation.answered_at is not None:
        return None
    if item.due is None or not item.is_open or facts.clock_stopped:
        return None
    ladder = Ladder(escalation.policy, escalation.policy_version)
    earliest = facts.calendar.one_working_day_after(escalation.previewed_at)
    if escalation.paused_until is not None:
        earliest = max(earliest, escalation.paused_until)
    return _climb(facts, ladder, item.due, earliest)


def _climb(facts: ItemFacts, ladder: Ladder, due: date, earliest: datetime) -> tuple[OwedPacket, datetime] | None:
    calendar = facts.calendar
    told = [line for line in facts.lines if line.kind is LineKind.PACKET]
    for line in told:
        reached = (facts.sent_at or {}).get(line.key)
        if reached is None:
            return None  # on its way: the next step counts from its arrival
        earliest = max(earliest, _working_days_after(calendar, reached, ladder.grace))
    recipient = _next_recipient(facts.chain, ladder, told)
    if recipient is None or _needs_release(facts, bool(told)):
        return None
    on = calendar.plus(due, ladder.offset(recipient.step))
    at = max(earliest, calendar.at(on, calendar.opens))
    return OwedPacket(recipient, on), recipient.calendar.next_open(at)


def _next_recipient(chain: Sequence[Recipient], ladder: Ladder, told: Sequence[Line]) -> Recipient | None:
    """The lowest step above all that were told: a ladder is climbed once, and nobody is told twice."""
    steps = [step for step, _ in ladder.recipients]
    people = {line.person_id for line in told}
    reached = max((steps.index(line.step) for line in told if line.step in steps), default=-1)
    above = {REQUESTER, *steps[reached + 1 :]}
    return next((one for one in chain if one.step in above and one.person.id not in people), None)


def _needs_release(facts: ItemFacts, somebody_knows: bool) -> bool:
    # Supportive mode: the first to hear decides whether it goes further.
    released = facts.escalation is not None and facts.escalation.released_at is not None
    return facts.mode is Mode.SUPPORTIVE and somebody_knows and not released


def _working_days_after(calendar: Calendar, at: datetime, days: int) -> datetime:
    for _ in range(days):
        at = calendar.one_working_day_after(at)
    return at


# --- when to look again -----------------------------------------------------------


def wake_at(facts: ItemFacts, now: datetime) -> datetime | None:
    """The next instant at which something may be owed for this item: never too late, at times too early."""
    if not facts.item.is_open or facts.item.due is None or never_reached(facts.owner):
        return None
    return min(_wakes(facts, now), default=None)


def _wakes(facts: ItemFacts, now: datetime) -> Iterator[datetime]:
    today = facts.calendar.today(now)
    for day in _brief_days(facts, today):
        yield _brief_after(facts, day, now)
    packet = next_packet(facts)
    if packet is not None:
        yield _packet_after(packet[0].recipient.calendar, packet[1], now)


def _packet_after(reader: Calendar, at: datetime, now: datetime) -> datetime:
    """When to try again: a packet whose time has come was held back by closing time or by three asks today."""
    opening = reader.next_open(max(at, now))
    return opening if opening > now else reader.at(reader.next_working(reader.today(now)), reader.opens)


def _brief_days(facts: ItemFacts, today: date) -> Iterator[date]:
    if _to_be_said(facts, today) is not None:
        yield max(today, facts.item.snoozed_until or today)
    later = [step.on for step in nudge_steps(facts) if step.on > today]
    if later:
        yield later[0]
    preview = preview_day(facts)
    if preview is not None and facts.escalation is None and not facts.clock_stopped:
        yield max(preview, today)


def _brief_after(facts: ItemFacts, day: date, now: datetime) -> datetime:
    owner, calendar = facts.owner, facts.calendar
    if owner.paused_until is not None:
        day = max(day, owner.paused_until)
    day = calendar.on_or_after(day)
    moment = brief_moment(owner, calendar, day)
    if moment <= now:  # today's brief is out, or the day is over
        moment = brief_moment(owner, calendar, calendar.next_working(max(day, calendar.today(now))))
    return moment
