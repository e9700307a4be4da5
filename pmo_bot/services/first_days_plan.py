"""The plan of a PMO's first ninety days: where it is found among the projects."""

from sqlmodel import Session, col, select

from pmo_bot.model import Project

PLAN = "first-ninety-days"
"""The file in `pmo_bot/packs`, and what the project that began with it remembers."""


def plan_of(session: Session, team: str) -> Project | None:
    """The project that carries it out, if somebody has begun."""
    mine = select(Project).where(Project.team_id == team, Project.pack == PLAN)
    return session.exec(mine.order_by(col(Project.id))).first()


def own(session: Session, team: str) -> set[int]:
    """The projects that carry it out.

    What a PMO does for itself is not what it is measured by: no figure of it counts these.
    """
    return set(session.exec(select(Project.id).where(Project.team_id == team, Project.pack == PLAN)))
