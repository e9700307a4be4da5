"""The brief: what one person is told on one working day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pmo_bot.model import AnyItem, DecisionOption, Event, Item, Line, LineKind, Person, Priority, Project
from pmo_bot.rules.news import NewsLine
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pairs import PairSeen
from pmo_bot.rules.plan import BRIEF_LINES, RIDES
from pmo_bot.rules.question import Question
from pmo_bot.rules.tips import Tip

URGENCY = {Priority.CRITICAL: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}


@dataclass(frozen=True, slots=True)
class Warned:
    """What the owner is shown before an escalation leaves."""

    packet: Packet
    """Word for word what will be told, and to whom."""
    at: datetime


@dataclass(frozen=True, slots=True)
class HeardOf:
    """What somebody said about what an item waits for."""

    event: Event
    by: Person | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a brief with what its line needs to know."""

    item: Item
    line: Line
    project: Project | None = None
    warned: Warned | None = None
    owner_now: Person | None = None
    """Set when it belongs to somebody else by now."""
    blocker: Person | None = None
    undo: int | None = None
    """The event of the reader's own last click, while it can be taken back."""
    clock_stopped: bool = False
    """While a named person or item is waited for."""
    waited_item: Item | None = None
    """The item that it waits for, as far as the reader may know of it."""
    heard: HeardOf | None = None
    options: tuple[DecisionOption, ...] = ()
    """What there is to choose from, where a decision is asked for."""

    @property
    def still_waits(self) -> bool:
        """Whether what it waits for is not there yet."""
        item = self.item
        done = self.waited_item is not None and not self.waited_item.is_open and item.blocked_by_id is None
        return item.blocked_at is not None and not done


@dataclass(frozen=True, slots=True)
class Brief:
    """At most five lines, worst first, then how many more."""

    person: Person
    day: date
    post_key: str
    entries: tuple[Entry, ...]
    more: int
    first_contact: bool
    next_due: date | None
    """The next date on which this person owes anything that is not in here."""
    besides: int = 0
    """How much else is late, or waits for an answer that they were asked for before."""
    questions: tuple[Question, ...] = ()
    """What waits for this person's answer: it comes first."""
    packets: tuple[Packet, ...] = ()
    """Escalations whose answer is waited for, named once more."""
    news: tuple[NewsLine, ...] = ()
    """What asks for nothing, in small print: how things ended, what moved."""
    tip: Tip | None = None
    """For a newcomer."""
    pairs: tuple[PairSeen, ...] = ()
    """What looks alike in two projects, as far as the lines leave room."""
    more_pairs: int = 0
    left_out: tuple[str, ...] = ()
    """The keys of what cannot be shown here."""

    @property
    def open_count(self) -> int:
        """How many of all lines still want something, or tell news."""
        asked = sum(question.live for question in self.questions) + sum(packet.is_live for packet in self.packets)
        lines = sum(wants_answer(one, self.person, self.day) or is_news(one, self.person) for one in self.entries)
        return asked + lines + self.more


def build(
    person: Person,
    day: date,
    post_key: str,
    entries: Sequence[Entry],
    owed: Sequence[Item],
    questions: Sequence[Question] = (),
    *,
    packets: Sequence[Packet] = (),
    news: Sequence[NewsLine] = (),
    pairs: Sequence[PairSeen] = (),
    first_contact: bool = False,
    tip: Tip | None = None,
    unanswered: Collection[int] = (),
) -> Brief:
    """A brief from its lines and all that the person owes: five lines, what waits for an answer first.

    `unanswered` are the items about which earlier messages asked them.

    A nudge and a preview of one item are one line.  A preview has its room whatever else there is: what its owner has
    not seen would come as a surprise.  Questions that nobody waits for take the room that is left.
    """
    merged = _merge(entries)
    kept = min(sum(entry.warned is not None for entry in merged), BRIEF_LINES)
    here = {entry.item.id for entry in merged} | {packet.item.id for packet in packets}
    here |= {item.id for question in questions for item in (question.item, *question.together)}
    named_again, packets = len(packets), packets[: BRIEF_LINES - kept]
    awaited = [question for question in questions if question.kind not in RIDES]
    asked = awaited[: BRIEF_LINES - kept - len(packets)]
    room = BRIEF_LINES - len(packets) - len(asked)
    ranked = _ranked(merged, room)
    rides = [question for question in questions if question.kind in RIDES][: room - len(ranked[:room])]
    asked += rides
    elsewhere = [item for item in owed if item.id not in {entry.item.id for entry in merged}]
    later = [on for item in elsewhere for on in (item.due, item.snoozed_until, item.blocked_until)
             if on is not None and on > day]  # fmt: skip
    waiting = {item.id for item in elsewhere if _is_late(item, day)} | set(unanswered)
    return Brief(
        person=person,
        day=day,
        post_key=post_key,
        questions=tuple(asked),
        packets=tuple(packets),
        news=tuple(news),
        pairs=tuple(pairs[: room - len(ranked[:room]) - len(rides)]),
        more_pairs=max(0, len(pairs) - (room - len(ranked[:room]) - len(rides))),
        entries=tuple(ranked[:room]),
        more=named_again + len(questions) + len(ranked) - len(packets) - len(asked) - len(ranked[:room]),
        first_contact=first_contact,
        next_due=min(later, default=None),
        besides=len(waiting - here),
        tip=tip,
    )


