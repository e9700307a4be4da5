"""An objection to a date that moved: it stays, and the two owners are brought together about it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from pmo_bot.model import Event, Item, Person
from pmo_bot.rules import moves
from pmo_bot.rules.facts import Upstream
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.absences import as_said
from pmo_bot.services.changing import Done, done_with, item_for_act
from pmo_bot.services.events import Act, once_only, record, write_note
from pmo_bot.services.facts_before import upstream
from pmo_bot.services.links import UNLINKED
from pmo_bot.services.notices import item_changed
from pmo_bot.services.together import bring_together
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.prepared import prepared

OBJECTED, OBJECTION = "item.objected", "item.objection"
"""Said of what waits; and of what it waits for, whose date moved."""
SEEN = "item.ripple_seen"
SETTLES = (*moves.CHANGES, SEEN, UNLINKED)
"""What may end a conflict: either date changes, the owner agrees after all, or it waits no longer."""


def object_to(db: Database, act: Act, item_id: int, reason: str) -> Done:
    """The owner of what waits objects to the new date before theirs.

    The move stays.  One conversation opens between the two owners, and both items carry the reason.  Refuses without a
    reason, and where no date before it has moved since the owner answered.
    """
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        if not reason.strip():
            raise Refused("empty_objection", item=item, field="reason")
        moved = upstream(session, act.team, [item]).get(item.id)
        if not item.is_open or moved is None or moved.answered:
            raise Refused("nothing_moved", item=item)
        act = as_said(session, act, item)
        note = write_note(session, act, reason, item)
        event = record(session, act, OBJECTED, item=item, note=note,
                       after={"on": moved.item.id, "move": moved.event.id})  # fmt: skip
        after = act.without_once
        record(session, after, OBJECTION, item=moved.item, note=note, after={"by": item.id})
        bring_together(session, after, item, _both(session, item, moved), reason, about=moved.item, note=note,
                       slot=f"object-{item.number}-{moved.event.id}")  # fmt: skip
        for one in (item, moved.item):
            item_changed(session, act, one)
        return done_with(session, item, event)


def _both(session: Session, item: Item, moved: Upstream) -> list[Person]:
    """The two owners; whoever moved it, where both are the same or nobody owns it."""
    known = queries.people(session, item.team_id, [item.owner_id, moved.item.owner_id, moved.event.actor_id])
    other = moved.item.owner_id if moved.item.owner_id not in (None, item.owner_id) else moved.event.actor_id
    return [known[one] for one in (item.owner_id, other) if one is not None and one in known]


# --- as long as it is not settled ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """What waits, and what it waits for."""

    item_id: int
    on_id: int


def unsettled(session: Session, team: str, projects: Collection[int]) -> dict[int, dict[Pair, Event]]:
    """By project: the objections about its open items, from either side, that nothing has settled since."""
    found: dict[int, dict[Pair, Event]] = {}
    for event, project_id in _objections(session, team, projects):
        found.setdefault(project_id or 0, {})[_pair(event)] = event
    near = {one for pairs in found.values() for pair in pairs for one in (pair.item_id, pair.on_id)}
    if not near:
        return {}
    later = (Event.team_id == team, col(Event.item_id).in_(near), col(Event.what).in_(SETTLES))
    settling: dict[int, list[Event]] = {one: [] for one in near}
    for event in session.exec(select(Event).where(*later).order_by(col(Event.id))):
        settling[event.item_id or 0].append(event)
    known = queries.items(session, team, near)

    def holds(pair: Pair, event: Event) -> bool:
        of_both = (settling[pair.item_id], settling[pair.on_id])
        return known[pair.item_id].is_open and known[pair.on_id].is_open and not _settled(pair, event, of_both)

    return {one: {pair: event for pair, event in pairs.items() if holds(pair, event)} for one, pairs in found.items()}


def _objections(session: Session, team: str, projects: Collection[int]) -> Iterable[tuple[Event, int | None]]:
    """All there were about what is open in some projects, with the project, oldest first."""
    return _about(session, team, projects)


@prepared
def _about(team: str, projects: Collection[int]) -> Select[Event, int | None]:
    # The words stand in the statement itself: no partial index serves a parameter.
    said: BindParameter[str] = bindparam("said", (OBJECTED, OBJECTION), expanding=True, literal_execute=True)
    here = (col(Item.project_id).in_(projects), col(Item.closed_at).is_(None))
    rows = select(Event, Item.project_id).join(Item, col(Item.id) == Event.item_id)
    return rows.where(Event.team_id == team, col(Event.what).in_(said), *here).order_by(col(Event.id))


def _pair(event: Event) -> Pair:
    item_id = event.item_id or 0
    return Pair(item_id, event.after["on"]) if event.what == OBJECTED else Pair(event.after["by"], item_id)


def _settled(pair: Pair, objection: Event, of_both: Iterable[Sequence[Event]]) -> bool:
    since = (event for event in chain(*of_both) if event.id > objection.id)
    return any(_settles(pair, event) for event in since) or any(_moved(events, objection) for events in of_both)


def _settles(pair: Pair, event: Event) -> bool:
    if event.what == UNLINKED:
        return event.item_id == pair.item_id and event.before.get("on") == pair.on_id
    return event.what == SEEN and event.item_id == pair.item_id


def _moved(events: Sequence[Event], objection: Event) -> bool:
    """Whether the date is not the one that was objected to: also where the move itself was taken back."""
    then = moves.standing(event for event in events if event.id <= objection.id)
    return [event.id for event in moves.standing(events)] != [event.id for event in then]
