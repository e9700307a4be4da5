"""What people do with items.  Each function is one transaction and raises `Refused` when it may not be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session, col, update

from pmo_bot.model import (
    TITLE_LENGTH,
    Event,
    Item,
    Kind,
    Line,
    Person,
    Priority,
    Project,
    Standing,
    State,
    Workspace,
)
from pmo_bot.rules.permission import may_act, may_see, may_see_item
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.commitment import close, commit, open_again, renew, set_due
from pmo_bot.services.events import Act, difference, once_only, record, told, write_note
from pmo_bot.services.notices import item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Capture:
    """What somebody wants to have kept in sight."""

    title: str
    kind: Kind = Kind.ACTION
    owner_id: int | None = None
    project_id: int | None = None
    due: date | None = None
    due_time: time | None = None
    priority: Priority = Priority.NORMAL
    contact_id: int | None = None
    done_means: str = ""
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An item after something was done with it, and the event that can be undone."""

    item: Item
    event: Event
    owner: Person | None = None
    project: Project | None = None


def capture(db: Database, act: Act, wanted: Capture) -> Done:
    """Keep an item.  Refuses an empty or overlong title, an owner who cannot answer, a hidden project."""
    with db.transaction() as session:
        once_only(session, act)
        owner = queries.person(session, act.team, wanted.owner_id)
        project = queries.project(session, act.team, wanted.project_id)
        _check_title(wanted.title)
        _check_owner(owner)
        if project is not None and not may_see(act.person, project, _rooms(session, act)):
            raise Refused("no_project", key=project.key)
        item = Item(
            team_id=act.team,
            number=next_number(session, act.team),
            kind=wanted.kind,
            title=wanted.title.strip(),
            done_means=wanted.done_means,
            project_id=wanted.project_id,
            owner_id=wanted.owner_id,
            requester_id=act.person.id,
            contact_id=wanted.contact_id,
            due=wanted.due,
            due_time=wanted.due_time,
            priority=wanted.priority,
            created_at=act.now,
            permalink=wanted.permalink,
            wake_at=act.now,
        )
        commit(item, _when(act))
        session.add(item)
        session.flush()
        event = record(session, act, "item.created", item=item, after=told(item))
        item_changed(session, act, item)
        return Done(item, event, owner, project)


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


def edit(db: Database, act: Act, item_id: int, wanted: Edit) -> Done:
    """Change several things at once.  A date that moves must not have passed."""

    def change(item: Item, session: Session) -> None:
        _check_title(wanted.title)
        owner = queries.person(session, act.team, wanted.owner_id)
        _check_owner(owner)
        if wanted.due is not None and wanted.due != item.due:
            if wanted.due < calendar_of(session, owner or act.person).today(act.now):
                raise Refused("past", day=wanted.due, field="due")
            item.slips += item.due is not None and wanted.due > item.due
        item.title, item.kind, item.priority = wanted.title.strip(), wanted.kind, wanted.priority
        item.owner_id, item.project_id, item.due = wanted.owner_id, wanted.project_id, wanted.due
        item.done_means = wanted.done_means

    return _change_in(db, act, item_id, "item.edited", change)


def finish(db: Database, act: Act, item_id: int, note: str = "") -> Done:
    """The item is done."""
    return _change(db, act, item_id, "item.done", _close(State.DONE, act), note, refuse_closed=True)


def drop(db: Database, act: Act, item_id: int, note: str = "") -> Done:
    """The item is no longer wanted."""
    return _change(db, act, item_id, "item.dropped", _close(State.DROPPED, act), note, refuse_closed=True)


def start(db: Database, act: Act, item_id: int) -> Done:
    """Somebody works on it; whoever starts an unowned item owns it."""

    def change(item: Item) -> None:
        item.state = State.STARTED
        if item.owner_id is None:
            item.owner_id = act.person.id

    return _change(db, act, item_id, "item.started", change, refuse_closed=True)


