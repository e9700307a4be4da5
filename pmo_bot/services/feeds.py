"""Somebody's own dates for their own calendar: the address is made, read and ended here."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from pmo_bot.model import Feed, Item, Person, Project, Standing
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.store import installations, queries
from pmo_bot.store.database import Database

READERS = (Standing.MEMBER, Standing.GUEST, Standing.EXTERNAL)
"""Whoever may owe something, and is still there."""
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Dated:
    """Something somebody owes on a day."""

    item: Item
    project: Project | None


@dataclass(frozen=True, slots=True)
class Dates:
    """What somebody owes, and who they are: a time of day is one of theirs."""

    person: Person
    owed: Sequence[Dated]


def open_feed(db: Database, act: Act, *, anew: bool = False) -> str:
    """What the address of somebody's calendar ends with.  It is told once: of it, only a hash is kept.

    Refuses where there is one already, unless that is to end and this is to be made `anew`.
    """
    with db.transaction() as session:
        once_only(session, act)
        there = of_person(session, act.person)
        if there is not None and not anew:
            raise Refused("calendar_there", since=there.made_at)
        if there is not None:
            session.delete(there)
            session.flush()
        secret = secrets.token_hex(SECRET_BYTES)  # signs that Slack never reads as formatting
        mine = (act.person.team_id, act.person.id)
        session.add(Feed(team_id=mine[0], person_id=mine[1], hash=_hash(secret), made_at=act.now))
        record(session, act, "person.calendar", person=act.person, after={"calendar": "open"})
        return secret


def close_feed(db: Database, act: Act) -> None:
    """From now on nothing answers at the address.  Refuses where there is none."""
    with db.transaction() as session:
        once_only(session, act)
        there = of_person(session, act.person)
        if there is None:
            raise Refused("calendar_none")
        session.delete(there)
        record(session, act, "person.calendar", person=act.person, after={"calendar": "closed"})


def of_person(session: Session, person: Person) -> Feed | None:
    """The calendar somebody has."""
    mine = (Feed.team_id == person.team_id, Feed.person_id == person.id)
    return session.exec(select(Feed).where(*mine)).first()


def dates(db: Database, secret: str) -> Dates | None:
    """What whoever has this address may read; None where it leads nowhere, as after its owner has left."""
    with db.reading() as session:
        feed = session.exec(select(Feed).where(Feed.hash == _hash(secret))).first()
        person = queries.person(session, feed.team_id, feed.person_id) if feed is not None else None
        if person is None or not _may_read(session, person):
            return None
        owed = [item for item in queries.open_items_of(session, person.team_id, person.id) if item.due is not None]
        projects = queries.projects_by_id(session, person.team_id, (item.project_id for item in owed))
        named = {one.id: one for one in projects.values() if not one.private}  # what is private stays inside Slack
        return Dates(person, [Dated(item, named.get(item.project_id or 0)) for item in owed])


def _may_read(session: Session, person: Person) -> bool:
    return person.standing in READERS and person.left_at is None and not installations.is_gone(session, person.team_id)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
