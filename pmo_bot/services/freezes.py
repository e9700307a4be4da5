"""Freezes: days on which nothing is to fall due, set and lifted by whoever leads."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Freeze, Person, Project, Role
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services.events import Act, once_only, plain, record
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import visible_project
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.prepared import prepared

SET, LIFTED = "freeze.set", "freeze.lifted"
WHY_MOST = 500


def set_freeze(db: Database, act: Act, first: date, last: date, why: str = "", key: str | None = None) -> Freeze:
    """Days on which nothing of a project is to fall due, or, without one, of any.

    Nothing moves: dates inside are named as ones that do not fit.  Its lead may set one, a PMO lead for all.  Refuses
    days in the wrong order or in the past; said twice it is there once.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key) if key else None
        _check_may(session, act.person, project)
        if last < first:
            raise Refused("absence_reversed", first=first, last=last)
        if last < calendar_of(session, act.person).today(act.now):
            raise Refused("absence_past", day=last)
        made = Freeze(team_id=act.team, project_id=project.id if project else None, first=first, last=last,
                      why=fitting(why, WHY_MOST), by_id=act.person.id)  # fmt: skip
        if any((one.project_id, one.first, one.last) == (made.project_id, first, last) for one in _all(session, act)):
            raise AlreadyDone(SET)
        session.add(made)
        session.flush()
        record(session, act, SET, project=project, after=_told(made))
        return made


def lift(db: Database, act: Act, freeze_id: int) -> Freeze:
    """It counts no longer.  Whoever might set it may lift it."""
    with db.transaction() as session:
        once_only(session, act)
        freeze = next((one for one in seen(session, act.person, act.now) if one.id == freeze_id), None)
        if freeze is None:
            raise Refused("no_freeze")
        project = queries.project(session, act.team, freeze.project_id)
        _check_may(session, act.person, project)
        freeze.lifted_at = act.now
        session.add(freeze)
        session.flush()
        named = {"freeze": freeze.id}
        record(session, act, LIFTED, project=project, before={**named, "lifted_at": None},
               after={**named, "lifted_at": plain(freeze.lifted_at)})  # fmt: skip
        return freeze


def _check_may(session: Session, person: Person, project: Project | None) -> None:
    if project is None and person.role is not Role.PMO:
        raise Refused("freeze_all", leads=list(queries.pmo_leads(session, person.team_id)))
    if project is not None and not may_lead(person, project):
        raise Refused("not_lead", project=project, lead=queries.person(session, person.team_id, project.lead_id))


def _told(freeze: Freeze) -> dict[str, Any]:
    """All of it but its words, which stay in the row."""
    return {name: plain(value) for name, value in freeze.model_dump(exclude={"id", "team_id", "why"}).items()} | {
        "freeze": freeze.id
    }


def _all(session: Session, act: Act) -> Sequence[Freeze]:
    return session.exec(select(Freeze).where(Freeze.team_id == act.team, col(Freeze.lifted_at).is_(None))).all()


def ahead(session: Session, team: str, projects: Collection[int | None], today: date) -> Sequence[Freeze]:
    """The freezes that are not over, of some projects and of all."""
    return _ahead(session, team, [one for one in projects if one is not None], today).all()


@prepared
def _ahead(team: str, projects: Collection[int], today: date) -> SelectOfScalar[Freeze]:
    mine = or_(col(Freeze.project_id).is_(None), col(Freeze.project_id).in_(projects))
    there = (Freeze.team_id == team, col(Freeze.lifted_at).is_(None), Freeze.last >= today)
    return select(Freeze).where(*there, mine).order_by(col(Freeze.first), col(Freeze.id))


def seen(session: Session, reader: Person, now: datetime, project: Project | None = None) -> list[Freeze]:
    """Those that exist for a reader: of all projects, and of those they may see, or of one."""
    sight = Sight(session, reader)
    visible = {one.id for one in sight.projects.values() if sight.sees_project(one)}
    wanted = visible & {project.id} if project is not None else visible
    return list(ahead(session, reader.team_id, wanted, calendar_of(session, reader).today(now)))
