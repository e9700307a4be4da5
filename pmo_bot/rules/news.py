"""What somebody is to know although nothing is asked of them: how it ended, what moved, what was said.

Nobody is asked anything here, so it rides in the brief, once to each.  A new kind of news is a function here, a line
in `NEWS`, and its sentence in `blocks.words.news`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pmo_bot.model import Acceptance, Escalation, Event, Item, Line, LineKind, Mode, Person
from pmo_bot.rules.asks import LED_BY, first_of
from pmo_bot.rules.calendar import MIDNIGHT
from pmo_bot.rules.climbing import told_in
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.moves import standing
from pmo_bot.rules.readiness import Readiness, looked_at_on
from pmo_bot.rules.readiness import key as ready_key
from pmo_bot.rules.risks import is_high, score_of, scores_in

SLIPS_TOLD = 2
"""From this slip on the lead of a controlling project is told of each."""


@dataclass(frozen=True, slots=True)
class News:
    """Something one person is to be told, and why: `about` goes along with its line."""

    kind: LineKind
    reader: Recipient
    since: datetime
    key: str
    escalation_id: int | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A piece of news as its reader sees it, with everything as it is now."""

    line: Line
    item: Item
    by: Person | None = None
    """Who did it; who was asked."""
    owner: Person | None = None
    round: Escalation | None = None
    was: date | None = None
    """The date that its reader was told before."""
    words: str = ""
    """What was said with it."""
    ended_by: str = ""
    """What ended it, as an event is called: it may have been opened again since."""
    due: date | None = None
    """The date it had when this was written."""
    chosen: str = ""
    """What was decided."""
    readiness: Readiness = field(default_factory=Readiness)
    days: int = 0
    """Working days of the reader until its date."""
    other: Item | None = None
    """Another item that it is about; None where the reader may not know of it."""
    week: date | None = None
    """The Monday of the week that it is about."""

    @property
    def kind(self) -> LineKind:
        """What it is about."""
        return self.line.kind


@dataclass(frozen=True, slots=True)
class Ending:
    """How a round that somebody was told of ended."""

    round: Escalation
    at: datetime
    by_id: int | None
    event_id: int | None
    told: frozenset[int]


def news(facts: ItemFacts) -> list[News]:
    """All that has not been told yet, and to whom."""
    found = [one for find in NEWS for one in find(facts)]
    return [one for one in found if one.key not in facts.keys]


def is_told_to_the_lead(facts: ItemFacts) -> bool:
    """Whether something about it is news for whoever leads: who that is changes with who is there."""
    slipped = facts.mode is Mode.CONTROLLING and facts.item.slips >= SLIPS_TOLD
    return facts.item.is_open and (slipped or bool(facts.clashes) or is_high(score_of(facts.risk)))


# --- how it ended -----------------------------------------------------------------------


def _settled(facts: ItemFacts) -> Iterator[News]:
    """To everybody who was told of an escalation, its owner and whoever asked for the item: not to who decided."""
    for ending in endings(facts):
        people = {*ending.told, ending.round.facts.get("owner"), facts.item.requester_id} - {ending.by_id}
        about = {"by": ending.by_id, "event": ending.event_id}
        for reader in _readers(facts, people):
            key = f"settled:{facts.item.number}:{ending.round.id}:{reader.person.id}"
            yield News(LineKind.SETTLED, reader, ending.at, key, ending.round.id, about)


def endings(facts: ItemFacts) -> list[Ending]:
    """The rounds that reached somebody and are over, as far as it happened lately."""
    found = (_ending(facts, one) for one in facts.past.rounds if one.void_at is None)
    return [one for one in found if one is not None and one.told and one.at >= facts.past.since]


def _ending(facts: ItemFacts, round_: Escalation) -> Ending | None:
    over = round_.answered_at is not None or not facts.item.is_open or facts.item.commitment != round_.commitment
    if not over:
        return None
    end = next((event for event in facts.past.events if _ends(event) and event.recorded_at >= round_.created_at), None)
    event_id = end.id if end is not None else None
    if round_.answered_at is not None:
        at, by_id = round_.answered_at, round_.answered_by_id
    elif end is not None:
        at, by_id = end.recorded_at, end.actor_id
    else:
        return None
    return Ending(round_, at, by_id, event_id, _told_before(facts, round_, at))


