"""Why somebody hears about an item: what decides it now, and what made each message due that was sent."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Line, Person, Post, PostState
from pmo_bot.services.facts import gather, item_facts
from pmo_bot.services.looking import visible_item
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Told:
    """A line with its receipt, whom it was for, and how far its message is."""

    line: Line
    person: Person | None
    state: PostState


@dataclass(frozen=True, slots=True)
class Why:
    """What decides the reminders of an item, and every line so far, oldest first."""

    item: Item
    owner: Person | None
    effective_due: date | None
    policy_version: int
    trail: tuple[Told, ...]


def why(db: Database, reader: Person, now: datetime, item_id: int) -> Why:
    """Explain the messages about an item; a hidden one and none at all sound the same."""
    team = reader.team_id
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, team, item_id), "")
        owner = queries.person(session, team, item.owner_id)
        return Why(item, owner, *_reckoning(session, item, now), trail=tuple(_trail(session, item)))


def _reckoning(session: Session, item: Item, now: datetime) -> tuple[date | None, int]:
    """The effective due date and the policy version that decide what is sent about an item."""
    facts = item_facts(gather(session, item.team_id, now, [item]), [item])
    if not facts or item.due is None:
        return None, 0
    return facts[0].calendar.on_or_after(item.due), facts[0].ladder.version


def _trail(session: Session, item: Item) -> list[Told]:
    rows = session.exec(
        select(Line, Post.state)
        .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
        .where(Line.team_id == item.team_id, Line.item_id == item.id)
        .order_by(col(Line.id))
    ).all()
    people = queries.people(session, item.team_id, [line.person_id for line, _ in rows])
    return [Told(line, people.get(line.person_id), PostState(state)) for line, state in rows]
