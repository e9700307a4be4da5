"""Open items in the columns that reports tell of: half of the time goes into rows that nobody will change."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, inspect
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Item, Outline
from pmo_bot.store.queries import WORK

TABLE = inspect(Item).local_table
COLUMNS = [TABLE.c[name] for name in Outline._fields]


def open_in(session: Session, team: str, projects: Collection[int]) -> dict[int, list[Outline]]:
    """By project, each of these: what is open in it, in no order."""
    found: dict[int, list[Outline]] = {one: [] for one in projects}
    for outline in _open(session, team, TABLE.c.project_id.in_(projects), WORK) if projects else ():
        found[outline.project_id or 0].append(outline)
    return found


def dated_elsewhere(
    session: Session, team: str, owners: Collection[int], projects: Collection[int]
) -> Iterable[Outline]:
    """What these people owe by a date outside of some projects, or there without being work."""
    if not owners:
        return ()
    given = {"team": team, "owners": list(owners), "projects": list(projects)}
    return _found(session, _dated_elsewhere(), given)


def ids_in(team: str, projects: Collection[int]) -> SelectOfScalar[int]:
    """The query of the ids of what is open in some projects."""
    here = (Item.team_id == team, col(Item.project_id).in_(projects), col(Item.closed_at).is_(None), WORK)
    return select(Item.id).where(*here)


@cache
def _dated_elsewhere() -> Select[Any]:
    """The query, put together once."""
    owners: Any = bindparam("owners", expanding=True)
    projects: Any = bindparam("projects", expanding=True)
    elsewhere = or_(TABLE.c.project_id.is_(None), TABLE.c.project_id.not_in(projects), ~WORK)
    here = (TABLE.c.team_id == bindparam("team"), TABLE.c.closed_at.is_(None), TABLE.c.due.is_not(None))
    return select(*COLUMNS).where(*here, TABLE.c.owner_id.in_(owners), elsewhere)


def _open(session: Session, team: str, *where: Any) -> Iterable[Outline]:
    here = (TABLE.c.team_id == team, TABLE.c.closed_at.is_(None))
    return _found(session, select(*COLUMNS).where(*here, *where), {})


def _found(session: Session, query: Select[Any], given: Mapping[str, Any]) -> Iterable[Outline]:
    if session.autoflush:
        session.flush()  # asked for columns of a table instead of rows, it does not do so by itself
    rows = session.execute(query, given)
    return map(Outline._make, rows.all())  # one by one they take a third longer
