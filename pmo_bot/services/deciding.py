"""The answers to an escalation.  Each applies itself and is logged as a decision, in one transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from pmo_bot.model import TITLE_LENGTH, Decision, Escalation, Item, Person, State
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.absences import as_said
from pmo_bot.services.changing import Done, changing, check_ahead, check_owner, check_title
from pmo_bot.services.commitment import close, set_due
from pmo_bot.services.decisions import NewDecision, write
from pmo_bot.services.escalations import asked_as, pause
from pmo_bot.services.events import Act, once_only, record, record_round, round_told, write_note
from pmo_bot.services.notices import item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.services.together import bring_together
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def extend(db: Database, act: Act, escalation_id: int, due: date, reason: str = "") -> Done:
    """A later date: it applies, is logged as a decision, and ends the escalation, all at once."""
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        check_ahead(session, act, item, due, item.owner_id)
        with changing(session, act, item, "item.moved", reason) as events:
            set_due(item, due)
        settle(session, act, escalation, item, "extend", f"new date {_day(due)}", reason)
        return Done(item, events[0], queries.person(session, act.team, item.owner_id))


def reassign(
    db: Database, act: Act, escalation_id: int, owner_id: int, reason: str = "", due: date | None = None
) -> Done:
    """Another owner, perhaps with another date: they are asked for their yes."""
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        owner = queries.person(session, act.team, owner_id)
        if owner is None:
            raise Refused("no_person")
        check_owner(owner)
        if owner_id == item.owner_id:
            raise Refused("owns_already", item=item, owner=owner)
        if due is not None and due != item.due:
            check_ahead(session, act, item, due, owner_id)
        with changing(session, act, item, "item.assigned", reason) as events:
            item.owner_id, item.snoozed_until = owner_id, None
            if due is not None and due != item.due:
                set_due(item, due)
        settle(session, act, escalation, item, "reassign", f"{owner.label} takes over", reason)
        return Done(item, events[0], owner)


def dropped(db: Database, act: Act, escalation_id: int, reason: str = "") -> Done:
    """It is no longer needed."""
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        with changing(session, act, item, "item.dropped", reason) as events:
            close(item, State.DROPPED, act.now)
        settle(session, act, escalation, item, "drop", "no longer needed", reason)
        return Done(item, events[0])


def make_smaller(
    db: Database, act: Act, escalation_id: int, title: str, done_means: str, due: date, reason: str = ""
) -> Done:
    """Less of it, by a date that can be kept: title and “done means” say what is left."""
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        title = check_title(title)
        check_ahead(session, act, item, due, item.owner_id)
        if (title, done_means.strip()) == (item.title, item.done_means):
            raise Refused("same_scope", item=item)
        with changing(session, act, item, "item.edited", reason) as events:
            item.title, item.done_means = title, done_means.strip()
        if due != item.due:
            with changing(session, act.without_once, item, "item.moved"):
                set_due(item, due)
        settle(session, act, escalation, item, "scope", f"smaller now, by {_day(due)}", reason)
        return Done(item, events[0], queries.person(session, act.team, item.owner_id))


def live_with(db: Database, act: Act, escalation_id: int, review_on: date, reason: str) -> Done:
    """The delay is accepted: the date stays, and all is quiet until it is looked at again."""
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        owner = queries.person(session, act.team, item.owner_id) or act.person
        today = calendar_of(session, owner).today(act.now)
        if review_on <= today:
            raise Refused("review_past", day=review_on, today=today)
        note = write_note(session, act, reason, item)
        if note is None:
            raise Refused("empty_reason", item=item)
        event = record(
            session,
            as_said(session, act, item),
            "item.lived_with",
            item=item,
            after={"review_on": review_on.isoformat()},
            note=note,
        )
        before, escalation.review_on = round_told(escalation), review_on
        said = f"late for now, again on {_day(review_on)}"
        settle(session, act, escalation, item, "accept", said, reason, before)
        item_changed(session, act, item)
        return Done(item, event, owner)


def together(db: Database, act: Act, escalation_id: int, question: str, people: Sequence[Person] = ()) -> Done:
    """Owner, whoever is waited for and the reader in one conversation; the ladder stands still while they talk.

    It ends nothing: what they agree on is the answer.
    """
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        if escalation.gathered_at is not None:
            by = queries.person(session, act.team, escalation.gathered_by_id)
            raise Refused("together_already", item=item, person=by)
        owner = queries.person(session, act.team, item.owner_id)
        others = [one for one in (owner, *waited_for(session, act, item), *people) if one is not None]
        event = bring_together(session, act, item, others, question, slot=f"round-{escalation.id}")
        before = round_told(escalation)
        escalation.gathered_at, escalation.gathered_by_id = act.now, act.person.id
        pause(session, act, escalation, item)
        record_round(session, act.without_once, "escalation.gathered", escalation, before)
        _log(session, act, item, f"bring {' and '.join(one.label for one in others)} together", question)
        item_changed(session, act, item)
        return Done(item, event, owner)


def knows_whom(db: Database, act: Act, item: Item) -> bool:
    """Whether it is plain who has to be in a conversation, besides owner and reader."""
    with db.reading() as session:
        return any(one.id not in (item.owner_id, act.person.id) for one in waited_for(session, act, item))


def waited_for(session: Session, act: Act, item: Item) -> list[Person]:
    """Who could give what an item waits for: the person it names, the owner of the item it names."""
    on = queries.item(session, act.team, item.blocked_on_id)
    ids = [item.blocked_by_id, on.owner_id if on is not None else None]
    return list(queries.people(session, act.team, ids).values())


def settle(
    session: Session, act: Act, escalation: Escalation, item: Item, answer: str, said: str, reason: str,
    before: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Log the decision, and end the escalation with it; `before` is how the round stood, where it changed already."""
    decision, before = _log(session, act, item, said, reason), before or round_told(escalation)
    escalation.answer, escalation.answered_at = answer, act.now
    escalation.answered_by_id, escalation.decision_id = act.person.id, decision.id
    record_round(session, act.without_once, "escalation.answered", escalation, before)


def _log(session: Session, act: Act, item: Item, said: str, reason: str) -> Decision:
    about = f"{item.title[: TITLE_LENGTH // 2]} ({item.key})"
    return write(session, act, NewDecision(f"{about}: {said}"[:TITLE_LENGTH], reason, item.project_id), item)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
