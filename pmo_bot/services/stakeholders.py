"""Who cares about a project, and in which words and how often they are told of it."""

from dataclasses import dataclass

from sqlmodel import Session, select

from pmo_bot.model import Audience, Cadence, Person, Project, Stakeholder, Standing
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_lead, may_see
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.projects import visible_project
from pmo_bot.services.rows import changing_row, make, remove
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Care:
    """What somebody has to do with a project."""

    person_id: int
    cares: str = ""
    interest: int = 2
    influence: int = 2
    audience: Audience = Audience.TEAM
    cadence: Cadence = Cadence.WEEK
    direct: bool = False
    """Whether the report comes to them in a direct message."""


def note_person(db: Database, act: Act, key: str, wanted: Care) -> Project:
    """Somebody cares about a project, or cares differently from now on.  Its lead and PMO leads say so."""
    with db.transaction() as session:
        project = _led(session, act, key)
        person = queries.person(session, act.team, wanted.person_id)
        if person is None or person.standing is Standing.BOT:
            raise Refused("no_person", field="person")
        _check_reads(session, project, person, direct=wanted.direct)
        rows = stored.circle(session, project)
        row = next((one for one in rows if one.person_id == person.id), None)
        if row is None:
            row = Stakeholder(team_id=act.team, project_id=project.id, person_id=person.id)
            _fill(row, wanted, act)
            make(session, act, "care.added", row, project)
            return project
        with changing_row(session, act, "care.changed", row, project):
            _fill(row, wanted, act)
        return project


def forget_person(db: Database, act: Act, key: str, person_id: int) -> Project:
    """Somebody has nothing to do with a project any more."""
    with db.transaction() as session:
        project = _led(session, act, key)
        for row in stored.circle(session, project):
            if row.person_id == person_id:
                remove(session, act, "care.removed", row, project)
        return project


def _led(session: Session, act: Act, key: str) -> Project:
    once_only(session, act)
    project = visible_project(session, act.person, key)
    if not may_lead(act.person, project):
        raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
    return project


def _check_reads(session: Session, project: Project, person: Person, *, direct: bool) -> None:
    """Refuses whoever has left, and to send somebody what they may not know of."""
    if person.standing is Standing.DEACTIVATED:
        raise Refused("reader_left", person=person, field="person")
    rooms = queries.private_rooms(session, person.team_id, person.slack_id)
    if direct and not may_see(person, project, rooms):
        raise Refused("reader_may_not", person=person, project=project, field="person")


def _fill(row: Stakeholder, wanted: Care, act: Act) -> None:
    row.cares = fitting(wanted.cares, 255, field="cares")
    row.interest, row.influence = wanted.interest, wanted.influence
    row.audience, row.cadence = wanted.audience, wanted.cadence
    row.direct_from = (row.direct_from or act.now) if wanted.direct else None
    row.wake_at = act.now if wanted.direct else None


def audience_for(session: Session, project: Project, person: Person) -> Audience:
    """In which words somebody reads about a project: as is said of them, else as its team does."""
    mine = select(Stakeholder.audience).where(
        Stakeholder.team_id == project.team_id, Stakeholder.project_id == project.id, Stakeholder.person_id == person.id
    )
    found = session.exec(mine).first()
    return Audience(found) if found else Audience.TEAM
