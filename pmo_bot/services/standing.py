"""How projects stand, for whoever asks."""

from dataclasses import replace
from datetime import date, datetime

from pmo_bot.model import Person, Project, Role
from pmo_bot.rules.outlook import Outlook, worst_first
from pmo_bot.rules.pages import Page, page
from pmo_bot.rules.permission import may_see, may_tell
from pmo_bot.services import reading_load, reading_projects
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_pending import Waiting
from pmo_bot.store import queries
from pmo_bot.store.database import Database

SHOWN = 5


def of_project(
    db: Database, reader: Person, now: datetime, project: Project, here: str | None = None
) -> tuple[Outlook, date]:
    """How one project stands, in full, and the reader's day.  The caller knows that they may see it.

    Where others read along, `here`, nothing is said about anybody's weeks.
    """
    with db.reading() as session:
        yours, today = Waiting(session, reader, now).by_project(), calendar_of(session, reader).today(now)
        (outlook,) = reading_projects.outlooks(session, reader, [project], now, yours)
        full = reading_projects.in_full(session, outlook, now, today)
        if here is not None:
            return replace(full, idle_lessons=0), today
        return replace(full, too_full=tuple(reading_load.too_full(session, reader, project, now))), today


def of_led(
    db: Database, reader: Person, now: datetime, *, start: int = 0, here: str | None = None
) -> tuple[Page[Outlook], date]:
    """How everything stands that somebody leads or sponsors, worst first; for a PMO lead everything they may see."""
    with db.reading() as session:
        rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        projects = [
            project
            for project in queries.projects(session, reader.team_id)
            if (reader.role is Role.PMO or reader.id in (project.lead_id, project.sponsor_id))
            and may_see(reader, project, rooms)
            and may_tell(project, here)
        ]
        yours, today = Waiting(session, reader, now).by_project(), calendar_of(session, reader).today(now)
        rough = page(worst_first(reading_projects.outlooks(session, reader, projects, now, yours)), SHOWN, start)
        private = [outlook if here is None else replace(outlook, idle_lessons=0) for outlook in rough.shown]
        shown = tuple(reading_projects.in_full(session, outlook, now, today) for outlook in private)
        return Page(shown, rough.start, rough.total, rough.size), today


def project_for(db: Database, reader: Person, project_id: int) -> Project | None:
    """The project a button names, if it exists for this person."""
    with db.reading() as session:
        found = queries.project(session, reader.team_id, project_id)
        rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        return found if found is not None and may_see(reader, found, rooms) else None
