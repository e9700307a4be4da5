"""Read how the bot answers somebody's own words, with everything as it is now."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Escalation, Event, Item, LineKind, Person, Post, Saying
from pmo_bot.rules.heard import Candidate, Heard, Outcome, Part
from pmo_bot.rules.modes import asks_lead
from pmo_bot.rules.permission import may_act
from pmo_bot.rules.spoken import Deed
from pmo_bot.rules.spoken_meaning import Said, Stand, note, stood
from pmo_bot.rules.spoken_rules import meanings
from pmo_bot.services import confirming
from pmo_bot.services.absences import as_said
from pmo_bot.services.events import Act
from pmo_bot.services.looking import seen_among, seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_live import asked_about
from pmo_bot.services.reading_pending import packets_of
from pmo_bot.services.reading_today import today_of
from pmo_bot.services.undoing import undoable
from pmo_bot.store import queries


def heard(session: Session, post: Post, now: datetime) -> Heard:
    """The answer to one message."""
    reader = session.get_one(Person, post.person_id)
    today = calendar_of(session, reader).today(post.created_at)
    parts = tuple(part_of(session, one, reader, now) for one in queries.sayings_of(session, post.team_id, post.key))
    owed = [item.due for item in queries.open_items_of(session, post.team_id, reader.id) if item.due is not None]
    return Heard(reader, today, parts, min(owed, default=None), _rest(session, post, reader))


def _rest(session: Session, post: Post, reader: Person) -> tuple[Item | None, ...]:
    ids: list[int | None] = post.why.get("rest") or []
    items = queries.items(session, post.team_id, ids) if ids else {}
    return tuple(seen_or_none(session, reader, items.get(one or 0)) for one in ids)


def part_of(session: Session, saying: Saying, reader: Person, now: datetime) -> Part:
    """One clause: what it comes to, or what became of it."""
    said = Said.of(saying.reading)
    if said.deed is Deed.DAY:
        return Part(saying.id, saying.text, said, day=today_of(session, reader, now))
    item = seen_or_none(session, reader, queries.item(session, saying.team_id, saying.item_id))
    if item is None:
        return Part(saying.id, saying.text, said, among=_among(session, saying, said, reader, now))
    stand = stand_of(session, reader, item, saying.created_at, now)
    meant = meanings(said, stand)
    keep = note(said, stand, saying.text)
    ids = [item.owner_id, item.requester_id, item.blocked_by_id, item.offer_owner_id, said.person]
    people = queries.people(session, saying.team_id, ids)
    stale = stood(item) != saying.stood
    project = queries.project(session, saying.team_id, item.project_id)
    lead = queries.person(session, saying.team_id, project.lead_id) if project is not None else None
    return Part(
        id=saying.id, text=saying.text, said=said, stand=stand, meant=meant, note=keep,
        outcome=_outcome(session, saying, item, reader, stale=stale, asks=bool(meant) and saying.turned_at is None),
        turned=saying.turned_at is not None, stale=stale, owner=people.get(item.owner_id or 0),
        requester=people.get(item.requester_id or 0), project=project,
        decider=lead if stand.lead_decides else people.get(item.requester_id or 0),
        other=people.get(next((one.person for one in meant if one.person), None) or said.person or 0),
        on=seen_or_none(session, reader, queries.item(session, saying.team_id, said.on)),
        blocker=people.get(item.blocked_by_id or 0), confirmer=confirming.asked_now(session, item, now),
        among=_others(session, saying, item, reader) if saying.turned_at is not None else (),
    )  # fmt: skip


def stand_of(session: Session, speaker: Person, item: Item, said_at: datetime, now: datetime) -> Stand:
    """How an item stands for whoever speaks."""
    return stands_of(session, speaker, [item], said_at, now)[0]


def stands_of(
    session: Session, speaker: Person, items: Sequence[Item], said_at: datetime, now: datetime
) -> list[Stand]:
    """How some items stand for whoever speaks, in their order."""
    asked = asked_about(session, speaker, items, now)
    told = {found.item.id: found.line.escalation_id for found in packets_of(session, speaker)}
    return [
        _stand(session, speaker, item, said_at, asked.get(item.id, frozenset()), told.get(item.id), now)
        for item in items
    ]


def _stand(
    session: Session, speaker: Person, item: Item, said_at: datetime, asked: frozenset[LineKind],
    packet: int | None, now: datetime,
) -> Stand:  # fmt: skip
    owner = queries.person(session, item.team_id, item.owner_id) or speaker
    calendar = calendar_of(session, owner)
    behalf = as_said(session, Act(speaker, now), item).behalf
    owns = item.owner_id is not None and item.owner_id in (speaker.id, behalf.id if behalf is not None else 0)
    if item.blocked_by_id == speaker.id and not owns:  # they can say more than once how far it is
        asked |= {LineKind.BLOCKER}
    project = queries.project(session, item.team_id, item.project_id)
    own_right = may_act(speaker, item, project)
    return Stand(
        item=item, calendar=calendar, today=calendar.today(said_at), owns=owns, asked=asked,
        may_act=own_right or behalf is not None,
        lead_decides=owns and asks_lead(speaker, item, project),
        asked_by_other=item.requester_id is not None and item.requester_id != item.owner_id,
        warned=owns and warned(session, item) is not None, packet=None if owns else packet,
    )  # fmt: skip


def warned(session: Session, item: Item) -> int | None:
    """The note about an item that its owner can still add words to, if there is one."""
    mine = (Escalation.team_id == item.team_id, Escalation.item_id == item.id, Escalation.commitment == item.commitment)
    unanswered = (col(Escalation.void_at).is_(None), col(Escalation.answered_at).is_(None))
    shown = select(Escalation.id).where(*mine, *unanswered, col(Escalation.previewed_at).is_not(None))
    return session.exec(shown.order_by(col(Escalation.id).desc())).first()


def _among(session: Session, saying: Saying, said: Said, reader: Person, now: datetime) -> tuple[Candidate, ...]:
    items = queries.items(session, saying.team_id, saying.among)
    seen = seen_among(session, reader, (items[i] for i in saying.among if i in items))
    open_ones = [item for item in seen if item.is_open]
    stands = stands_of(session, reader, open_ones, saying.created_at, now) if open_ones else []
    return tuple(Candidate(stand.item, next(iter(meanings(said, stand)), None)) for stand in stands)


def _others(session: Session, saying: Saying, item: Item, reader: Person) -> tuple[Candidate, ...]:
    owed = queries.open_items_of(session, saying.team_id, reader.id)
    return tuple(Candidate(one) for one in owed if one.id != item.id)[:100]


def _outcome(
    session: Session, saying: Saying, item: Item, reader: Person, *, stale: bool, asks: bool
) -> Outcome | None:
    """What was done with the item on a click of this answer, or since; None while nothing was that matters to it."""
    since: Sequence[Event] = [e for e in queries.events_of(session, item.team_id, item.id) if e.id > saying.seen]
    applied = queries.applied_by(session, saying)
    if applied is None and asks and not stale:
        return None
    own = [e for e in since if e.actor_id == reader.id]
    event = applied or (since[-1] if stale and since else own[-1] if own else None)
    if event is None:
        return None
    later = [e for e in own if e.id > event.id]
    if applied is not None and later and later[-1].what == "item.undone":
        event = later[-1]
    undo = undoable(session, item.id, reader, saying.created_at)
    answers = applied is not None or saying.turned_at is not None or not stale or event.source == "modal"
    by = queries.person(session, item.team_id, event.actor_id)
    own_answer = answers and event.actor_id == reader.id
    return Outcome(event, by, event.actor_id == reader.id, own_answer, undo if undo == event.id else None)
