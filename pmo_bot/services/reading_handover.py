"""Write a hand-over note from the record, for whoever may read it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Note, Person, Role
from pmo_bot.rules.brief import rank
from pmo_bot.rules.handover import HandOver, Said, Task
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.absences import stood_in_for
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.looking import seen_among, seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_awaited import asked_of
from pmo_bot.services.reading_pending import items_asked_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database

TASKS_SHOWN, OTHERS_SHOWN = 12, 10


def hand_over(db: Database, reader: Person, person_id: int, now: datetime) -> HandOver:
    """What somebody owes, asked for and has to answer.

    For themselves, for whoever stands in, for PMO leads, and for leads as far as their projects go; refused to
    everybody else.
    """
    with db.reading() as session:
        person = queries.person(session, reader.team_id, person_id)
        if person is None:
            raise Refused("no_person")
        owed = _readable(session, reader, person, queries.open_items_of(session, reader.team_id, person.id), now)
        asked = _readable(session, reader, person, queries.open_items_asked(session, reader.team_id, person.id), now)
        if not owed and not asked and not _reads_all(session, reader, person, now):
            raise Refused("not_your_handover", person=person)  # sounds the same whatever there is to hide
        return _note(session, reader, person, owed, asked, now)


def _reads_all(session: Session, reader: Person, person: Person, now: datetime) -> bool:
    if reader.id == person.id or reader.role is Role.PMO:
        return True
    return person.id in {absent.id for absent in stood_in_for(session, reader, now)}


def _readable(session: Session, reader: Person, person: Person, items: Iterable[Item], now: datetime) -> list[Item]:
    """What this reader may know of it: nothing hidden; a lead reads what belongs to their projects."""
    seen = sorted(seen_among(session, reader, items), key=rank)
    if _reads_all(session, reader, person, now):
        return seen
    led = {p.id for p in queries.projects(session, reader.team_id) if p.lead_id == reader.id}
    return [item for item in seen if item.project_id in led]


def _note(
    session: Session, reader: Person, person: Person, owed: Sequence[Item], asked: Sequence[Item], now: datetime
) -> HandOver:
    answers = _waits_for_their_word(session, reader, person, now)
    shown = owed[:TASKS_SHOWN]
    named = [i for item in (*owed, *asked, *answers) for i in (item.owner_id, item.requester_id, item.blocked_by_id)]
    return HandOver(
        person=person,
        reader=reader,
        today=calendar_of(session, reader).today(now),
        tasks=tuple(_tasks(session, reader, shown, now)),
        more=len(owed) - len(shown),
        asked=tuple(asked[:OTHERS_SHOWN]),
        answers=tuple(answers[:OTHERS_SHOWN]),
        people=queries.people(session, reader.team_id, named),
    )


def _waits_for_their_word(session: Session, reader: Person, person: Person, now: datetime) -> list[Item]:
    """About which somebody waits for this person's word, as far as the reader may know of it."""
    found = {item.id: item for item in items_asked_of(session, person, now)}
    return _readable(session, reader, person, found.values(), now)


# --- one thing after the other ----------------------------------------------------------


def _tasks(session: Session, reader: Person, items: Sequence[Item], now: datetime) -> Iterable[Task]:
    team, ids = reader.team_id, [item.id for item in items]
    waiting = queries.waiting_for(session, team, ids)
    every = item_facts(gather(session, team, now, items), items)
    passed = {item_id: asked[-1][0] for item_id, asked in asked_of(session, team, every).items()}
    notes = _last_notes(session, reader, ids)
    people = queries.people(session, team, [i for item in items for i in (item.requester_id, item.blocked_by_id)])
    for item in items:
        yield Task(
            item=item,
            requester=people.get(item.requester_id or 0),
            project=queries.project(session, team, item.project_id),
            blocker=people.get(item.blocked_by_id or 0),
            blocked_on=seen_or_none(session, reader, queries.item(session, team, item.blocked_on_id)),
            waiting=seen_among(session, reader, waiting.get(item.id, ())),
            passed_to=passed.get(item.id),
            note=notes.get(item.id),
        )


def _last_notes(session: Session, reader: Person, ids: Sequence[int]) -> dict[int, Said]:
    """The newest words about each item, whoever wrote them."""
    rows = session.exec(
        select(Event.item_id, Note, Event.happened_at)
        .join(Note, col(Note.id) == Event.note_id)
        .where(Event.team_id == reader.team_id, col(Event.item_id).in_(ids))
        .order_by(col(Event.happened_at), col(Event.id))
    ).all()
    authors = queries.people(session, reader.team_id, [note.author_id for _, note, _ in rows])
    return {
        item_id: Said(note.text, authors.get(note.author_id or 0), _day(session, reader, at))
        for item_id, note, at in rows
        if item_id is not None
    }


def _day(session: Session, reader: Person, at: datetime) -> date:
    return calendar_of(session, reader).today(at)
