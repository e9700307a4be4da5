"""Let what was recorded happen again: each event changes the rows as it did, at its own time.

It is taken to have been heard of then, although it may have been imported years later.

Events hold nobody's words: items are called what they are called today.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from pmo_bot.model import (
    Decision,
    Escalation,
    Event,
    Item,
    Line,
    Link,
    Note,
    Pair,
    PairLine,
    Post,
    Sent,
    Snapshot,
    Wording,
    Workspace,
)
from pmo_bot.services.events import fold, texts
from pmo_bot.services.links import LINKED, UNLINKED
from pmo_bot.services.notices import wake_waiting
from pmo_bot.store import queries
from pmo_bot.store.database import Database

BEYOND = 1_000_000
LATER = (PairLine, Pair, Line, Post, Sent, Snapshot, Escalation, Wording, Event, Decision, Note, Link, Item)
"""What a replay makes anew, in an order that leaves no reference behind."""


Words = Mapping[int, Mapping[str, str]]
"""The texts of items by id."""


def rewind(db: Database, start: datetime) -> tuple[list[Event], Words]:
    """Take everything away that events made, and hand out the events, oldest first, and the words of all items.

    The bot begins at `start`: nobody is chased for what fell due before.
    """
    with db.transaction() as session:
        events = list(session.exec(select(Event).order_by(col(Event.happened_at), col(Event.id))).all())
        words = {item.id: texts(item) for item in session.exec(select(Item))}
        session.expunge_all()
        for table in LATER:
            session.exec(delete(table))
        for workspace in session.exec(select(Workspace)):
            workspace.started_at = start
            session.add(workspace)
        _count_apart(session, events)
    return events, words


def _count_apart(session: Session, events: Sequence[Event]) -> None:
    """Events come back under their own numbers: what the plan writes meanwhile is numbered beyond all of them."""
    if events:
        last = max(events, key=lambda event: event.id)
        session.add(Event(id=last.id + BEYOND, team_id=last.team_id, what="replay.began", source="replay",
                          happened_at=last.happened_at, recorded_at=last.recorded_at))  # fmt: skip


def happen(db: Database, events: Sequence[Event], words: Words) -> None:
    """Some events happen, in their order: items are made and change, and the plan looks at them again."""
    if not events:
        return
    with db.transaction() as session:
        ids = {event.item_id for event in events if event.item_id is not None}
        items = {item.id: item for item in session.exec(select(Item).where(col(Item.id).in_(ids)))}
        for event in events:
            _happen_to_item(session, items, event, words)
        session.flush()
        for event in events:
            _link(session, event)
            session.add(Event(**{**event.model_dump(), "recorded_at": event.happened_at}))
        session.flush()
        for item in items.values():
            wake_waiting(session, item, events[-1].happened_at)


def _happen_to_item(session: Session, items: dict[int, Item], event: Event, words: Words) -> None:
    """One event happens to one of these items; a new one joins them."""
    if event.item_id is None:
        return
    if event.what == "item.created":
        begun = {**event.after, **words[event.item_id], "id": event.item_id, "team_id": event.team_id}
        items[event.item_id] = Item(**Item.model_validate(begun).model_dump())
    item = items.get(event.item_id)
    if item is not None:
        fold(item, event.after)
        item.wake_at = event.happened_at  # what is closed may still be owed a word
        session.add(item)


def _link(session: Session, event: Event) -> None:
    """The plan looks at what is waited for: its packet names what waits."""
    told = event.after or event.before
    on = queries.item(session, event.team_id, told.get("on")) if event.what in (LINKED, UNLINKED) else None
    if on is None or event.item_id is None:
        return
    if event.what == UNLINKED:
        session.exec(delete(Link).where(col(Link.item_id) == event.item_id, col(Link.on_id) == on.id))
    else:
        session.add(Link(team_id=event.team_id, item_id=event.item_id, on_id=on.id))
    on.wake_at = event.happened_at
    session.add(on)
