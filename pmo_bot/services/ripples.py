"""Reads what a new date would touch, before it is one."""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from pmo_bot.model import Item, Person
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.links import by_date
from pmo_bot.rules.ripple import Ripple, ripple
from pmo_bot.services.before_risk import risks_of
from pmo_bot.services.looking import seen_or_none, visible_item
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database

DEEP = 12
"""How many steps of waiting are followed."""


def of_move(db: Database, reader: Person, now: datetime, item_id: int, due: date) -> Ripple:
    """What no longer fits if an item is due on that day, as far as the reader may know of it.

    Nothing when the day is no later than the one it has: then nothing new comes of it.
    """
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, reader.team_id, item_id), "")
        if item.due is not None and due <= item.due:
            return Ripple()
        touched = ripple(item, due, _waiting(session, item), lambda one: _calendar(session, one, reader))
        seen = tuple(one for one in touched if seen_or_none(session, reader, one.item) is not None)
        return Ripple(seen, len(touched) - len(seen))


def of_decision(db: Database, reader: Person, now: datetime, item_id: int, due: date) -> Ripple:
    """The same where somebody decides about what is late, with the risks that it would no longer come before.

    The owner of a measure is refused such a day; whoever was asked may choose it, and reads what it means.
    """
    found = of_move(db, reader, now, item_id, due)
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, reader.team_id, item_id), "")
        risks = [one for one in risks_of(session, item) if one.is_open and one.due is not None and due >= one.due]
        seen = sorted((one for one in risks if seen_or_none(session, reader, one) is not None), key=by_date)
        return replace(found, risks=tuple(seen), hidden=found.hidden + len(risks) - len(seen))


def _waiting(session: Session, item: Item) -> dict[int, list[Item]]:
    """By item: what waits for it, for everything that can be reached from this one."""
    found: dict[int, list[Item]] = {}
    level = [item.id]
    for _ in range(DEEP):
        new = queries.waiting_for(session, item.team_id, level)
        found |= new
        level = [one.id for rows in new.values() for one in rows if one.id not in found]
        if not level:
            break
    return found


def _calendar(session: Session, item: Item, reader: Person) -> Calendar:
    return calendar_of(session, queries.person(session, item.team_id, item.owner_id) or reader)
