"""Have the plan look at everything again, when what it went by is no longer true: zones changed, or a clock was wrong.

`wake_at` is a cache of an instant.  New rules of time zones move local times by hours, so whatever lies ahead is looked
at a day earlier and put off anew.  A clock that was ahead leaves worse behind: what was to wake next year, messages
made for days that are to come, steps that count as said until then.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Interval, literal
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import (
    Basis,
    Edition,
    Item,
    Post,
    PostKind,
    PostState,
    Project,
    Stakeholder,
    Workspace,
)
from pmo_bot.services import made_ahead
from pmo_bot.services.made_ahead import SKEW
from pmo_bot.services.tape import MAY_STILL_SPEAK
from pmo_bot.store import installations, outbox, queries, whole
from pmo_bot.store.database import Database

SOONER = timedelta(hours=25)
"""No new rule moves a local time by more."""
SOON = timedelta(minutes=5)
MOVED = (PostKind.BRIEF, PostKind.ASK, PostKind.DIGEST, PostKind.EDITION, PostKind.UPKEEP, PostKind.REPORT,
         PostKind.COLOUR, PostKind.ALARM, PostKind.STATEMENT)  # fmt: skip
"""What waits for somebody's working hours, and is asked at the gate again when it leaves."""


def newest(db: Database) -> datetime | None:
    """The latest instant that any process noted; None where none has looked yet."""
    with db.reading() as session:
        return session.exec(select(func.max(Basis.newest))).one()


def look(db: Database, now: datetime, zones: str, *, compare: bool = True, wrong: datetime | None = None) -> int:
    """Note by what the plan goes from now on; how many workspaces are looked at again since that changed.

    Where processes do not have the same rules, each is not to `compare` with what others noted all the time.  Later
    instants up to `wrong` were noted by a clock that was ahead; any other later ones are those of a process that lives.
    """
    with db.reading() as session:
        changed = session.exec(_changed(now, zones if compare else None, wrong)).all()
    again = sum(_look_again(db, team, zones, now, wrong) for team in changed)
    with db.transaction() as session:
        session.exec(update(Basis).where(col(Basis.newest) < now).values(newest=now))
    return again


def free(db: Database, lease: timedelta) -> None:
    """What a process of before left, which may have gone by another clock, is waited for no longer than it can be."""
    with db.transaction() as session:
        outbox.free(session, outbox.shared_clock(session), lease)


def _changed(now: datetime, zones: str | None, wrong: datetime | None) -> SelectOfScalar[str]:
    """Workspaces for which zones had other rules, or that were looked at by a clock that was ahead."""
    was: list[ColumnElement[bool]] = [col(Basis.team_id).is_(None)]
    was += [col(Basis.newest).between(now + SKEW, wrong)] if wrong is not None else []
    was += [col(Basis.zones) != zones] if zones is not None else []
    joined = select(Workspace.team_id).outerjoin(Basis, col(Basis.team_id) == col(Workspace.team_id))
    return joined.where(or_(*was)).order_by(col(Workspace.team_id))


def _look_again(db: Database, team: str, zones: str, now: datetime, wrong: datetime | None) -> bool:
    with db.transaction() as session:
        queries.turn(session, team)
        basis = session.get(Basis, team)
        was_ahead = basis is not None and wrong is not None and now + SKEW <= basis.newest <= wrong
        if basis is not None and basis.zones == zones and not was_ahead:
            return False  # another process has done so meanwhile
        basis = basis or Basis(team_id=team, zones=zones, newest=now)
        basis.zones, basis.newest = zones, now if was_ahead else max(now, basis.newest)
        session.add(basis)
        if installations.is_gone(session, team):
            return True
        if was_ahead:
            made_ahead.take_back(session, team, now)
            whole.wake(session, team, now, now - MAY_STILL_SPEAK)
        else:
            _wake_sooner(session, team)
            waiting = (col(Post.team_id) == team, col(Post.state) == PostState.DUE, col(Post.attempts) == 0)
            later = (col(Post.kind).in_(MOVED), col(Post.not_before) > now + SOON)
            session.exec(update(Post).where(*waiting, *later).values(not_before=now))
        return True


# --- other rules of time zones --------------------------------------------------------------


def _wake_sooner(session: Session, team: str) -> None:
    for table in (Item, Project, Edition, Stakeholder, Workspace):
        wake = col(table.wake_at)
        here = (col(table.team_id) == team, wake.is_not(None), wake < outbox.NEVER)
        session.exec(update(table).where(*here).values(wake_at=_sooner(session, wake)))


def _sooner(session: Session, at: Mapped[datetime | None]) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "postgresql":
        return at - literal(SOONER, Interval())
    hours = f"-{SOONER // timedelta(hours=1)} hours"
    return func.strftime("%Y-%m-%d %H:%M:%f000", at, hours)
