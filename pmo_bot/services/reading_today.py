"""Read what `/pmo` alone shows: what is due today or late, and what waits for an answer."""

from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Person
from pmo_bot.rules.brief import rank
from pmo_bot.rules.pages import page
from pmo_bot.rules.today import Today, next_due
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_pending import Waiting
from pmo_bot.store import queries
from pmo_bot.store.database import Database

DUE_SHOWN = 10
WAITING_SHOWN = 3


def today(db: Database, reader: Person, now: datetime) -> Today:
    """What somebody owes today, with what waits for their answer."""
    with db.reading() as session:
        return today_of(session, reader, now)


def today_of(session: Session, reader: Person, now: datetime) -> Today:
    """The same, while something else is read."""
    day = calendar_of(session, reader).today(now)
    owed = sorted(queries.open_items_of(session, reader.team_id, reader.id), key=rank)
    due = [item for item in owed if item.due is not None and item.due <= day]
    waiting = Waiting(session, reader, now).page(WAITING_SHOWN)
    blockers = queries.people(session, reader.team_id, [item.blocked_by_id for item in due])
    return Today(reader, day, page(due, DUE_SHOWN), waiting, len(owed), next_due(owed, day), blockers)
