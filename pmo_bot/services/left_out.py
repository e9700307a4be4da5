"""Which fields are not asked for in a project, or in what belongs to none."""

from sqlmodel import Session

from pmo_bot.model import Project
from pmo_bot.rules.left_out import left_out
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def of_project(session: Session, team: str, project: Project | None) -> frozenset[str]:
    """By the project's own policy, else by that of the workspace."""
    known = queries.policies(session, team)
    mine = [one for one in known if project is not None and one.project_id == project.id]
    found = mine or [one for one in known if one.project_id is None]
    return left_out(found[0].body) if found else frozenset()


def for_window(db: Database, team: str, project: Project | None) -> frozenset[str]:
    """The same before a window opens."""
    with db.reading() as session:
        return of_project(session, team, project)
