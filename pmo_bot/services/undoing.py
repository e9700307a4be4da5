"""Undo: one change of one's own is taken back, unless something else happened since."""

from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Event, Item, Line, Person, Risk, State, Wording
from pmo_bot.rules.permission import may_act, may_see_item
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import asking, asking_lessons, links, looked_at, readiness, requirements
from pmo_bot.services.absences import as_said
from pmo_bot.services.changing import Done, lies_ahead, rooms_of
from pmo_bot.services.clocks import keep_waiting
from pmo_bot.services.commitment import close
from pmo_bot.services.events import Act, difference, fold, keep_wordings, once_only, record, texts, told
from pmo_bot.services.facts_before import SAID
from pmo_bot.services.notices import item_changed
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.prepared import prepared


def undo(db: Database, act: Act, event_id: int) -> Done:
    """Take back one change, unless something else changed since.  Undoing twice is refused."""
    with db.transaction() as session:
        once_only(session, act)
        event = session.get(Event, event_id)
        mine = event is not None and event.team_id == act.team and event.actor_id == act.person.id
        of_risk = event is not None and event.what in OF_RISKS
        if event is None or not mine or not (of_risk or event.what.startswith("item.")):
            raise Refused("nothing_to_undo")
        if event.what in (links.LINKED, links.UNLINKED):
            return links.take_back(session, act, event)
        if event.what == requirements.TAGGED:
            return requirements.take_back(session, act, event)
        item = queries.item(session, act.team, event.item_id)
        if item is None or not _might_change_it(session, act, item, event):
            raise Refused("nothing_to_undo")
        act = as_said(session, act, item)
        row = session.get_one(Risk, item.id) if of_risk else item
        before, said, ahead, was_open = told(row), texts(row), lies_ahead(item), item.is_open
        _take_back(session, act, item, row, event)
        session.add(row)
        session.flush()
        what = "risk.undone" if of_risk else "item.undone"
        undone = record(session, act, what, item=item, after=event.before,
                        before={name: before[name] for name in event.before})  # fmt: skip
        keep_wordings(session, undone, row, said)
        if event.what == "risk.planned" or ahead > lies_ahead(item):
            readiness.ask_no_more(session, act, item)
        elif not ahead:
            readiness.opened_again(session, act, item)
        item_changed(session, act, item)
        keep_waiting(session, act, item, was_open=was_open)
        asking_lessons.no_longer_done(session, act, item)
        owner = queries.person(session, act.team, item.owner_id)
        return Done(item, undone, owner, queries.project(session, act.team, item.project_id))


def _might_change_it(session: Session, act: Act, item: Item, event: Event) -> bool:
    """Whether this person may see and change the item as it was: who gave it away can take it back.

    Where it does not exist for them any more, only while nothing else has happened to it: else they would learn that.
    """
    was = Item(**item.model_dump())
    fold(was, event.before)
    project = queries.project(session, act.team, was.project_id)
    allowed = may_act(act.person, was, project) or as_said(session, act, was).behalf is not None
    allowed = allowed or event.what in SAID  # who was asked may take their answer back
    rooms, home = rooms_of(session, act), queries.project(session, act.team, item.project_id)
    knows = may_see_item(act.person, item, home, rooms) or _last(session, act.team, item.id).first() == event
    return allowed and knows and may_see_item(act.person, was, project, rooms)


def _take_back(session: Session, act: Act, item: Item, row: Item | Risk, event: Event) -> None:
    match event.what:
        case "item.created":
            _undo_capture(session, item, event, act)
        case "item.on_track":
            _ask_again(session, event)
        case "item.done":
            looked_at.taken_back(session, act, item)
            _restore(session, item, row, event)
        case "item.decided":
            _restore(session, item, row, event)
            asking.undo(session, act, item)
        case _:
            _restore(session, item, row, event)


OF_RISKS = frozenset({"risk.assessed", "risk.reviewed", "risk.planned"})
"""What changed the assessment of an item, and not the item itself."""
UNDOABLE = OF_RISKS | frozenset(
    f"item.{what}"
    for what in (
        "done",
        "decided",
        "dropped",
        "moved",
        "assigned",
        "blocked",
        "unblocked",
        "snoozed",
        "sized",
        "rated",
        "skilled",
        "on_track",
        "edited",
        "accepted",
        "countered",
        "declined",
        "questioned",
        "approved",
        "kept",
        "answered",
        "confirmed",
        "reopened",
        "ready_by",
        "not_waited",
        "pause_allowed",
        "pause_refused",
        "happened",
    )
)
"""What a message offers to take back."""


def undoable(session: Session, item_id: int, person: Person, since: datetime) -> int | None:
    """The last change of an item, if this person made it after some moment and can take it back."""
    last = _last(session, person.team_id, item_id).first()
    mine = last is not None and last.actor_id == person.id and last.what in UNDOABLE and last.recorded_at >= since
    return last.id if last is not None and mine else None


@prepared
def _last(team: str, item_id: int) -> SelectOfScalar[Event]:
    mine = (Event.team_id == team, Event.item_id == item_id)
    return select(Event).where(*mine).order_by(col(Event.id).desc()).limit(1)


def _undo_capture(session: Session, item: Item, event: Event, act: Act) -> None:
    if difference(event.after, told(item))[1] or _wordings(session, event, Wording.event_id > event.id):
        raise Refused("changed_since", item=item)
    close(item, State.DROPPED, act.now)


def _restore(session: Session, item: Item, row: Item | Risk, event: Event) -> None:
    now, said = told(row), _wordings(session, event, Wording.event_id == event.id)
    replaced = said.keys() & _wordings(session, event, Wording.event_id > event.id)
    if replaced or any(now[name] != value for name, value in event.after.items()):
        raise Refused("changed_since", item=item)
    fold(row, {**event.before, **said})


def _wordings(session: Session, event: Event, which: bool) -> dict[str, str]:
    """What texts of the item said before this event, or one of those after it, replaced them."""
    mine = (Wording.team_id == event.team_id, Wording.item_id == event.item_id)
    return {row.name: row.was for row in session.exec(select(Wording).where(*mine, which))}


def _ask_again(session: Session, event: Event) -> None:
    """The lines that were answered with *On track* want an answer again."""
    answered = (Line.team_id == event.team_id, Line.item_id == event.item_id, Line.person_id == event.actor_id)
    lines = session.exec(select(Line).where(*answered, Line.answer == "track")).all()
    if not lines:
        raise Refused("nothing_to_undo")
    for line in lines:
        line.answer = line.answered_at = None
        session.add(line)
