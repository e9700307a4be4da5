"""What an item waits for: who says so, who is asked, what they answer, and whether the date may wait."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from pmo_bot.model import Item, Mode, Note, Person, Standing
from pmo_bot.rules.asks import Asked, pending
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_act, may_decide
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.changing import Done, change_in, change_item, changing, done_with
from pmo_bot.services.events import Act, once_only, write_note
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.links import check_circle
from pmo_bot.services.looking import visible_item
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def block(
    db: Database, act: Act, item_id: int, *, by_id: int | None = None, on_id: int | None = None, text: str = ""
) -> Done:
    """It waits for a person, an item or a thing.

    Refuses an item that waits for itself, for its owner, or for somebody who cannot answer: its clock would never run.
    Nor may it go round: the refusal has the way, as far as this person may know of it.
    """

    def change(item: Item, session: Session) -> None:
        blocker = queries.person(session, act.team, by_id)
        if on_id == item.id:
            raise Refused("blocks_itself", item=item)
        if by_id is not None and by_id == item.owner_id:
            raise Refused("blocks_oneself", item=item, owner=blocker if by_id != act.person.id else None)
        _check_blocker(blocker)
        if by_id is None and on_id is None and not text.strip():
            raise Refused("blocked_by_what", item=item)
        words = fitting(text, 500)
        if item.blocked_at and (item.blocked_by_id, item.blocked_on_id, item.blocked_by_text) == (by_id, on_id, words):
            return  # said again
        on = queries.item(session, act.team, on_id)
        if on is not None:
            check_circle(session, act, item, on)
        _free(item)
        item.blocked_at = act.now
        item.blocked_by_id, item.blocked_on_id, item.blocked_by_text = by_id, on_id, words

    return change_in(db, act, item_id, "item.blocked", change, refuse_closed=True)


def _check_blocker(blocker: Person | None) -> None:
    """Only who can answer may be waited for."""
    if blocker is not None and blocker.standing is Standing.BOT:
        raise Refused("blocker_is_bot", person=blocker)
    if blocker is not None and blocker.standing is Standing.DEACTIVATED:
        raise Refused("blocker_left", person=blocker)


def unblock(db: Database, act: Act, item_id: int) -> Done:
    """It can go on."""

    def change(item: Item, session: Session) -> None:
        _check_blocked(item)
        _free(item)

    return change_in(db, act, item_id, "item.unblocked", change, refuse_closed=True)


def _free(item: Item) -> None:
    item.blocked_at = item.blocked_by_id = item.blocked_on_id = item.blocked_ok = item.blocked_until = None
    item.blocked_by_text = ""


def _check_blocked(item: Item) -> None:
    if item.blocked_at is None:
        raise Refused("not_blocked", item=item)


# --- whoever is waited for answers ----------------------------------------------------


def ready(db: Database, act: Act, item_id: int) -> Done:
    """What the owner waits for is there: it can go on."""
    return _answered(db, act, item_id, "item.unblocked", lambda session, item, note: _free(item))


def ready_by(db: Database, act: Act, item_id: int, day: date, words: str = "") -> Done:
    """The day on which the owner can have it, in the calendar of whoever says so.  Refuses one that has passed."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        today = calendar_of(session, act.person).today(act.now)
        if day < today:
            raise Refused("past", day=day, today=today)
        item.blocked_until = day

    return _answered(db, act, item_id, "item.ready_by", change, words)


def not_waited(db: Database, act: Act, item_id: int, words: str = "") -> Done:
    """It is not them that it waits for: the owner hears so, and their clock runs again."""
    return _answered(db, act, item_id, "item.not_waited", lambda session, item, note: _free(item), words)


# --- whoever leads answers ------------------------------------------------------------


def allow_pause(db: Database, act: Act, item_id: int) -> Done:
    """The date may wait for what was only described."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        item.blocked_ok = True

    return _answered(db, act, item_id, "item.pause_allowed", change, decides=True)


def refuse_pause(db: Database, act: Act, item_id: int, words: str = "") -> Done:
    """The date does not wait; the owner hears why."""

    def change(session: Session, item: Item, note: Note | None) -> None:
        item.blocked_ok = False

    return _answered(db, act, item_id, "item.pause_refused", change, words, decides=True)


# --- a date before it moved -----------------------------------------------------------


def ripple_seen(db: Database, act: Act, item_id: int) -> Done:
    """The owner knows that a date before theirs moved, and leaves their own as it is."""
    return change_item(db, act, item_id, "item.ripple_seen", lambda item: None, refuse_closed=True)


def _answered(
    db: Database,
    act: Act,
    item_id: int,
    what: str,
    change: Callable[[Session, Item, Note | None], None],
    words: str = "",
    *,
    decides: bool = False,
) -> Done:
    with db.transaction() as session:
        once_only(session, act)
        item = visible_item(session, act.person, queries.item(session, act.team, item_id), "")
        if not item.is_open:
            raise Refused("is_closed", item=item)
        _check_blocked(item)
        if not _may_answer(session, act, item, decides=decides):
            raise Refused("not_yours_to_decide", item=item, lead=_whose(session, item, decides=decides))
        note = write_note(session, act, words, item)
        with changing(session, act, item, what, note) as events:
            change(session, item, note)
        return done_with(session, item, events[0])


def _may_answer(session: Session, act: Act, item: Item, *, decides: bool) -> bool:
    """Whoever is asked now may answer, and whoever could be: the one waited for, whoever leads."""
    if any(asked.reader.person.id == act.person.id for asked in _asked(session, act, item)):
        return True
    project = queries.project(session, act.team, item.project_id)
    if decides:
        mode = project.mode if project is not None else Mode.SUPPORTIVE
        return item.owner_id != act.person.id and may_decide(act.person, item, project, mode)
    return act.person.id == item.blocked_by_id or may_act(act.person, item, project)


def _asked(session: Session, act: Act, item: Item) -> list[Asked]:
    every = item_facts(gather(session, act.team, act.now, [item]), [item])
    return [asked for facts in every for asked in pending(facts)]


def _whose(session: Session, item: Item, *, decides: bool) -> Person | None:
    project = queries.project(session, item.team_id, item.project_id)
    lead = project.lead_id if project is not None else None
    return queries.person(session, item.team_id, (lead or item.requester_id) if decides else item.blocked_by_id)
