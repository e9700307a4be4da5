"""A window with everything about an item, submitted: only what was changed in it counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Kind, Priority, Wording
from pmo_bot.rules import modes
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import requirements
from pmo_bot.services.changing import Done, change_in, check_ahead, check_owner, check_title, project_for, rooms_of
from pmo_bot.services.commitment import set_due
from pmo_bot.services.events import Act, fold
from pmo_bot.services.modes import check_new_date, check_still_complete
from pmo_bot.services.quotas import allowed
from pmo_bot.store import queries, tags
from pmo_bot.store import requirements as carried
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Edit:
    """Everything about an item that a window shows, as it is to be."""

    title: str
    kind: Kind
    owner_id: int | None
    project_id: int | None
    due: date | None
    priority: Priority
    done_means: str = ""
    reason: str = ""
    """Why the date moves, if it does."""
    severity: int | None = None
    """Of an issue; a window for anything else has no field for it."""
    requirements: Sequence[str] | None = None
    """The names of what it is for; None where nothing was said about that."""


SHOWN = ("title", "kind", "owner_id", "project_id", "due", "priority", "done_means", "severity")


def edit(db: Database, act: Act, item_id: int, shown: Edit, seen: int = 0) -> Done:
    """Change what differs from what the window showed, when `seen` was the newest event of the item.

    What others changed since stays; where both changed the same thing, it is refused with who did.  A date that moves
    must not have passed, and its project's mode must let it.
    """

    def change(item: Item, session: Session) -> None:
        wanted = _changed_only(session, item, shown, seen)
        title = check_title(wanted.title)
        owner = queries.person(session, act.team, wanted.owner_id)
        check_owner(owner)
        if wanted.due is not None and wanted.due != item.due:
            check_ahead(session, act, item, wanted.due, wanted.owner_id)
        home, lacked = queries.project(session, act.team, item.project_id), modes.lacked_by(item)
        if wanted.due != item.due:
            check_new_date(session, act, item, wanted.due, wanted.reason)
            set_due(item, wanted.due)
        if home is None or may_see(act.person, home, rooms_of(session, act)):  # else the window could not offer it
            offered = project_for(session, act, wanted.project_id)
            item.project_id = offered.id if offered else None
        item.title, item.kind = title, wanted.kind
        item.priority = allowed(session, act.team, item.project_id, wanted.priority, but=item.id)
        item.owner_id, item.done_means = wanted.owner_id, wanted.done_means
        item.severity = wanted.severity if wanted.kind is Kind.ISSUE else None
        if shown.requirements is not None and _was_for(session, item, seen) != sorted(shown.requirements):
            requirements.write_item(session, act.without_once, item, shown.requirements)
        check_still_complete(session, home, lacked, item)

    return change_in(db, act, item_id, "item.edited", change, shown.reason, refuse_closed=True)


def would_change(db: Database, item: Item, shown: Edit, seen: int = 0) -> tuple[str, ...]:
    """What `edit` would change, by the name of the column; refuses where others changed the same."""
    with db.reading() as session:
        wanted = _changed_only(session, item, shown, seen)
        named = wanted.requirements
        tagged = named is not None and _was_for(session, item, seen) != sorted(named)
        differ = [name for name in SHOWN if _differs(getattr(wanted, name), getattr(item, name))]
        return (*differ, *(["requirements"] if tagged else []))


def _changed_only(session: Session, item: Item, shown: Edit, seen: int) -> Edit:
    """What is to be: the window's values where they were changed in it, else as it is by now."""
    since = _since(session, item, seen)
    was = _as_it_was(session, item, since)
    mine = {name for name in SHOWN if _differs(getattr(shown, name), getattr(was, name))}
    theirs = {name for name in SHOWN if _differs(getattr(item, name), getattr(was, name))}
    clash = {name for name in mine & theirs if _differs(getattr(shown, name), getattr(item, name))}
    if clash:
        by = queries.person(session, item.team_id, since[-1].actor_id)
        raise Refused("changed_meanwhile", item=item, by=by, owner=queries.person(session, item.team_id, item.owner_id))
    return replace(shown, **{name: getattr(item, name) for name in SHOWN if name not in mine})


def _differs(one: Any, other: Any) -> bool:
    return bool((one or None) != (other or None))


def _since(session: Session, item: Item, seen: int) -> list[Event]:
    if not seen:
        return []
    later = select(Event).where(Event.team_id == item.team_id, Event.item_id == item.id, col(Event.id) > seen)
    return list(session.exec(later.order_by(col(Event.id))))


def _was_for(session: Session, item: Item, seen: int) -> list[str]:
    """The names of what the item was for, as the window showed it."""
    since = next((one for one in _since(session, item, seen) if one.what == requirements.TAGGED), None)
    if since is None:
        return sorted(one.name for one in carried.of_number(session, item.team_id, item.number))
    return sorted(tags.names(session, item.team_id, since.before["requirements"]).values())


def _as_it_was(session: Session, item: Item, since: list[Event]) -> Item:
    """The item as the window showed it."""
    was = Item(**item.model_dump())
    for event in reversed(since):
        said = session.exec(select(Wording).where(Wording.team_id == item.team_id, Wording.event_id == event.id))
        fold(was, {**event.before, **{row.name: row.was for row in said}})
    return was
