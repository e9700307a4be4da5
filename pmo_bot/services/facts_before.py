"""What happened before: what the owner of an item has to hear of, read for any number of items at once."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from pmo_bot.model import MOVES, Event, Item
from pmo_bot.rules import moves
from pmo_bot.rules.facts import Upstream
from pmo_bot.store import links, queries
from pmo_bot.store.prepared import prepared

SAID = (
    "item.unblocked",
    "item.freed",
    "item.not_waited",
    "item.ready_by",
    "item.pause_allowed",
    "item.pause_refused",
)
"""What others say about the waiting of an item."""
NOTED = "item.noted"
REPLIES = (*MOVES, "item.ripple_seen", "item.linked", "item.blocked", "item.objected")
"""What answers a moved date of something that an item waits for: also who says only now that it does knew the date."""


def heard(session: Session, team: str, items: Sequence[Item]) -> dict[int, Event]:
    """By item: what somebody else said of its waiting, if it is the last thing that happened to the promise."""
    owners = {item.id: item.owner_id for item in items}
    said = _newest(session, team, owners, SAID)
    if not said:
        return {}
    last = _newest(session, team, said, None)
    events = session.exec(select(Event).where(col(Event.id).in_([n for i, n in said.items() if last[i] == n])))
    return {event.item_id or 0: event for event in events if event.actor_id != owners[event.item_id or 0]}


def _newest(session: Session, team: str, ids: Collection[int], which: Collection[str] | None) -> dict[int, int]:
    """By item: the id of its newest event of some kinds; of all but notes, for None."""
    found = _newest_but(session, team, ids, NOTED) if which is None else _newest_of(session, team, ids, which)
    return {item_id or 0: number for item_id, number in found}


@prepared
def _newest_of(team: str, ids: Collection[int], which: Collection[str]) -> Select[int | None, int]:
    here = (Event.team_id == team, col(Event.item_id).in_(ids), col(Event.what).in_(which))
    return select(Event.item_id, func.max(Event.id)).where(*here).group_by(col(Event.item_id))


@prepared
def _newest_but(team: str, ids: Collection[int], what: str) -> Select[int | None, int]:
    here = (Event.team_id == team, col(Event.item_id).in_(ids), col(Event.what) != what)
    return select(Event.item_id, func.max(Event.id)).where(*here).group_by(col(Event.item_id))


# --- dates that moved -------------------------------------------------------------------


def upstream(session: Session, team: str, items: Sequence[Item]) -> dict[int, Upstream]:
    """By item: the newest move to a later day among the open items that it waits for, made by somebody else."""
    before = _before(session, team, items)
    moved = _moves(session, team, {on for found in before.values() for on in found})
    if not moved:
        return {}
    touched = [item.id for item in items if before.get(item.id, set()) & moved.keys()]
    answers = _newest(session, team, touched, REPLIES)
    on_items = queries.items(session, team, moved)
    found: dict[int, Upstream] = {}
    for item in items:
        mine = [moved[on] for on in before.get(item.id, ()) if on in moved and on_items[on].is_open]
        newest = max(mine, key=lambda event: event.id, default=None)
        if newest is not None and newest.actor_id != item.owner_id and newest.item_id is not None:
            since = item.committed_at is not None and newest.happened_at >= item.committed_at
            answered = answers.get(item.id, 0) > newest.id or not since
            was = date.fromisoformat(newest.before["due"])
            found[item.id] = Upstream(on_items[newest.item_id], newest, was, answered)
    return found


def last_reply(session: Session, item: Item) -> str:
    """What the owner of something that waits did last about the dates before it, as an event is called."""
    here = (Event.team_id == item.team_id, Event.item_id == item.id, col(Event.what).in_(REPLIES))
    return session.exec(select(Event.what).where(*here).order_by(col(Event.id).desc()).limit(1)).first() or ""


def _before(session: Session, team: str, items: Sequence[Item]) -> dict[int, set[int]]:
    """By item: the ids of what it waits for."""
    found: dict[int, set[int]] = {}
    ids = [item.id for item in items]
    for item_id, on_id in links.linked(session, team, ids):
        found.setdefault(item_id, set()).add(on_id)
    for item in items:
        if item.blocked_at is not None and item.blocked_on_id is not None:
            found.setdefault(item.id, set()).add(item.blocked_on_id)
    return found


def _moves(session: Session, team: str, ids: set[int]) -> dict[int, Event]:
    """By item: its newest change of date that stands, if that was to a later day."""
    if not ids:
        return {}
    changes = (Event.team_id == team, col(Event.item_id).in_(ids), col(Event.what).in_(moves.CHANGES))
    events: dict[int, list[Event]] = {}
    for event in session.exec(select(Event).where(*changes).order_by(col(Event.id))):
        events.setdefault(event.item_id or 0, []).append(event)
    newest = {item_id: moves.standing(found)[-1:] for item_id, found in events.items()}
    return {item_id: last for item_id, found in newest.items() for last in found if moves.is_later(last)}
