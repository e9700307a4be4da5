"""What waits for what, however far: a constant number of queries for any number of items."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal

import sqlalchemy
from sqlalchemy import CTE, ColumnElement, String, bindparam, case, literal, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from pmo_bot.model import Item, Kind, Link
from pmo_bot.store.prepared import prepared

Way = Literal["before", "after"]
Edge = tuple[int, int]
"""What waits, and what it waits for."""
Ids = Collection[int] | SelectOfScalar[int]
"""Items by id, or the query of their ids: no statement takes ten thousand of them well."""

_TEAM = bindparam("team", type_=String)


def reach(session: Session, team: str, ids: Collection[int], way: Way) -> set[int]:
    """These items and, step by step, all that they wait for, or all that waits for them; a circle ends by itself."""
    if not ids:
        return set()
    return set(session.execute(_steps(way), {"team": team, "ids": list(ids)}).scalars())


@cache  # SQLAlchemy takes far longer to put it together than a database to answer it
def _steps(way: Way) -> sqlalchemy.Select[tuple[int]]:
    """The query of `reach`, with `team` and `ids` left open."""
    mine = (col(Item.team_id) == _TEAM, col(Item.id).in_(bindparam("ids", expanding=True)))
    near = select(col(Item.id).label("id")).where(*mine).cte("near", recursive=True)
    near = near.union(_before(near) if way == "before" else _after(near))
    return select(near.c.id)


def _before(near: CTE) -> sqlalchemy.Select[tuple[int]]:
    """One step back: by a link, or to the item it is blocked on."""
    item, link, turn = aliased(Item), aliased(Link), _two()
    found = case((turn.c.turn == 1, col(link.on_id)), else_=_held_by(item))
    return (
        select(found.label("id"))
        .select_from(near)
        .join(item, col(item.id) == near.c.id)
        .join(turn, literal(1) == 1)
        .join(link, (col(link.team_id) == _TEAM) & (col(link.item_id) == near.c.id), isouter=True)
        .where(found.is_not(None))
    )


def _after(near: CTE) -> sqlalchemy.Select[tuple[int]]:
    """One step on: what is linked to it, or blocked on it."""
    held, link, turn = aliased(Item), aliased(Link), _two()
    found = case((turn.c.turn == 1, col(link.item_id)), else_=col(held.id))
    return (
        select(found.label("id"))
        .select_from(near)
        .join(turn, literal(1) == 1)
        .join(link, (col(link.team_id) == _TEAM) & (col(link.on_id) == near.c.id), isouter=True)
        .join(held, _is_held(held, near.c.id), isouter=True)
        .where(found.is_not(None))
    )


def _two() -> CTE:
    """A recursive query may name itself once only: each row is looked at twice, for either kind of waiting."""
    return union_all(select(literal(1).label("turn")), select(literal(2))).cte("turns")


def _is_held(item: type[Item], on: ColumnElement[int]) -> ColumnElement[bool]:
    return (col(item.team_id) == _TEAM) & (col(item.blocked_on_id) == on) & col(item.blocked_at).is_not(None)


def _held_by(item: type[Item]) -> ColumnElement[int | None]:
    return case((col(item.blocked_at).is_not(None), col(item.blocked_on_id)), else_=None)


def edges(session: Session, team: str, ids: Ids) -> set[Edge]:
    """What each of these items waits for directly, by a link or because it is blocked on it."""
    if _are_none(ids):
        return set()
    blocked = ((item_id, on_id) for item_id, on_id in _blocked(session, team, ids) if on_id is not None)
    return {*linked(session, team, ids), *blocked}


@prepared
def linked(team: str, ids: Ids) -> Select[int, int]:
    """The links by which these items wait for others."""
    return select(Link.item_id, Link.on_id).where(Link.team_id == team, col(Link.item_id).in_(ids))


@prepared
def _blocked(team: str, ids: Ids) -> Select[int, int | None]:
    blocked = (col(Item.blocked_at).is_not(None), col(Item.blocked_on_id).is_not(None))
    return select(Item.id, Item.blocked_on_id).where(Item.team_id == team, col(Item.id).in_(ids), *blocked)


def edges_to(session: Session, team: str, ids: Ids) -> set[Edge]:
    """What waits directly for each of these items."""
    if _are_none(ids):
        return set()
    blocked = ((item_id, on_id) for item_id, on_id in _blocked_on(session, team, ids) if on_id is not None)
    return {*_linked_to(session, team, ids), *blocked}


@prepared
def _linked_to(team: str, ids: Ids) -> Select[int, int]:
    return select(Link.item_id, Link.on_id).where(Link.team_id == team, col(Link.on_id).in_(ids))


@prepared
def _blocked_on(team: str, ids: Ids) -> Select[int, int | None]:
    on_them = (Item.team_id == team, col(Item.blocked_on_id).in_(ids), col(Item.blocked_at).is_not(None))
    return select(Item.id, Item.blocked_on_id).where(*on_them)


def _are_none(ids: Ids) -> bool:
    return isinstance(ids, Collection) and not ids


def link(session: Session, team: str, item_id: int, on_id: int) -> Link | None:
    """The link between two items, if there is one."""
    found = select(Link).where(Link.team_id == team, Link.item_id == item_id, Link.on_id == on_id)
    return session.exec(found).first()


def open_near(session: Session, team: str, project_id: int | None, most: int) -> Sequence[Item]:
    """Open items: those of a project first, milestones before others, then by date; at most so many."""
    here, there = col(Item.project_id).is_not_distinct_from(project_id), col(Item.due).is_(None)
    order = (case((here, 0), else_=1), case((col(Item.kind) == Kind.MILESTONE, 0), else_=1), case((there, 1), else_=0))
    found = select(Item).where(Item.team_id == team, col(Item.closed_at).is_(None))
    return session.exec(found.order_by(*order, col(Item.due), col(Item.number)).limit(most)).all()