def _told_before(facts: ItemFacts, round_: Escalation, at: datetime) -> frozenset[int]:
    """Whom it had reached by then: whoever gets it afterwards reads there how it ended."""
    arrived = facts.sent_at or {}
    return frozenset(
        line.person_id
        for line in facts.past.lines
        if line.kind is LineKind.PACKET and line.escalation_id == round_.id and line.key in arrived
        and arrived[line.key] <= at
    )  # fmt: skip


def _ends(event: Event) -> bool:
    # What is done to a round, such as an acknowledgement, names the commitment too: it ends nothing.
    of_item = event.what.startswith("item.")
    return of_item and (bool(event.after.get("closed_at")) or "commitment" in event.after)


# --- a date that somebody was told ------------------------------------------------------


def _moved(facts: ItemFacts) -> Iterator[News]:
    """To everybody who was told the old date: whoever asked, the owner, whoever read it in a message."""
    item, due = facts.item, facts.item.due
    if due is None or not item.is_open:
        return
    moves = [event for event in facts.past.events if event.before.get("due") and event.after.get("due")]
    if not moves or any(moves[-1].id == one.event_id for one in endings(facts)):
        return
    last = moves[-1]
    read = {line.person_id for line in facts.past.lines if line.key in (facts.sent_at or {})}
    people = {item.requester_id, item.owner_id, *read} - {last.actor_id}
    if item.acceptance is Acceptance.REQUESTED:
        people -= {item.owner_id}  # they are asked about the new date
    people -= {one.reader.person.id for one in _slipped(facts) if one.about["event"] == last.id}  # they read how often
    for reader in _readers(facts, people):
        was = _date_told(facts, reader, moves[0].before["due"])
        if was != due.isoformat():
            key = f"moved:{item.number}:{last.id}:{reader.person.id}"
            about = {"by": last.actor_id, "was": was, "event": last.id}
            yield News(LineKind.MOVED, reader, last.recorded_at, key, about=about)


def _date_told(facts: ItemFacts, reader: Recipient, first: str) -> str:
    """The date that somebody heard last: from a message, else when it was promised."""
    arrived = facts.sent_at or {}
    told = [
        line.why["due"]
        for line in facts.past.lines
        if line.person_id == reader.person.id and line.key in arrived and line.why.get("due")
    ]
    return str(told[-1]) if told else first


def _slipped(facts: ItemFacts) -> Iterator[News]:
    """To the lead of a controlling project: its date moved to a later day, and not for the first time.

    Who moved it themselves knows; in directive mode the lead has agreed to it before.
    """
    item, reader = facts.item, first_of(facts, LED_BY)
    if facts.mode is not Mode.CONTROLLING or item.slips < SLIPS_TOLD or not item.is_open or reader is None:
        return
    slips = [one for one in standing(facts.past.events) if one.after.get("slips") == item.slips]
    if slips and reader.person.id != slips[-1].actor_id:
        last = slips[-1]
        about = {"by": last.actor_id, "was": last.before.get("due"), "event": last.id}
        yield News(LineKind.SLIPPED, reader, last.recorded_at, f"slipped:{item.number}:{last.id}", about=about)


# --- what was said ----------------------------------------------------------------------


def _noted(facts: ItemFacts) -> Iterator[News]:
    """To the owner: a note that somebody else left."""
    for event in facts.past.events:
        if event.what == "item.noted" and event.actor_id != facts.item.owner_id and facts.item.is_open:
            for reader in _readers(facts, {facts.item.owner_id}):
                key = f"noted:{facts.item.number}:{event.id}:{reader.person.id}"
                yield News(LineKind.NOTED, reader, event.recorded_at, key,
                           about={"by": event.actor_id, "event": event.id})  # fmt: skip


