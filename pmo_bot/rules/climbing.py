"""The ladder: when the owner sees what will be passed on, whom it reaches next, and when it may leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pmo_bot.model import About, Item, Line, LineKind, Mode, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import REQUESTER, ItemFacts, Recipient
from pmo_bot.rules.policy import Ladder

CONTACT, SPONSOR = "contact", "sponsor"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwedPacket:
    """A step of an escalation that may leave."""

    recipient: Recipient
    step_on: date
    earliest: datetime
    """When it may leave, were its reader at work at any hour."""


UNPRESSED = (About.PULSE, About.READY, About.LESSON)
"""What somebody thinks or learned, and whether they are ready, is theirs to say: nobody is told that they did not."""


def preview_day(facts: ItemFacts) -> date | None:
    """The date on which the owner is to see the packet; None when nothing will be escalated."""
    item, calendar, ladder = facts.item, facts.calendar, facts.ladder
    if item.about in UNPRESSED:
        return None
    if item.due is None or not item.is_open or ladder.preview_at is None or not facts.chain:
        return None
    if item.about is About.OFFER:
        return None  # whoever is offered something owes nobody a yes: it stays with its owner
    last = max((at for _, at in ladder.recipients), default=None)
    if last is None or calendar.at(calendar.plus(item.due, last + facts.held), calendar.opens) < facts.since:
        return None  # all of the ladder passed before the bot began or the promise was made
    return calendar.plus(item.due, ladder.preview_at + facts.held)


def owes_preview(facts: ItemFacts, day: date) -> bool:
    """Whether the brief of `day` shows the owner what will be escalated; never on the day it was given to them."""
    on, made = preview_day(facts), facts.calendar.today(facts.item.committed_at or facts.item.created_at)
    return on is not None and max(on, made + ONE_DAY) <= day and facts.escalation is None and not facts.clock_stopped


# --- packets --------------------------------------------------------------------


def next_packet(facts: ItemFacts) -> tuple[OwedPacket, datetime] | None:
    """The next step of the escalation in flight and the earliest instant it may leave.

    The latest of: the step's own date, the previous recipient plus grace, one working day of the owner after
    the preview arrived, the end of an acknowledgement; then the recipient's next working hour.
    """
    escalation, item = facts.escalation, facts.item
    if facts.urgent:
        return _urgent(facts)
    if escalation is None or escalation.previewed_at is None or escalation.answered_at is not None:
        return None
    if item.due is None or not item.is_open or facts.clock_stopped:
        return None
    ladder = Ladder(escalation.policy, escalation.policy_version)
    earliest = facts.calendar.one_working_day_after(escalation.previewed_at)
    if escalation.paused_until is not None:
        earliest = max(earliest, escalation.paused_until)
    return _climb(facts, ladder, item.due, earliest)


def _urgent(facts: ItemFacts) -> tuple[OwedPacket, datetime] | None:
    """The same for what is critical: on its day, at any hour, whether or not the owner has seen a preview."""
    live, item = facts.escalation, facts.item
    if item.due is None or not item.is_open or facts.clock_stopped or preview_day(facts) is None:
        return None
    if live is not None and live.answered_at is not None:
        return None
    ladder = Ladder(live.policy, live.policy_version) if live is not None else facts.ladder
    earliest = live.paused_until if live is not None and live.paused_until is not None else facts.since
    found = _climb(facts, ladder, item.due, earliest)
    if found is None:
        return None
    return found[0], found[0].earliest


def first_step_on(facts: ItemFacts) -> date | None:
    """The day from which on the first step of the round may come, whoever takes it; None before its preview."""
    live = facts.escalation
    if live is None or live.previewed_at is None or facts.item.due is None:
        return None
    soonest = facts.calendar.today(facts.calendar.one_working_day_after(live.previewed_at))
    steps = [at for _, at in Ladder(live.policy, live.policy_version).recipients]
    return max(soonest, facts.calendar.plus(facts.item.due, min(steps) + facts.held)) if steps else soonest


def would_be_next(facts: ItemFacts) -> Recipient | None:
    """Who is asked after those who were told, now or as soon as nothing holds it back."""
    escalation = facts.escalation
    if escalation is None:
        return None
    return _next_recipient(facts.chain, Ladder(escalation.policy, escalation.policy_version), told_in(facts))


def told_in(facts: ItemFacts) -> list[Line]:
    """What was said to whom in this round, in order; what went to who led or sponsored then goes to who does so now."""
    return [line for line in told_ever(facts) if not is_handed_on(facts.project, facts.item, line)]


def told_ever(facts: ItemFacts) -> list[Line]:
    """The same, whoever leads and sponsors now."""
    live = facts.escalation
    return [line for line in facts.lines if line.kind is LineKind.PACKET and live and line.escalation_id == live.id]


def is_handed_on(project: Project | None, item: Item, line: Line) -> bool:
    """Whether somebody else leads, or sponsors, since a packet was sent to whoever did, or stood in for them."""
    now = successor_of(project, item, line)
    return now is not None and now != (line.why.get("instead_of") or line.person_id)


def successor_of(project: Project | None, item: Item, line: Line) -> int | None:
    """Who has the part now for which a packet was sent: the project's lead or sponsor; None where it is nobody's."""
    if project is None or (line.step == CONTACT and item.contact_id is not None):
        return None
    return {CONTACT: project.lead_id, SPONSOR: project.sponsor_id}.get(line.step)


def is_asked(facts: ItemFacts, person_id: int | None) -> bool:
    """Whether somebody was asked in this round, or is asked next: not where somebody above them knows already."""
    above = would_be_next(facts)
    return person_id in {*(one.person_id for one in told_in(facts)), *([above.person.id] if above else [])}


def reminder_of_packet(facts: ItemFacts) -> tuple[Recipient, date] | None:
    """Who was told last, and the day on which their brief says once more that their answer is waited for.

    It is a working day before the answer is wanted, or the end of a pause; None once it was said.
    """
    live, told = facts.escalation, told_in(facts)
    if live is None or not told or not facts.waits_for_answer or not facts.item.is_open or facts.clock_stopped:
        return None
    reader = next((one for one in facts.chain if one.person.id == told[-1].person_id), None)
    reached = (facts.sent_at or {}).get(told[-1].key)
    if reader is None or reached is None or awaited_key(facts, reader) in facts.keys:
        return None
    calendar = reader.calendar
    on = calendar.plus(calendar.today(reached), max(1, Ladder(live.policy).grace - 1))
    return reader, max(on, calendar.today(live.paused_until)) if live.paused_until is not None else on


def awaited_key(facts: ItemFacts, reader: Recipient) -> str:
    """The key of the line that says so: once a round and reader."""
    round_ = facts.escalation.id if facts.escalation is not None else 0
    return f"awaited:{facts.item.number}:{round_}:{reader.person.id}"


def _climb(facts: ItemFacts, ladder: Ladder, due: date, earliest: datetime) -> tuple[OwedPacket, datetime] | None:
    calendar = facts.calendar
    told = told_in(facts)
    for line in told:
        reached = (facts.sent_at or {}).get(line.key)
        if reached is None:
            return None  # on its way: the next step counts from its arrival
        earliest = max(earliest, _working_days_after(calendar, reached, ladder.grace))
    recipient = _next_recipient(facts.chain, ladder, told)
    if recipient is None or _needs_release(facts, bool(told)):
        return None
    on = calendar.plus(due, ladder.offset(recipient.step) + facts.held)
    at = max(earliest, calendar.at(on, calendar.opens))
    return OwedPacket(recipient, on, at), recipient.calendar.next_open(at)


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
