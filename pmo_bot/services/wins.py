"""The log of wins: what whoever leads writes down.  What the record shows by itself is read, not kept."""

from sqlmodel import Session, col, select

from pmo_bot.model import Project, Role, Win
from pmo_bot.model.win import WIN_LENGTH
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_lead, may_see
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.rules.titles import readable
from pmo_bot.rules.wins import tells_something
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import visible_project
from pmo_bot.services.rows import make, remove
from pmo_bot.store import queries
from pmo_bot.store.database import Database

WRITTEN = "win.written"


def write(db: Database, act: Act, words: str, key: str | None = None) -> Win:
    """Something was reached, in a project or by the PMO itself.  For whoever leads it, and PMO leads.

    Refuses what tells nothing to whoever reads it later.  Said twice in a day it is there once.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key) if key is not None else None
        _check_may(session, act, project)
        if not readable(words):
            raise Refused("empty_win")
        if not tells_something(words):
            raise Refused("short_win", words=words.strip())
        said, today = fitting(words, WIN_LENGTH), calendar_of(session, act.person).today(act.now)
        project_id = project.id if project is not None else None
        same = (Win.team_id == act.team, Win.win == said, Win.won_on == today)
        if session.exec(select(Win.id).where(*same, col(Win.project_id).is_not_distinct_from(project_id))).first():
            raise AlreadyDone(WRITTEN)
        row = Win(team_id=act.team, project_id=project_id, win=said, by_id=act.person.id, won_on=today,
                  created_at=act.now)  # fmt: skip
        make(session, act, WRITTEN, row, project)
        return row


def take_back(db: Database, act: Act, win_id: int) -> Project | None:
    """It was none after all.  For whoever wrote it, and PMO leads; done twice it is gone once."""
    with db.transaction() as session:
        once_only(session, act)
        row = session.get(Win, win_id)
        if row is None or row.team_id != act.team or (act.person.id != row.by_id and act.person.role is not Role.PMO):
            raise Refused("no_win")
        project = queries.project(session, act.team, row.project_id)
        if project is not None and not may_see(
            act.person, project, queries.private_rooms(session, act.team, act.person.slack_id)
        ):
            raise Refused("no_win")
        remove(session, act, "win.removed", row, project)
        return project


def _check_may(session: Session, act: Act, project: Project | None) -> None:
    if project is None and act.person.role is not Role.PMO:
        raise Refused("win_of_which", leads=queries.pmo_leads(session, act.team))
    if project is not None and not may_lead(act.person, project):
        raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
