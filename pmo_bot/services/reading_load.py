"""Read how full weeks are: one's own, and those of the people in the projects that one leads."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Person, Project, Standing
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.load import Load, load
from pmo_bot.services.people import calendar_for
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def own(session: Session, reader: Person, now: datetime) -> Load:
    """Their own weeks, over all projects."""
    return next(iter(loads(session, [reader], now)))


def weeks(db: Database, reader: Person, now: datetime) -> tuple[Load, list[Load]]:
    """The reader's own weeks, and those of whoever owns something in a project that they lead, by name."""
    with db.reading() as session:
        sight = Sight(session, reader)
        led = [one for one in sight.projects.values() if one.lead_id == reader.id and sight.sees_project(one)]
        people = workers(session, reader.team_id, [one.id for one in led])
        others = loads(session, [one for one in people if one.id != reader.id], now)
        return own(session, reader, now), sorted(others, key=lambda one: (one.person.label.lower(), one.person.id))


def too_full(session: Session, reader: Person, project: Project, now: datetime) -> list[Load]:
    """Who of a project has a week in which more is due than fits, for its lead alone; by name."""
    if project.lead_id != reader.id:
        return []
    found = [one for one in loads(session, workers(session, reader.team_id, [project.id]), now) if one.over]
    return sorted(found, key=lambda one: (one.person.label.lower(), one.person.id))


def workers(session: Session, team: str, projects: Collection[int]) -> list[Person]:
    """Who owns something open in some projects, and is still there."""
    here = (Item.team_id == team, col(Item.project_id).in_(list(projects)), col(Item.closed_at).is_(None))
    owners = session.exec(select(Item.owner_id).where(*here, col(Item.owner_id).is_not(None)).distinct()).all()
    people = queries.people(session, team, owners).values()
    return [one for one in people if one.standing not in (Standing.BOT, Standing.DEACTIVATED)]


def loads(session: Session, people: Iterable[Person], now: datetime) -> list[Load]:
    """The weeks of some people, each in their own time."""
    wanted = {one.id: one for one in people}
    if not wanted:
        return []
    every = weeks_of(session, wanted.values())
    return [load(person, owned, calendar, calendar.today(now)) for person, owned, calendar in every]


def weeks_of(session: Session, people: Collection[Person]) -> Iterator[tuple[Person, list[Item], Calendar]]:
    """What each of some people of one workspace owes by a date, and their own time."""
    ids, team = [one.id for one in people], next((one.team_id for one in people), "")
    away = queries.absences(session, team, ids)
    open_ = (Item.team_id == team, col(Item.owner_id).in_(ids), col(Item.closed_at).is_(None))
    owned: dict[int, list[Item]] = {}
    for item in session.exec(select(Item).where(*open_, col(Item.due).is_not(None))):
        owned.setdefault(item.owner_id or 0, []).append(item)
    for person in people:
        yield person, owned.get(person.id, []), calendar_for(person, away.get(person.id))
