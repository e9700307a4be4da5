"""Read which dates do not fit: of projects, of some items; a handful of queries for any number of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import AnyItem, Freeze, Item, Person, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.conflicts import Conflict, conflicts, veiled
from pmo_bot.rules.permission import may_act, may_tell
from pmo_bot.services.digest_batch import Batch
from pmo_bot.services.people import calendar_of
from pmo_bot.services.sight import Sight
from pmo_bot.services.surroundings import Surroundings, surroundings
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def of_items(session: Session, team: str, items: Sequence[Item], calendar: Calendar, now: datetime) -> list[Conflict]:
    """The dates of some items that do not fit, with everything that stands in their way."""
    about, today = [item for item in items if item.is_open], calendar.today(now)
    return conflicts(surroundings(session, team, about, today).around(about, calendar, today)) if about else []


def of_projects(batch: Batch) -> dict[int, list[Conflict]]:
    """Those of each project as its channel may read them."""
    if not batch.items:
        return {}
    near = surroundings(batch.session, batch.team, batch.items, min(batch.days.values()), batch.ids)
    homes = {project.id: project for project in batch.projects}
    others = {item.project_id for item in near.items.values()} - homes.keys()
    homes |= queries.projects_by_id(batch.session, batch.team, others)
    return {project.id: _told(batch, near, project, homes) for project in batch.projects}


def _told(batch: Batch, near: Surroundings, project: Project, homes: Mapping[int, Project]) -> list[Conflict]:
    """What the channel of a project may read of its conflicts."""

    def told(item: AnyItem) -> bool:
        return item.project_id == project.id or may_tell(homes.get(item.project_id or 0), project.channel or "")

    found = conflicts(near.around(batch.open[project.id], batch.calendars[project.id], batch.days[project.id]))
    return veiled([one for one in found if one.item.project_id == project.id], told)


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
) -> tuple[list[Conflict], Callable[[AnyItem], bool]]:
    """Those of a project, else of everything the reader owes or leads; and what of it they may move."""
    with db.reading() as session:
        sight = Sight(session, reader, here)
        items = sight.of(_items_for(session, reader, project))
        found = of_items(session, reader.team_id, items, calendar_of(session, reader), now)
        return veiled(found, sight.sees), lambda item: may_act(reader, item, sight.project(item))


def inside(db: Database, reader: Person, freeze: Freeze, here: str | None = None) -> int:
    """How much that a reader, and everybody `here`, may know of is due in a freeze."""
    home = [] if freeze.project_id is None else [col(Item.project_id) == freeze.project_id]
    dates = (col(Item.due) >= freeze.first, col(Item.due) <= freeze.last, col(Item.closed_at).is_(None))
    with db.reading() as session:
        found = session.exec(select(Item).where(Item.team_id == reader.team_id, *dates, *home)).all()
        return len(Sight(session, reader, here).of(found))


def _items_for(session: Session, reader: Person, project: Project | None) -> Sequence[Item]:
    if project is not None:
        return queries.open_items_in(session, reader.team_id, project.id)
    led = select(Project.id).where(Project.team_id == reader.team_id, Project.lead_id == reader.id)
    mine = (col(Item.owner_id) == reader.id) | col(Item.project_id).in_(led)
    return session.exec(select(Item).where(Item.team_id == reader.team_id, mine, col(Item.closed_at).is_(None))).all()
