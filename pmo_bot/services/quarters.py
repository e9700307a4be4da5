"""Once a quarter somebody says of each project that comes first whether it still does."""

from sqlmodel import Session

from pmo_bot.model import About, Project
from pmo_bot.rules.priorities import FIRST, next_quarter
from pmo_bot.services import checks
from pmo_bot.services.events import Act
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries


def ask_next_quarter(session: Session, act: Act, project: Project) -> None:
    """When the next quarter begins its sponsor, else its lead, says whether it still comes first."""
    owner = queries.person(session, act.team, project.sponsor_id or project.lead_id) or act.person
    calendar = calendar_of(session, owner)
    checks.plan(session, act, About.FIRST, project.id, title=project.name, project_id=project.id, owner_id=owner.id,
                due=next_quarter(calendar.today(act.now), calendar))  # fmt: skip


def still_first(session: Session, act: Act, project_id: int) -> None:
    """It goes on coming first; a quarter later it is asked again."""
    project = queries.project(session, act.team, project_id)
    if project is not None and project.priority == FIRST:
        ask_next_quarter(session, act, project)