def _is_late(item: Item, day: date) -> bool:
    """Whether something is due that its owner neither put off nor waits for others with."""
    put_off = item.snoozed_until is not None and item.snoozed_until > day
    return item.due is not None and item.due <= day and item.blocked_at is None and not put_off


def _ranked(entries: Sequence[Entry], room: int) -> list[Entry]:
    """What is shown, worst first, then what there is no room for; a preview is among what is shown."""
    by_rank = sorted(entries, key=lambda entry: rank(entry.item))
    first = sorted(by_rank, key=lambda entry: entry.warned is None)
    return sorted(first[:room], key=lambda entry: rank(entry.item)) + first[room:]


def rank(item: AnyItem) -> tuple[bool, int, int, int]:
    """Worst first: what is critical, then what has been due longest, then by weight and number."""
    due = item.due.toordinal() if item.due is not None else date.max.toordinal()
    return item.priority is not Priority.CRITICAL, due, URGENCY[item.priority], item.number


SAYS_MORE = {LineKind.NUDGE: 0, LineKind.COVER: 0, LineKind.HEARD: 1, LineKind.PREVIEW: 2}


def _merge(entries: Sequence[Entry]) -> list[Entry]:
    by_item: dict[int, Entry] = {}
    for entry in entries:
        known = by_item.get(entry.item.id)
        # The preview says more than what was heard, and that more than the nudge of the same day.
        if known is None or SAYS_MORE[entry.line.kind] > SAYS_MORE[known.line.kind]:
            by_item[entry.item.id] = entry
    return list(by_item.values())


def wants_answer(entry: Entry, person: Person, day: date) -> bool:
    """Whether this line still asks something of its reader."""
    item = entry.item
    promised = item.is_open and item.owner_id == owed_by(entry, person) and item.commitment == entry.line.commitment
    if not promised or _waits(entry):
        return False
    snoozed = item.snoozed_until is not None and item.snoozed_until > day
    # Snooze and "On track" silence a nudge; what is about to be passed on stays in sight.
    return entry.warned is not None or not (snoozed or entry.line.answer is not None)


def owed_by(entry: Entry, reader: Person) -> int:
    """Who owes what a line is about: its reader, or whom they stand in for."""
    absent = entry.line.why.get("instead_of") if entry.line.kind is LineKind.COVER else None
    return int(absent) if absent is not None else reader.id


NEWS = (LineKind.HEARD,)
"""Lines that tell something, whether or not an answer is wanted."""


def is_news(entry: Entry, person: Person) -> bool:
    """Whether this line tells its reader something that still holds."""
    item = entry.item
    holds = item.is_open and item.owner_id == person.id and item.commitment == entry.line.commitment
    return entry.line.kind in NEWS and holds


def _waits(entry: Entry) -> bool:
    """Whether somebody or something is waited for; free text answers the lines before it, not the next ones."""
    blocked_at = entry.item.blocked_at
    answers = blocked_at is not None and blocked_at >= entry.line.created_at
    return entry.still_waits and (entry.clock_stopped or answers)
