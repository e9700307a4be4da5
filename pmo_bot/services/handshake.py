"""The handshake between whoever asks and whoever owes: yes, another date, not me, a question; and the answers.

A due date never moves before the offer is approved.  `rules.handshake` says what each word means for the clock.
"""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from pmo_bot.model import Acceptance, Item, Mode, Note, Project
from pmo_bot.rules.permission import may_decide
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import transition
from pmo_bot.services.absences import for_one_of, stood_in_for
from pmo_bot.services.before_risk import check_before_risks
from pmo_bot.services.changing import Done, changing, check_ahead, check_owner, done_with, item_for_act
from pmo_bot.services.commitment import pass_word, set_due
from pmo_bot.services.events import Act, once_only, write_note
from pmo_bot.store import queries
from pmo_bot.store.database import Database

Change = Callable[[Session, Item, Note | None], None]


# --- the owner's word -----------------------------------------------------------------


def accept(db: Database, act: Act, item_id: int) -> Done:
    """Yes: it will be done by its date.  A yes said twice changes nothing."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        pass_word(item, Acceptance.ACCEPTED, act.now)
        transition.noted(session, act, item)

    return _owner_says(db, act, item_id, "item.accepted", change)


def counter(db: Database, act: Act, item_id: int, due: date, reason: str = "") -> Done:
    """Another date is offered; whoever asked decides.  Refuses one that has passed, and the one it has already."""
    with db.transaction() as session:
        once_only(session, act)
        return offer(session, act, item_for_act(session, act, item_id), due, reason)


def offer(session: Session, act: Act, item: Item, due: date, reason: str = "") -> Done:
    """The same, in a transaction that is under way."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        check_ahead(session, act, item, due, item.owner_id)
        if due == item.due:
            raise Refused("same_date", item=item, day=due)
        check_before_risks(session, item, due, queries.person(session, act.team, item.owner_id) or act.person)
        pass_word(item, Acceptance.COUNTERED, act.now, due=due, note_id=_id(note))

    return _said(session, _owners(session, act, item), item, "item.countered", change, reason)


def decline(db: Database, act: Act, item_id: int, suggested_id: int | None = None, reason: str = "") -> Done:
    """Not me, perhaps somebody else: the owner stays until whoever asked has found one."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        check_owner(queries.person(session, act.team, suggested_id))
        if suggested_id is not None and suggested_id == item.owner_id:
            raise Refused("suggests_oneself", item=item)
        pass_word(item, Acceptance.DECLINED, act.now, owner_id=suggested_id, note_id=_id(note))

    return _owner_says(db, act, item_id, "item.declined", change, reason)


def ask(db: Database, act: Act, item_id: int, question: str) -> Done:
    """The owner needs to know something first: whoever asked has the word."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        if note is None:
            raise Refused("empty_question", item=item)
        pass_word(item, Acceptance.QUESTIONED, act.now, note_id=note.id)

    return _owner_says(db, act, item_id, "item.questioned", change, question)


def _owner_says(db: Database, act: Act, item_id: int, what: str, change: Change, words: str = "") -> Done:
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        return _said(session, _owners(session, act, item), item, what, change, words)


def _owners(session: Session, act: Act, item: Item) -> Act:
    """The act as the owner's, or somebody's who stands in for them; refuses everybody else's."""
    own = for_one_of(session, act, [item.owner_id])
    if own is None:
        raise Refused("not_owners_word", item=item, owner=queries.person(session, act.team, item.owner_id))
    return own


# --- whoever asked answers ------------------------------------------------------------


def approve(db: Database, act: Act, item_id: int) -> Done:
    """The offered date becomes the date: only now it moves."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        if item.offer_due is None:
            raise Refused("no_offer", item=item)
        due = item.offer_due
        check_ahead(session, act, item, due, item.owner_id)
        set_due(item, due)
        pass_word(item, Acceptance.ACCEPTED, act.now)

    return _decided(db, act, item_id, "item.approved", Acceptance.COUNTERED, change)


def keep(db: Database, act: Act, item_id: int, reason: str = "") -> Done:
    """The date, or the owner, stays: the owner is asked again, with the reason."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        if item.acceptance not in (Acceptance.COUNTERED, Acceptance.DECLINED):
            raise Refused("no_offer", item=item)
        pass_word(item, Acceptance.REQUESTED, act.now, note_id=_id(note))

    return _decided(db, act, item_id, "item.kept", None, change, reason)


def answer(db: Database, act: Act, item_id: int, words: str) -> Done:
    """What the owner wanted to know; they are asked again, with the answer."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        if note is None:
            raise Refused("empty_answer", item=item)
        pass_word(item, Acceptance.REQUESTED, act.now, note_id=note.id)

    return _decided(db, act, item_id, "item.answered", Acceptance.QUESTIONED, change, words)


def _decided(
    db: Database, act: Act, item_id: int, what: str, expected: Acceptance | None, change: Change, words: str = ""
) -> Done:
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        project = queries.project(session, act.team, item.project_id)
        mode = project.mode if project is not None else Mode.SUPPORTIVE
        if not may_decide(act.person, item, project, mode):
            able = [p.id for p in stood_in_for(session, act.person, act.now) if may_decide(p, item, project, mode)]
            stands_in = for_one_of(session, act, able)
            if stands_in is None:
                raise Refused("not_yours_to_decide", item=item, lead=_decider(session, item, project, mode))
            act = stands_in
        if expected is not None and item.acceptance is not expected:
            raise Refused("no_offer", item=item)
        return _said(session, act, item, what, change, words)


def _decider(session: Session, item: Item, project: Project | None, mode: Mode) -> object:
    lead = project.lead_id if project is not None else None
    return queries.person(session, item.team_id, lead if mode is Mode.DIRECTIVE else item.requester_id or lead)


def _said(session: Session, act: Act, item: Item, what: str, change: Change, words: str) -> Done:
    if not item.is_open:
        raise Refused("is_closed", item=item)
    note = write_note(session, act, words, item)
    with changing(session, act, item, what, note) as events:
        change(session, item, note)
    return done_with(session, item, events[0])


def _id(note: Note | None) -> int | None:
    return note.id if note is not None else None
