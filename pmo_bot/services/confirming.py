"""Done, and whether it is: the owner says so, whoever asked agrees, or it is opened again with what is missing."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Acceptance, Confirmation, Item, Kind, Person, State
from pmo_bot.rules.confirming import may_confirm, of_done, question, stands_at
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import asking_lessons, looked_at, readiness
from pmo_bot.services.absences import for_one_of, stood_in_for
from pmo_bot.services.changing import Done, changing, done_with, item_for_act
from pmo_bot.services.commitment import close, open_again, pass_word
from pmo_bot.services.events import Act, difference, happened, once_only, told, write_note
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import Gathered, gather
from pmo_bot.services.notices import time_changed
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def finish(db: Database, act: Act, item_id: int, note: str = "") -> Done:
    """The item is done; `note` is what shows it, a sentence or a link.

    Where its project asks for it, whoever asked is asked to agree; said by them, it is confirmed by that.
    """
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        if not item.is_open:
            raise Refused("is_closed", item=item)
        if item.kind is Kind.DECISION:
            raise Refused("choose_instead", item=item)
        if item.transition and item.acceptance is not Acceptance.ACCEPTED:
            raise Refused("accept_first", item=item, owner=queries.person(session, act.team, item.owner_id))
        facts = _facts(session, item, act.now)
        evidence = write_note(session, act, note, item)
        with changing(session, act, item, "item.done", evidence) as events:
            close(item, State.DONE, act.when)
            item.evidence_id = evidence.id if evidence is not None else None
            item.confirmation = of_done(facts, act.person) if facts is not None else None
        looked_at.answered(session, act, item)
        asking_lessons.after_done(session, act, item)
        return done_with(session, item, events[0])


def confirm(db: Database, act: Act, item_id: int) -> Done:
    """It is done: nothing waits any more.  Only while that is asked, and never by its owner."""
    with db.transaction() as session:
        said, item = _awaited(session, act, item_id)
        with changing(session, said, item, "item.confirmed") as events:
            item.confirmation = Confirmation.CONFIRMED
        return done_with(session, item, events[0])


def not_yet(db: Database, act: Act, item_id: int, missing: str) -> Done:
    """It is not done: the owner is asked once more, with what is missing.  Its history stays."""
    with db.transaction() as session:
        said, item = _awaited(session, act, item_id)
        note = write_note(session, said, missing, item)
        if note is None:
            raise Refused("empty_not_yet", item=item)
        with changing(session, said, item, "item.reopened", note) as events:
            open_again(item, act.now)
            pass_word(item, Acceptance.REQUESTED, act.now, note_id=note.id)
        asking_lessons.no_longer_done(session, act, item)
        readiness.opened_again(session, act, item)
        return done_with(session, item, events[0])


def asked_now(session: Session, item: Item, now: datetime) -> Person | None:
    """Whose word is waited for; nobody's where it is done, or not yet."""
    if item.confirmation is not Confirmation.AWAITED:
        return None
    facts = _facts(session, item, now)
    asked = question(facts) if facts is not None else None
    return asked.reader.person if asked is not None else None


def _awaited(session: Session, act: Act, item_id: int) -> tuple[Act, Item]:
    """The item while it waits to be confirmed, and the act as it is written down: perhaps for somebody away."""
    once_only(session, act)
    item = item_for_act(session, act, item_id)
    if item.confirmation is not Confirmation.AWAITED:
        raise Refused("no_offer", item=item)
    project = queries.project(session, act.team, item.project_id)
    if may_confirm(act.person, item, project):
        return act, item
    able = [p.id for p in stood_in_for(session, act.person, act.now) if may_confirm(p, item, project)]
    said = for_one_of(session, act, able) if act.person.id != item.owner_id else None
    if said is None:
        raise Refused("not_yours_to_confirm", item=item, person=asked_now(session, item, act.now))
    return said, item


def _facts(session: Session, item: Item, now: datetime) -> ItemFacts | None:
    return next(iter(item_facts(gather(session, item.team_id, now, [item]), [item])), None)


# --- silence ----------------------------------------------------------------------------


def let_stand(batch: Gathered, items: Iterable[Item]) -> None:
    """What nobody has objected to in time is done: nobody acted, so the event has no actor."""
    awaited = [item for item in items if item.confirmation is Confirmation.AWAITED]
    for facts in item_facts(batch, awaited) if awaited else ():
        at = stands_at(facts)
        if at is not None and at <= batch.now:
            before = told(facts.item)
            facts.item.confirmation = Confirmation.CONFIRMED
            was, is_now = difference(before, told(facts.item))
            happened(batch.session, facts.item, "item.stood", was, is_now, batch.now)
            time_changed(batch.session, facts.item, batch.now)
