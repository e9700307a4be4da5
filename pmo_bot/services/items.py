"""What people do with items.  Each function is one transaction and raises `Refused` when it may not be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, col, update

from pmo_bot.model import Item, Kind, Line, Priority, State
from pmo_bot.rules import modes
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.severity import needed_of
from pmo_bot.services import asking_lessons, confirming, handshake, looked_at, readiness, requirements
from pmo_bot.services.absences import for_one_of
from pmo_bot.services.changing import (
    Done,
    begin,
    change_in,
    change_it,
    change_item,
    check_ahead,
    check_may_add,
    check_owner,
    check_reach,
    check_title,
    closing,
    done_with,
    item_for_act,
    next_number,
    project_for,
)
from pmo_bot.services.commitment import open_again, say_yes, set_due
from pmo_bot.services.events import Act, once_only, record, write_note
from pmo_bot.services.lessons import acted_on
from pmo_bot.services.looking import visible_item
from pmo_bot.services.modes import asks_lead, check_complete, check_new_date, check_reason
from pmo_bot.services.people import calendar_of
from pmo_bot.services.quotas import allowed
from pmo_bot.services.risks import score_in
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
    decision: int | None = None
    """The number of the decision that it follows from."""
    score: tuple[int, int] | None = None
    """Of a risk: probability and impact."""
    severity: int | None = None
    """Of an issue, from 1 to 4."""
    requirements: Sequence[str] = ()
    """The names of what it is for."""
    lesson: int | None = None
    """The lesson of which it is the next step."""


def capture(db: Database, act: Act, wanted: Capture) -> Done:
    """Keep an item.

    Refuses an empty or overlong title, an owner who cannot answer, a hidden project, and what its project's mode needs
    to know and does not.
    """
    with db.transaction() as session:
        once_only(session, act)
        return keep_item(session, act, wanted)


def keep_item(session: Session, act: Act, wanted: Capture, *, checked: bool = True) -> Done:
    """The same in a transaction that is under way.

    What is not `checked` was thought of before by somebody who might add it: it may lack what its project's mode asks
    for, and belong to a project that whoever acts does not see.
    """
    owner = queries.person(session, act.team, wanted.owner_id)
    title = check_title(wanted.title)
    check_owner(owner)
    if wanted.due is not None:
        check_reach(wanted.due, calendar_of(session, owner or act.person).today(act.now))
    project = queries.project(session, act.team, wanted.project_id)
    if checked:
        project = project_for(session, act, wanted.project_id)
        check_may_add(act, project)
        lacked = modes.lacks(wanted.owner_id, wanted.due, wanted.project_id, wanted.done_means)
        check_complete(session, project, needed_of(wanted.kind, wanted.severity, project, lacked))
    severity = wanted.severity if wanted.kind is Kind.ISSUE else None
    item = Item(
        team_id=act.team,
        number=next_number(session, act.team),
        kind=wanted.kind,
        title=title,
        done_means=wanted.done_means,
        project_id=wanted.project_id,
        owner_id=wanted.owner_id,
        requester_id=act.person.id,
        contact_id=wanted.contact_id,
        due=wanted.due,
        due_time=wanted.due_time,
        priority=allowed(session, act.team, wanted.project_id, wanted.priority),
        decision_number=wanted.decision,
        severity=severity,
        created_at=act.now,
        permalink=wanted.permalink,
        wake_at=act.now,
    )
    event = begin(session, act, item)
    if wanted.requirements:
        requirements.write_item(session, act.without_once, item, wanted.requirements)
    if wanted.score is not None and item.kind is Kind.RISK:
        score_in(session, act.without_once, item, *wanted.score)
    if wanted.lesson is not None:
        acted_on(session, act, wanted.lesson, item)
    return Done(item, event, owner, project)


def finish(db: Database, act: Act, item_id: int, note: str = "") -> Done:
    """The item is done; where its project asks for it, whoever asked is asked to agree."""
    return confirming.finish(db, act, item_id, note)


def drop(db: Database, act: Act, item_id: int, note: str = "") -> Done:
    """The item is no longer wanted."""
    return change_item(db, act, item_id, "item.dropped", closing(State.DROPPED, act), note, refuse_closed=True)


def start(db: Database, act: Act, item_id: int) -> Done:
    """Somebody works on it; whoever starts an unowned item owns it."""

    def change(item: Item) -> None:
        item.state = State.STARTED
        if item.owner_id is None:
            item.owner_id = act.person.id
        else:
            say_yes(item, act.person.id, act.when)

    return change_item(db, act, item_id, "item.started", change, refuse_closed=True)


def reopen(db: Database, act: Act, item_id: int, note: str = "", due: date | None = None) -> Done:
    """It was not done after all, and may have a new date.  Its history stays."""

    def change(item: Item, session: Session) -> None:
        if item.is_open:
            raise Refused("is_open", item=item)
        if due is not None:  # what is refused is refused of a closed item: the sentence names the way from there
            check_ahead(session, act, item, due, item.owner_id)
            check_new_date(session, act, item, due, note)
        open_again(item, act.when)
        if due is not None:
            set_due(item, due)

    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        looked_at.taken_back(session, act, item)
        done = change_it(session, act, item, "item.reopened", change, note)
        asking_lessons.no_longer_done(session, act, done.item)
        readiness.opened_again(session, act, done.item)
        return done


def move(db: Database, act: Act, item_id: int, due: date, reason: str = "", due_time: time | None = None) -> Done:
    """A new date.  Refuses one that has passed for the owner, and the one it has already.

    Where the project's mode asks for it, one without its reason too; and where dates are the lead's, the owner's own
    move is an offer to them.
    """

    def change(item: Item, session: Session) -> None:
        check_ahead(session, act, item, due, item.owner_id)
        if (due, due_time) == (item.due, item.due_time):
            raise Refused("same_date", item=item, day=due)
        check_new_date(session, act, item, due, reason)
        set_due(item, due)
        item.due_time = due_time

    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        project = queries.project(session, act.team, item.project_id)
        own = for_one_of(session, act, [item.owner_id]) is not None
        if own and due != item.due and asks_lead(session, act, item, project):
            check_reason(session, item, project, reason)
            return handshake.offer(session, act, item, due, reason)
        return change_it(session, act, item, "item.moved", change, reason, refuse_closed=True)


def assign(db: Database, act: Act, item_id: int, owner_id: int, due: date | None = None, reason: str = "") -> Done:
    """Somebody else owes it from now on, perhaps by another date.  Refuses bots and people who left."""

    def change(item: Item, session: Session) -> None:
        owner = queries.person(session, act.team, owner_id)
        if owner is None:
            raise Refused("no_person")
        check_owner(owner)
        if due is not None and due != item.due:
            check_ahead(session, act, item, due, owner_id)
            check_new_date(session, act, item, due, reason)
            set_due(item, due)
        item.owner_id = owner_id
        item.snoozed_until = None

    return change_in(db, act, item_id, "item.assigned", change, reason, refuse_closed=True)


def snooze(db: Database, act: Act, item_id: int, until: date) -> Done:
    """Its lines come back on a local date; neither the due date nor the ladder moves."""

    def change(item: Item, session: Session) -> None:
        owner = queries.person(session, act.team, item.owner_id) or act.person
        today = calendar_of(session, owner).today(act.now)
        if until <= today:
            raise Refused("snooze_past", day=until, today=today)
        item.snoozed_until = until

    return change_in(db, act, item_id, "item.snoozed", change, refuse_closed=True)


def on_track(db: Database, act: Act, item_id: int) -> Done:
    """The owner says it will be done in time.  Nothing moves; no line comes on the next working day."""

    def change(item: Item, session: Session) -> None:
        say_yes(item, act.person.id, act.now)
        asked = (col(Line.team_id) == act.team, col(Line.item_id) == item.id, col(Line.person_id) == act.person.id)
        session.exec(
            update(Line).where(*asked, col(Line.commitment) == item.commitment, col(Line.answer).is_(None))
            .values(answer="track", answered_at=act.now)
        )  # fmt: skip

    return change_in(db, act, item_id, "item.on_track", change, refuse_closed=True)


def note(db: Database, act: Act, item_id: int, text: str) -> Done:
    """A note in the item's history.  Whoever may know of an item may add one; nothing else changes."""
    with db.transaction() as session:
        once_only(session, act)
        item = visible_item(session, act.person, queries.item(session, act.team, item_id), "")
        written = write_note(session, act, text, item)
        if written is None:
            raise Refused("empty_note", key=item.key)
        event = record(session, act, "item.noted", item=item, note=written)
        item.wake_at = act.now  # its owner reads it in the next brief
        session.add(item)
        return done_with(session, item, event)