def _decided(facts: ItemFacts) -> Iterator[News]:
    """To whoever asked for a decision: it is taken."""
    for event in facts.past.events:
        if event.what == "item.decided" and not facts.item.is_open:
            for reader in _readers(facts, {facts.item.requester_id} - {event.actor_id}):
                key = f"decided:{facts.item.number}:{event.id}"
                yield News(LineKind.DECIDED, reader, event.recorded_at, key,
                           about={"by": event.actor_id, "event": event.id})  # fmt: skip


def _late(facts: ItemFacts) -> Iterator[News]:
    """To whoever asked for it, once: its date has passed, and somebody was asked what happens next."""
    told = told_in(facts)
    first = (facts.sent_at or {}).get(told[0].key) if told else None
    if first is None or first < facts.past.since or not facts.ladder.tells_requester:
        return
    if not facts.waits_for_answer or facts.item.requester_id in {line.person_id for line in told}:
        return
    for reader in _readers(facts, {facts.item.requester_id} - {facts.owner.id}):
        key = f"late:{facts.item.number}:{facts.item.commitment}:{reader.person.id}"
        yield News(LineKind.LATE, reader, first, key, facts.escalation.id if facts.escalation else None,
                   {"by": told[0].person_id})  # fmt: skip


def _readiness(facts: ItemFacts) -> Iterator[News]:
    """To the owner of a milestone that lies ahead, once for each date: how much of what it needs is open."""
    item, on = facts.item, looked_at_on(facts.item, facts.calendar)
    if on is None or not facts.readiness.open or never_reached(facts.owner) or item.due is None:
        return
    since = max(facts.calendar.at(on, MIDNIGHT), facts.since)
    if facts.calendar.at(item.due, MIDNIGHT) > since:
        reader = Recipient("owner", facts.owner, facts.calendar)
        yield News(LineKind.READINESS, reader, since, ready_key(item))


def _clash(facts: ItemFacts) -> Iterator[News]:
    """To the lead: somebody is needed on that day for a milestone of another project too, whose lead is told by that.

    Who leads both is told by the one with the lower number.
    """
    reader = first_of(facts, LED_BY) if facts.project is not None else None
    lead = facts.project.lead_id if facts.project is not None else None
    if lead is not None and lead == facts.owner.id and not never_reached(facts.owner):
        reader = Recipient("contact", facts.owner, facts.calendar)
    for clash in facts.clashes:
        if reader is not None and (not clash.same_lead or facts.item.number < clash.other.number):
            pair = ":".join(str(n) for n in sorted((facts.item.number, clash.other.number)))
            key = f"clash:{pair}:{facts.item.due}:{clash.person_id}:{reader.person.id}"
            about = {"by": clash.person_id, "on": clash.other.id}
            yield News(LineKind.CLASH, reader, clash.since, key, about=about)


def _readers(facts: ItemFacts, people: Iterable[int | None]) -> list[Recipient]:
    return [facts.past.near[one] for one in sorted(p for p in people if p is not None) if one in facts.past.near]


def _risen(facts: ItemFacts) -> Iterator[News]:
    """To the lead: a risk has become high.  Who assessed it themselves knows."""
    reader = first_of(facts, LED_BY)
    if reader is None or not facts.item.is_open or not is_high(score_of(facts.risk)):
        return
    changes = [(event, scores) for event in facts.past.events if (scores := scores_in(event)) is not None]
    rises = [(event, was, now) for event, (was, now) in changes if is_high(now) and not is_high(was)]
    if rises and rises[-1][0].actor_id != reader.person.id:
        event, was, _ = rises[-1]
        about = {"by": event.actor_id, "event": event.id, "score": score_of(facts.risk), "score_was": was}
        yield News(LineKind.RISEN, reader, event.recorded_at, f"risen:{facts.item.number}:{event.id}", about=about)


NEWS: tuple[Callable[[ItemFacts], Iterator[News]], ...] = (
    _settled,
    _moved,
    _slipped,
    _noted,
    _decided,
    _late,
    _readiness,
    _clash,
    _risen,
)
