"""Undo: one change of one's own is taken back, unless something else happened since."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Line, Person, State
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.changing import Done
from pmo_bot.services.events import Act, difference, once_only, record, told
from pmo_bot.services.notices import item_changed
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def undo(db: Database, act: Act, event_id: int) -> Done:
    """Take back one change, unless something else changed since.  Undoing twice is refused."""
    with db.transaction() as session:
        once_only(session, act)
        event = session.get(Event, event_id)
        if event is None or event.team_id != act.team or event.item_id is None:
            raise Refused("nothing_to_undo")
        item = queries.item(session, act.team, event.item_id)
        if item is None or event.actor_id != act.person.id:
            raise Refused("nothing_to_undo")
        if event.what == "item.created":
            _undo_capture(item, event, act)
            before = {}
        elif event.what == "item.on_track":
            before = _ask_again(session, event)
        else:
            before = _restore(item, event)
        session.add(item)
        session.flush()
        undone = record(session, act, "item.undone", item=item, before=before, after=event.before)
        item_changed(session, act, item)
        owner = queries.person(session, act.team, item.owner_id)
        return Done(item, undone, owner, queries.project(session, act.team, item.project_id))


UNDOABLE = frozenset(
    f"item.{what}"
    for what in ("done", "dropped", "moved", "assigned", "blocked", "unblocked", "snoozed", "on_track", "edited")
)
"""What a message offers to take back."""


def undoable(session: Session, item_id: int, person: Person, since: datetime) -> int | None:
    """The last change of an item, if this person made it after some moment and can take it back."""
    last = session.exec(select(Event).where(Event.item_id == item_id).order_by(col(Event.id).desc()).limit(1)).first()
    mine = last is not None and last.actor_id == person.id and last.what in UNDOABLE and last.recorded_at >= since
    return last.id if last is not None and mine else None


def _undo_capture(item: Item, event: Event, act: Act) -> None:
    if difference(event.after, told(item))[1]:
        raise Refused("changed_since", item=item)
    item.state, item.closed_at = State.DROPPED, act.now


def _restore(item: Item, event: Event) -> dict[str, Any]:
    now = told(item)
    if any(now[name] != value for name, value in event.after.items()):
        raise Refused("changed_since", item=item)
    for name, value in Item.model_validate({**now, **event.before, "id": item.id, "team_id": item.team_id}):
        if name in event.before:
            setattr(item, name, value)
    return {name: now[name] for name in event.before}


def _ask_again(session: Session, event: Event) -> dict[str, Any]:
    """The lines that were answered with *On track* want an answer again."""
    answered = (Line.team_id == event.team_id, Line.item_id == event.item_id, Line.person_id == event.actor_id)
    lines = session.exec(select(Line).where(*answered, Line.answer == "track")).all()
    if not lines:
        raise Refused("nothing_to_undo")
    for line in lines:
        line.answer = line.answered_at = None
        session.add(line)
    return {}
