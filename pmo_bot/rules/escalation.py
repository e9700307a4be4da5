"""Whom an escalation reaches, and what its preview freezes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pmo_bot.model import Escalation, Item, Kind, Person
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import REQUESTER, ItemFacts, Recipient
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.policy import Ladder


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a step names, with the delegate for the day the step is looked at."""

    person: Person
    calendar: Calendar
    delegate: "Candidate | None" = None


def chain(
    owner: Person,
    requester: Candidate | None,
    steps: Iterable[str],
    candidates: Mapping[str, Candidate | None],
    days: Callable[[str], date],
) -> tuple[Recipient, ...]:
    """Who is left, in order: the owner, bots, deactivated people and repeats drop out, absent people are replaced.

    `days` says on which day a step is looked at.  If nobody is left it is the requester; an empty chain means there
    is no escalation path.
    """
    found = tuple(_distinct(owner, ((step, candidates.get(step)) for step in steps), days))
    return found or tuple(_distinct(owner, [(REQUESTER, requester)], days))


def _distinct(
    owner: Person, steps: Iterable[tuple[str, Candidate | None]], days: Callable[[str], date]
) -> Iterator[Recipient]:
    seen = {owner.id}
    for step, candidate in steps:
        recipient = reached(step, candidate, days(step)) if candidate is not None else None
        if recipient is not None and recipient.person.id not in seen:
            seen.add(recipient.person.id)
            yield recipient


def reached(step: str, candidate: Candidate, day: date) -> Recipient | None:
    """Whom a message to somebody reaches on a day: them, or their delegate; nobody, if neither is there."""
    present = _present(candidate, day)
    if present is None or never_reached(present.person):
        return None
    return Recipient(step, present.person, present.calendar, candidate.person if present is not candidate else None)


def _present(candidate: Candidate, day: date) -> Candidate | None:
    if not candidate.calendar.is_away(day):
        return candidate
    stand_in = candidate.delegate
    return stand_in if stand_in is not None and not stand_in.calendar.is_away(day) else None


def frozen(facts: ItemFacts) -> dict[str, Any]:
    """What the preview says, as dates and ids: while this is unchanged, the preview holds."""
    observed = {"observed": True} if facts.observed_until is not None else {}
    return {
        **observed,
        "due": facts.item.due.isoformat() if facts.item.due else None,
        "owner": facts.owner.id,
        "first": facts.chain[0].person.id if facts.chain else None,
        "waiting": sorted(item.id for item in facts.waiting),
    }


def is_over(escalation: Escalation, today: date) -> bool:
    """Whether somebody decided to live with it until a day that has come: then it begins anew."""
    return escalation.review_on is not None and escalation.review_on <= today


def is_void(facts: ItemFacts) -> bool:
    """Whether the live round no longer says what is true, so that the owner has to see a new preview.

    Once somebody has been told, the round stands: what changed is in the item, and the answer is theirs.
    """
    escalation = facts.escalation
    if escalation is None or any(
        line.escalation_id == escalation.id and line.step != "preview" for line in facts.lines
    ):
        return False
    return dict(escalation.facts) != frozen(facts)


def first_packet_at(facts: ItemFacts, previewed: datetime) -> datetime | None:
    """When the first recipient hears of it if nothing changes, for a preview delivered at `previewed`."""
    if not facts.chain or facts.item.due is None:
        return None
    first = facts.chain[0]
    on = facts.calendar.plus(facts.item.due, facts.ladder.offset(first.step) + facts.held)
    if facts.urgent:
        return facts.calendar.at(on, facts.calendar.opens)
    earliest = max(facts.calendar.at(on, facts.calendar.opens), facts.calendar.one_working_day_after(previewed))
    return first.calendar.next_open(earliest)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The option the bot recommends, with the reason it gives."""

    option: str
    """`bring`, `extend`, `reassign` or `drop`."""
    reason: str
    """Names a sentence in `blocks.words`."""


def suggest(item: Item, slips: int, waiting: int) -> Suggestion:
    """A recommendation from what is known: whom it waits for, how often it moved, what waits on it."""
    if item.blocked_by_id is not None or item.blocked_by_text:
        return Suggestion("bring", "waits_for_answer")
    if slips >= 2:
        return Suggestion("reassign", "moved_often")
    if waiting:
        return Suggestion("extend", "others_wait")
    return Suggestion("extend", "nothing_waits")


def answer_by(reader: Calendar, asked_at: datetime, ladder: Ladder) -> date:
    """By when a packet wants its answer: after as many of the reader's working days as the ladder gives them."""
    return reader.plus(reader.today(asked_at), max(1, ladder.grace))


def worst_waiting(items: Iterable[Item]) -> tuple[Item, ...]:
    """What waits for an item: milestones first, then what comes first."""
    return tuple(sorted(items, key=lambda item: (item.kind is not Kind.MILESTONE, item.due or date.max, item.number)))


def extension(calendar: Calendar, today: date, waiting: Iterable[Item], answer_by: date) -> date:
    """The date an extension offers: five working days on, or the eve of what waits.

    It is no date that passes before the answer is wanted.
    """
    offer = max(calendar.plus(today, 5), calendar.on_or_after(answer_by))
    eves = [calendar.previous_working(item.due) for item in waiting if item.due is not None]
    return min([offer, *(eve for eve in eves if eve >= answer_by)])