def reopen(db: Database, act: Act, item_id: int, note: str = "") -> Done:
    """It was not done after all.  Its history stays."""

    def change(item: Item) -> None:
        if item.is_open:
            raise Refused("is_open", item=item)
        open_again(item, _when(act))

    return _change(db, act, item_id, "item.reopened", change, note)


def move(db: Database, act: Act, item_id: int, due: date, reason: str = "", due_time: time | None = None) -> Done:
    """A new date.  Refuses one that has passed for the owner, and the one it has already."""

    def change(item: Item, session: Session) -> None:
        owner = queries.person(session, act.team, item.owner_id) or act.person
        if due < calendar_of(session, owner).today(act.now):
            raise Refused("past", day=due)
        set_due(item, due)
        item.due_time = due_time

    return _change_in(db, act, item_id, "item.moved", change, reason, refuse_closed=True)


def assign(db: Database, act: Act, item_id: int, owner_id: int) -> Done:
    """Somebody else owes it from now on.  Refuses bots and people who left."""

    def change(item: Item, session: Session) -> None:
        owner = queries.person(session, act.team, owner_id)
        if owner is None:
            raise Refused("no_person")
        _check_owner(owner)
        item.owner_id = owner_id
        item.snoozed_until = None

    return _change_in(db, act, item_id, "item.assigned", change, refuse_closed=True)


def block(
    db: Database, act: Act, item_id: int, *, by_id: int | None = None, on_id: int | None = None, text: str = ""
) -> Done:
    """It waits for a person, an item or a thing.  Refuses an item that waits for itself."""

    def change(item: Item) -> None:
        if on_id == item.id:
            raise Refused("blocks_itself", item=item)
        if by_id is None and on_id is None and not text.strip():
            raise Refused("blocked_by_what", item=item)
        item.blocked_at = act.now
        item.blocked_by_id, item.blocked_on_id, item.blocked_by_text = by_id, on_id, text.strip()[:500]

    return _change(db, act, item_id, "item.blocked", change, refuse_closed=True)


def unblock(db: Database, act: Act, item_id: int) -> Done:
    """It can go on."""

    def change(item: Item) -> None:
        if item.blocked_at is None:
            raise Refused("not_blocked", item=item)
        item.blocked_at = item.blocked_by_id = item.blocked_on_id = None
        item.blocked_by_text = ""

    return _change(db, act, item_id, "item.unblocked", change, refuse_closed=True)


def snooze(db: Database, act: Act, item_id: int, until: date) -> Done:
    """Its lines come back on a local date; neither the due date nor the ladder moves."""

    def change(item: Item, session: Session) -> None:
        owner = queries.person(session, act.team, item.owner_id) or act.person
        if until <= calendar_of(session, owner).today(act.now):
            raise Refused("snooze_past", day=until)
        item.snoozed_until = until

    return _change_in(db, act, item_id, "item.snoozed", change, refuse_closed=True)


def on_track(db: Database, act: Act, item_id: int) -> Done:
    """The owner says it will be done in time.  Nothing moves; no line comes on the next working day."""

    def change(item: Item, session: Session) -> None:
        asked = (Line.team_id == act.team, Line.item_id == item.id, Line.person_id == act.person.id)
        session.exec(
            update(Line).where(*asked, Line.commitment == item.commitment, col(Line.answer).is_(None))
            .values(answer="track", answered_at=act.now)
        )  # fmt: skip

    return _change_in(db, act, item_id, "item.on_track", change, refuse_closed=True)


