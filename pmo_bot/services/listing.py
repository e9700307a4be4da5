"""Lists of items: by scope, by person, by project; page by page."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Confirmation, Item, Kind, Mode, Person, Tagged
from pmo_bot.rules.brief import rank
from pmo_bot.rules.home import is_picked_up
from pmo_bot.rules.listing import LISTED, Listing, Scope, Wanted
from pmo_bot.rules.outlook import is_unaccepted
from pmo_bot.rules.pages import page
from pmo_bot.rules.permission import may_see_item, may_tell_item
from pmo_bot.rules.severity import age, most_severe_first
from pmo_bot.services.people import calendar_for, calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def listing(
    db: Database, reader: Person, now: datetime, wanted: Wanted, *, start: int = 0, here: str | None = None
) -> Listing:
    """A list for one reader.  `here` is the channel where everybody will read it."""
    with db.reading() as session:
        calendar = calendar_of(session, reader)
        today = calendar.today(now)
        seen = _seen(session, reader, today, wanted, here)
        people = queries.people(
            session, reader.team_id, [i for item in seen for i in (item.owner_id, item.blocked_by_id)]
        )
        ages = _ages(session, seen, people, today) if wanted.scope is Scope.OVERDUE else {}
        if wanted.scope is Scope.ISSUES:
            ages = {item.id: age(item, calendar, today) for item in seen}
            seen.sort(key=most_severe_first)
        else:
            seen.sort(
                key=lambda item: (wanted.scope is Scope.ASKED and is_picked_up(item), -ages.get(item.id, 0), rank(item))
            )
        return Listing(wanted, page(seen, LISTED, start), people, ages, reader, today)


def _seen(session: Session, reader: Person, today: date, wanted: Wanted, here: str | None) -> list[Item]:
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    projects = {p.id: p for p in queries.projects(session, reader.team_id)}
    found = []
    for item in _asked_for(session, reader, today, wanted):
        home = projects.get(item.project_id or 0)
        if wanted.scope is Scope.UNACCEPTED and not is_unaccepted(item, home.mode if home else Mode.SUPPORTIVE):
            continue
        if may_see_item(reader, item, home, rooms) and may_tell_item(item, home, here):
            found.append(item)
    return found


def _asked_for(session: Session, reader: Person, today: date, wanted: Wanted) -> Collection[Item]:
    found = list(session.exec(_scoped(select(Item).where(col(Item.closed_at).is_(None)), reader, today, wanted)))
    if wanted.scope in UNCONFIRMED_TOO:
        awaited = select(Item).where(col(Item.confirmation) == Confirmation.AWAITED)
        found += session.exec(_scoped(awaited, reader, today, wanted))
    return found


UNCONFIRMED_TOO = (Scope.MINE, Scope.ASKED, Scope.ALL)
"""The lists with what is said to be done and not confirmed yet."""


def _scoped(query: SelectOfScalar[Item], reader: Person, today: date, wanted: Wanted) -> SelectOfScalar[Item]:
    query = query.where(Item.team_id == reader.team_id)
    match wanted.scope:
        case Scope.MINE:
            query = query.where(Item.owner_id == reader.id)
        case Scope.ASKED:
            query = query.where(Item.requester_id == reader.id, col(Item.owner_id).is_distinct_from(reader.id))
        case Scope.OVERDUE:
            query = query.where(col(Item.due) < today)
        case Scope.UNOWNED:
            query = query.where(col(Item.owner_id).is_(None))
        case Scope.UNACCEPTED:
            query = query.where(col(Item.owner_id).is_not(None), col(Item.acceptance).is_not(None))
        case Scope.ISSUES:
            query = query.where(Item.kind == Kind.ISSUE)
        case Scope.ALL:
            pass
    return _narrowed(query, wanted)


def _narrowed(query: SelectOfScalar[Item], wanted: Wanted) -> SelectOfScalar[Item]:
    """Only what somebody, a team, a project owes, or what is for a requirement."""
    if wanted.person is not None:
        query = query.where(Item.owner_id == wanted.person.id)
    if wanted.unit is not None:
        query = query.where(col(Item.owner_id).in_(select(Person.id).where(Person.unit_id == wanted.unit.id)))
    if wanted.requirement is not None:
        carrying = select(Tagged.number).where(
            Tagged.team_id == wanted.requirement.team_id, Tagged.tag_id == wanted.requirement.id
        )
        query = query.where(col(Item.number).in_(carrying))
    if wanted.project is not None:
        query = query.where(Item.project_id == wanted.project.id)
    return query


def _ages(session: Session, items: list[Item], people: Mapping[int, Person], today: date) -> dict[int, int]:
    """How late each item is in the working days of whoever owes it; a day off makes nothing older."""
    if not items:
        return {}
    absences = queries.absences(session, items[0].team_id, list(people))
    calendars = {one: calendar_for(person, absences.get(one)) for one, person in people.items()}
    ages = {}
    for item in items:
        calendar = calendars.get(item.owner_id or 0)
        if calendar is not None and item.due is not None:
            ages[item.id] = calendar.between(calendar.on_or_after(item.due), today)
    return ages
