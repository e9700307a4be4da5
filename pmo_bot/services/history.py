"""Let what was recorded happen again: each event changes the rows as it did, at its own time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from pmo_bot.model import (
    Decision,
    Escalation,
    Event,
    Item,
    Line,
    Link,
    Note,
    Post,
    Sent,
    Snapshot,
    Workspace,
)
from pmo_bot.store import queries
from pmo_bot.store.database import Database

LATER = (Line, Post, Sent, Snapshot, Escalation, Event, Decision, Note, Link, Item)
"""What a replay makes anew, in an order that leaves no reference behind."""


def rewind(db: Database, start: datetime) -> list[Event]:
    """Take everything away that events made, and hand out the events, oldest first.

    The bot begins at `start`: nobody is chased for what fell due before.
    """
    with db.transaction() as session:
        events = list(session.exec(select(Event).order_by(col(Event.happened_at), col(Event.id))).all())
        for event in events:
            session.expunge(event)
        for table in LATER:
            session.exec(delete(table))
        for workspace in session.exec(select(Workspace)):
            workspace.started_at = start
            session.add(workspace)
    return events


def happen(db: Database, events: Sequence[Event]) -> None:
    """Some events happen, in their order: items are made and change, and the plan looks at them again."""
    if not events:
        return
    with db.transaction() as session:
        items = queries.items(session, (event.item_id for event in events))
        for event in events:
            _happen_to_item(session, items, event)
        session.flush()
        for event in events:
            _link(session, event)
            session.add(Event(**event.model_dump()))
        session.flush()
        for team in {event.team_id for event in events}:
            _wake_waiting(session, team, list(items), events[-1].happened_at)


def _happen_to_item(session: Session, items: dict[int, Item], event: Event) -> None:
    """One event happens to one of these items; a new one joins them."""
    if event.item_id is None:
        return
    if event.what == "item.created":
        items[event.item_id] = Item(**_row(event.team_id, event.item_id, event.after))
    item = items.get(event.item_id)
    if item is not None:
        fold(item, event.after)
        item.wake_at = event.happened_at if item.is_open else None
        session.add(item)


def fold(item: Item, after: Mapping[str, Any]) -> None:
    """Give an item the columns that an event says; what is no column of it stays in the event."""
    if after:
        then = _row(item.team_id, item.id, {**item.model_dump(), **after})
        for name in after:
            if name in then:
                setattr(item, name, then[name])


def _row(team: str, item_id: int, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns in the form of an event as the values they stand for."""
    return Item.model_validate({**columns, "id": item_id, "team_id": team}).model_dump()


def _link(session: Session, event: Event) -> None:
    """The plan looks at what is waited for: its packet names what waits."""
    on = queries.item(session, event.team_id, event.after.get("on")) if event.what == "item.linked" else None
    if on is None or event.item_id is None:
        return
    session.add(Link(team_id=event.team_id, item_id=event.item_id, on_id=on.id))
    on.wake_at = event.happened_at if on.is_open else None
    session.add(on)


def _wake_waiting(session: Session, team: str, ids: Sequence[int], at: datetime) -> None:
    """Whatever is blocked on one of these items is looked at again."""
    waiting = (col(Item.team_id) == team, col(Item.blocked_on_id).in_(ids), col(Item.closed_at).is_(None))
    session.exec(update(Item).where(*waiting).values(wake_at=at))
