"""Somebody says which requirements an item or a decision is for."""

from collections.abc import Sequence

from sqlmodel import Session

from pmo_bot.model import Decision, Event, Item, TagKind
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.requirements import MOST
from pmo_bot.rules.tags import tag_names
from pmo_bot.services.changing import Done, done_with, item_for_act
from pmo_bot.services.changing_decisions import mine
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.services.notices import item_changed
from pmo_bot.services.tags import ensure
from pmo_bot.store import queries, requirements
from pmo_bot.store.database import Database

TAGGED = "item.tagged"


def names_of(said: str) -> list[str]:
    """The requirements that were typed, with commas between them.  Refuses what is no name, and too many."""
    names = tag_names(said)
    if names is None or len(names) > MOST:
        raise Refused("which_requirements", most=MOST, field="requirements")
    return names


def tag_item(db: Database, act: Act, item_id: int, said: str) -> Done:
    """An item is for these and for nothing else; `none` for nothing.  Refused of what is so already."""
    names = names_of(said)
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        event = write_item(session, act, item, names)
        if event is None:
            raise Refused("same_requirements", item=item)
        return done_with(session, item, event)


def tag_decision(db: Database, act: Act, decision_id: int, said: str) -> Decision:
    """The same for a decision."""
    names = names_of(said)
    with db.transaction() as session:
        act, decision = mine(session, act, decision_id)
        write_decision(session, act, decision, names)
        return decision


def write_item(session: Session, act: Act, item: Item, names: Sequence[str]) -> Event | None:
    """The same in a transaction that is under way; None where nothing differs."""
    was, wanted = _differ(session, act, item.number, names)
    if was == wanted:
        return None
    return _write_item(session, act, item, was, wanted)


def write_decision(session: Session, act: Act, decision: Decision, names: Sequence[str]) -> None:
    """The same for a decision."""
    was, wanted = _differ(session, act, decision.number, names)
    if was != wanted:
        requirements.write(session, act.team, decision.number, wanted)
        project = queries.project(session, act.team, decision.project_id)
        record(session, act, "decision.tagged", decision=decision, project=project,
               before={"requirements": was}, after={"requirements": wanted})  # fmt: skip


def _write_item(session: Session, act: Act, item: Item, was: list[int], wanted: list[int]) -> Event:
    requirements.write(session, act.team, item.number, wanted)
    told = ({"requirements": was}, {"requirements": wanted})
    event = record(session, act, TAGGED, item=item, before=told[0], after=told[1])
    item_changed(session, act, item)
    return event


def _differ(session: Session, act: Act, number: int, names: Sequence[str]) -> tuple[list[int], list[int]]:
    was = sorted(one.id for one in requirements.of_number(session, act.team, number))
    return was, sorted(ensure(session, act, TagKind.REQUIREMENT, name).id for name in names)


def take_back(session: Session, act: Act, event: Event) -> Done:
    """Undo what was said about an item, unless it was said anew since."""
    item = item_for_act(session, act, event.item_id or 0)
    now = sorted(one.id for one in requirements.of_number(session, act.team, item.number))
    if now != event.after["requirements"]:
        raise Refused("changed_since", item=item)
    return done_with(session, item, _write_item(session, act, item, now, event.before["requirements"]))


def replay(session: Session, event: Event, to: Sequence[int]) -> None:
    """It is for these once more, as an event tells it."""
    row = session.get(Item, event.item_id) if event.item_id is not None else None
    about = row or (session.get(Decision, event.decision_id) if event.decision_id is not None else None)
    if about is not None:
        requirements.write(session, event.team_id, about.number, to)
