"""Read whose answer is waited for: of escalations, and of owners who asked something back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from sqlmodel import Session, col, select

from pmo_bot.model import Escalation, Item, Line, Person, Project
from pmo_bot.rules.asks import OWNERS_WORD, is_orphan, pending_now
from pmo_bot.rules.climbing import next_packet, told_in
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.handshake import ELSEWHERE
from pmo_bot.services.digest_batch import Batch
from pmo_bot.services.facts import standing
from pmo_bot.services.gathered import gather
from pmo_bot.store import queries

Told = tuple[Person, date]
"""Who was asked, and when."""
Waiting = tuple[Item, Person, date]
"""Of what, whose answer is waited for, since when."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What waits for somebody, in some projects."""

    escalations: Mapping[int, Sequence[Waiting]]
    """By project."""
    words: Mapping[int, Sequence[Waiting]]
    """By project: what owners offered or asked."""
    asked_before: Mapping[int, Sequence[Told]]
    """By item: who was asked before whoever is asked now."""
    next_steps: Mapping[int, str]
    """By item that is late or escalated: what comes next."""

    def everything(self) -> Iterator[Waiting]:
        """Of whichever kind, in whichever project."""
        return chain.from_iterable((*self.escalations.values(), *self.words.values()))


def awaited(batch: Batch) -> Awaited:
    """Read what is late, escalated or with somebody else: of the rest a report tells only what stands in the item."""
    escalated = _escalated(batch.session, batch.team, batch.ids)
    chased = {
        one.id for one in batch.items if one.id in escalated or _is_late(one.due, batch.days[one.project_id or 0])
    }
    turned = {one.id for one in batch.items if one.acceptance in ELSEWHERE}
    every = _facts(batch.session, batch.team, chased | turned, batch.now)
    asked = asked_of(batch.session, batch.team, [facts for facts in every if facts.item.id in chased])
    return Awaited(
        escalations=_by_project(_last(every, asked)),
        words=_by_project(_words((facts for facts in every if facts.item.id in turned), batch.now)),
        asked_before={one: told[:-1] for one, told in asked.items()},
        next_steps={facts.item.id: _next_step(facts) for facts in every if facts.item.id in chased},
    )


def waiting_on(session: Session, project: Project, now: datetime) -> list[Waiting]:
    """The escalations of a project that wait for an answer."""
    every = _facts(session, project.team_id, _escalated(session, project.team_id, [project.id]), now)
    return list(_last(every, asked_of(session, project.team_id, every)))


def asked_of(session: Session, team: str, every: Iterable[ItemFacts]) -> dict[int, list[Told]]:
    """By item whose escalation waits for an answer: who was asked, in order; the last is waited for."""
    told = [(facts, told_in(facts)) for facts in every if facts.waits_for_answer]
    people = queries.people(session, team, [line.person_id for _, lines in told for line in lines])
    found = {facts.item.id: list(_told(facts, lines, people)) for facts, lines in told}
    return {item_id: asked for item_id, asked in found.items() if asked}


def _told(facts: ItemFacts, lines: Iterable[Line], people: Mapping[int, Person]) -> Iterator[Told]:
    sent = facts.sent_at or {}
    for line in lines:
        if line.person_id in people and line.key in sent:
            yield people[line.person_id], facts.calendar.today(sent[line.key])


def _is_late(due: date | None, today: date) -> bool:
    return due is not None and due < today


def _facts(session: Session, team: str, ids: Collection[int], now: datetime) -> list[ItemFacts]:
    items = [item for _, item in sorted(queries.items(session, team, ids).items())]
    return standing(gather(session, team, now, items), items) if items else []


def _escalated(session: Session, team: str, projects: Collection[int]) -> set[int]:
    """The open items of some projects with an escalation that nobody has answered."""
    return set(
        session.exec(
            select(Escalation.item_id)
            .join(Item, col(Item.id) == Escalation.item_id)
            .where(Item.team_id == team, col(Item.project_id).in_(projects), col(Item.closed_at).is_(None))
            .where(col(Escalation.void_at).is_(None), col(Escalation.answered_at).is_(None), queries.WORK)
        )
    )


def _last(every: Iterable[ItemFacts], asked: Mapping[int, Sequence[Told]]) -> Iterable[Waiting]:
    return ((facts.item, *asked[facts.item.id][-1]) for facts in every if facts.item.id in asked)


def _words(turned: Iterable[ItemFacts], now: datetime) -> Iterable[Waiting]:
    """Whose word owners wait for: they offered another date, said “not me”, or asked something."""
    for facts in turned:
        asked = next((asked for asked in pending_now(facts, now) if asked.kind in OWNERS_WORD), None)
        if asked is not None:
            yield facts.item, asked.reader.person, facts.calendar.today(asked.since)


def _by_project(waiting: Iterable[Waiting]) -> dict[int, list[Waiting]]:
    found: dict[int, list[Waiting]] = {}
    for one in waiting:
        found.setdefault(one[0].project_id or 0, []).append(one)
    return found


def _next_step(facts: ItemFacts) -> str:
    if is_orphan(facts):
        return "orphan"
    if not facts.chain:
        return "no_path"
    if facts.lived_with_until is not None:
        return "lived_with"
    if facts.clock_stopped:
        return "blocked_late"
    owed = next_packet(facts)
    if owed is not None:
        return f"next_{owed[0].recipient.step}"
    return "late"
