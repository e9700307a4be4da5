"""Reads of gates, hand-overs and templates."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pmo_bot.model import Artefact, Item, Template


def artefacts(session: Session, team: str, project_id: int) -> Sequence[Artefact]:
    """Everything that the gates of a project ask for, in order."""
    here = (Artefact.team_id == team, Artefact.project_id == project_id)
    return session.exec(select(Artefact).where(*here).order_by(col(Artefact.id))).all()


def artefact(session: Session, team: str, artefact_id: int) -> Artefact | None:
    """One of them."""
    found = session.get(Artefact, artefact_id)
    return found if found is not None and found.team_id == team else None


def transition(session: Session, team: str, project_id: int) -> Sequence[Item]:
    """What operations take over, in order; what was let go is nobody's any more."""
    here = (Item.team_id == team, Item.project_id == project_id, col(Item.transition), Item.state != "dropped")
    return session.exec(select(Item).where(*here).order_by(col(Item.number))).all()


def templates(session: Session, team: str) -> Sequence[Template]:
    """What projects of this workspace can begin with, by name: the newest version of each."""
    rows = session.exec(select(Template).where(Template.team_id == team).order_by(col(Template.version)))
    return sorted({row.name: row for row in rows}.values(), key=lambda row: row.name)