def undo(db: Database, act: Act, event_id: int) -> Done:
    """Take back one change, unless something else changed since.  Undoing twice is refused."""
    with db.transaction() as session:
        event = session.get(Event, event_id)
        if event is None or event.team_id != act.team or event.item_id is None:
            raise Refused("nothing_to_undo")
        item = queries.item(session, act.team, event.item_id)
        if item is None or event.actor_id != act.person.id:
            raise Refused("nothing_to_undo")
        if event.what == "item.created":
            _undo_capture(item, event, act)
            before = {}
        else:
            before = _restore(item, event)
        session.add(item)
        session.flush()
        undone = record(session, act, "item.undone", item=item, before=before, after=event.before)
        item_changed(session, act, item)
        return Done(item, undone, queries.person(session, act.team, item.owner_id))


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


# --- how every change is made -------------------------------------------------------


def _change(
    db: Database,
    act: Act,
    item_id: int,
    what: str,
    change: Callable[[Item], None],
    note: str = "",
    *,
    refuse_closed: bool = False,
) -> Done:
    return _change_in(db, act, item_id, what, lambda item, _session: change(item), note, refuse_closed=refuse_closed)


def _change_in(
    db: Database,
    act: Act,
    item_id: int,
    what: str,
    change: Callable[[Item, Session], None],
    note: str = "",
    *,
    refuse_closed: bool = False,
) -> Done:
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        if refuse_closed and not item.is_open:
            raise Refused("is_closed", item=item)
        with changing(session, act, item, what, note) as events:
            change(item, session)
        owner = queries.person(session, act.team, item.owner_id)
        return Done(item, events[0], owner, queries.project(session, act.team, item.project_id))


@contextmanager
def changing(session: Session, act: Act, item: Item, what: str, note: str = "") -> Iterator[list[Event]]:
    """Change an item inside: commitment, event and notices follow from what differs afterwards."""
    before, pair = told(item), (item.owner_id, item.due)
    events: list[Event] = []
    yield events
    if pair != (item.owner_id, item.due):
        renew(item, _when(act))
    session.add(item)
    session.flush()
    written = write_note(session, act, note, item)
    was, is_now = difference(before, told(item))
    events.append(record(session, act, what, item=item, before=was, after=is_now, note=written))
    item_changed(session, act, item)


def item_for_act(session: Session, act: Act, item_id: int) -> Item:
    """The item, locked, if this person may know of it and change it; else `Refused`."""
    item = session.get(Item, item_id, with_for_update=True)
    if item is None or item.team_id != act.team:
        raise Refused("no_item", key="")
    project = queries.project(session, act.team, item.project_id)
    if not may_see_item(act.person, item, project, _rooms(session, act)):
        raise Refused("no_item", key=item.key)
    if not may_act(act.person, item, project):
        raise Refused("not_yours", item=item, **_who_may(session, item, project))
    return item


def _who_may(session: Session, item: Item, project: Project | None) -> dict[str, Any]:
    known = queries.people(session, [item.owner_id, item.requester_id, project.lead_id if project else None])
    return {"owner": known.get(item.owner_id or 0), "requester": known.get(item.requester_id or 0)}


def _when(act: Act) -> datetime:
    return act.happened_at or act.now


def _close(state: State, act: Act) -> Callable[[Item], None]:
    def change(item: Item) -> None:
        close(item, state, _when(act))

    return change


def _check_title(title: str) -> None:
    if not title.strip():
        raise Refused("no_title")
    if len(title.strip()) > TITLE_LENGTH:
        raise Refused("long_title", length=len(title.strip()), most=TITLE_LENGTH)


def _check_owner(owner: Person | None) -> None:
    if owner is None:
        return
    if owner.standing is Standing.BOT:
        raise Refused("owner_is_bot", person=owner)
    if owner.standing is Standing.DEACTIVATED:
        raise Refused("owner_left", person=owner)


def _rooms(session: Session, act: Act) -> frozenset[str]:
    return queries.private_rooms(session, act.team, act.person.slack_id)


def next_number(session: Session, team: str) -> int:
    """The next number of the workspace's one sequence."""
    workspace = session.get_one(Workspace, team, with_for_update=True)
    number, workspace.next_number = workspace.next_number, workspace.next_number + 1
    session.add(workspace)
    return number
