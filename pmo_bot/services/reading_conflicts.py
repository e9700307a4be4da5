"""Read which dates do not fit: of a project, of some items; a handful of queries for any number of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Freeze, Item, Person, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.conflicts import MOST_A_WEEK, Around, Conflict, conflicts, veiled
from pmo_bot.rules.links import Waits
from pmo_bot.rules.permission import may_act, may_tell
from pmo_bot.services.freezes import ahead
from pmo_bot.services.people import calendar_for, calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.sight import Sight
from pmo_bot.store import links, queries
from pmo_bot.store.database import Database


def of_items(session: Session, team: str, items: Sequence[Item], calendar: Calendar, now: datetime) -> list[Conflict]:
    """The dates of some items that do not fit, with everything that stands in their way."""
    about = [item for item in items if item.is_open]
    return conflicts(_around(session, team, about, calendar, now)) if about else []


def of_project(session: Session, project: Project, items: Sequence[Item], now: datetime) -> list[Conflict]:
    """Those of a project as its channel may read them."""
    projects = {one.id: one for one in queries.projects(session, project.team_id)}

    def told(item: Item) -> bool:
        return may_tell(projects.get(item.project_id or 0), project.channel or "")

    mine = [item for item in items if item.project_id == project.id]
    found = of_items(session, project.team_id, mine, project_calendar(session, project), now)
    own = [one for one in found if one.item.project_id == project.id]
    return veiled(own, lambda item: item.project_id == project.id or told(item))


def for_reader(
    session: Session, reader: Person, items: Sequence[Item], now: datetime, here: str | None = None
) -> list[Conflict]:
    """Those of some items as far as one reader may know of them, or the channel where everybody will read it."""
    found = of_items(session, reader.team_id, items, calendar_of(session, reader), now)
    return veiled(found, Sight(session, reader, here).sees)


def of_item(db: Database, reader: Person, item: Item, now: datetime) -> list[Conflict]:
    """Those of one item: on its card, and after it was kept or moved."""
    with db.reading() as session:
        return for_reader(session, reader, [item], now)


def listed(
    db: Database, reader: Person, project: Project | None, now: datetime, here: str | None = None
) -> tuple[list[Conflict], Callable[[Item], bool]]:
    """Those of a project, else of everything the reader owes or leads; and what of it they may move."""
    with db.reading() as session:
        sight = Sight(session, reader, here)
        items = sight.of(_items_for(session, reader, project))
        found = of_items(session, reader.team_id, items, calendar_of(session, reader), now)
        return veiled(found, sight.sees), lambda item: may_act(reader, item, sight.project(item))


def inside(db: Database, reader: Person, freeze: Freeze, now: datetime) -> int:
    """How much that a reader may know of is due in a freeze."""
    here = [] if freeze.project_id is None else [col(Item.project_id) == freeze.project_id]
    dates = (col(Item.due) >= freeze.first, col(Item.due) <= freeze.last, col(Item.closed_at).is_(None))
    with db.reading() as session:
        found = session.exec(select(Item).where(Item.team_id == reader.team_id, *dates, *here)).all()
        return len(Sight(session, reader).of(found))


def _items_for(session: Session, reader: Person, project: Project | None) -> Sequence[Item]:
    if project is not None:
        return queries.open_items_in(session, reader.team_id, project.id)
    led = select(Project.id).where(Project.team_id == reader.team_id, Project.lead_id == reader.id)
    mine = (col(Item.owner_id) == reader.id) | col(Item.project_id).in_(led)
    return session.exec(select(Item).where(Item.team_id == reader.team_id, mine, col(Item.closed_at).is_(None))).all()


# --- what they are compared with --------------------------------------------------------


def _around(session: Session, team: str, about: Sequence[Item], calendar: Calendar, now: datetime) -> Around:
    ids, today = {item.id for item in about}, calendar.today(now)
    near = links.edges(session, team, ids) | links.edges_to(session, team, ids)
    owned = _owned(session, team, {item.owner_id for item in about})
    theirs = [item.id for items in owned.values() for item in items]
    needed = links.edges_to(session, team, theirs)
    known = _open(session, team, {one for pair in near | needed for one in pair} - ids - set(theirs))
    items = {item.id: item for item in (*known, *(one for many in owned.values() for one in many), *about)}
    owners = {item.owner_id for item in items.values()}
    people = queries.people(session, team, owners)
    return Around(
        items=items,
        about=ids,
        waits=Waits.of(near | needed),
        people=people,
        calendars=_calendars(session, team, people),
        calendar=calendar,
        today=today,
        freezes=ahead(session, team, {item.project_id for item in about}, today),
        most=most_a_week(session, team),
        owned=owned,
    )


def _owned(session: Session, team: str, owners: Collection[int | None]) -> dict[int, tuple[Item, ...]]:
    """By owner: what is open and dated, over all projects."""
    wanted = [one for one in owners if one is not None]
    rows = select(Item).where(Item.team_id == team, col(Item.owner_id).in_(wanted), col(Item.closed_at).is_(None))
    found: dict[int, tuple[Item, ...]] = {}
    for item in session.exec(rows.where(col(Item.due).is_not(None))) if wanted else ():
        found[item.owner_id or 0] = (*found.get(item.owner_id or 0, ()), item)
    return found


def _open(session: Session, team: str, ids: Iterable[int]) -> list[Item]:
    return [item for item in queries.items(session, team, ids).values() if item.is_open]


def _calendars(session: Session, team: str, people: Mapping[int, Person]) -> dict[int, Calendar]:
    away = queries.absences(session, team, list(people))
    return {one: calendar_for(person, away.get(one)) for one, person in people.items()}


def most_a_week(session: Session, team: str) -> int:
    """How many things of one person fit into a week, by the workspace's policy."""
    newest = next((policy for policy in queries.policies(session, team) if policy.project_id is None), None)
    return int(newest.body.get("full_week", MOST_A_WEEK)) if newest is not None else MOST_A_WEEK
