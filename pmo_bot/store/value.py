"""Queries about goals, figures and their values, people who care about projects, the mandate."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from pmo_bot.model import Event, Goal, Item, Kpi, KpiKind, Mandate, Measurement, Note, Project, Pulse, Stakeholder


def next_of(session: Session, kind: type[Goal] | type[Kpi], team: str) -> int:
    """The next number of a sequence of its own; the caller has the workspace's turn."""
    return int(session.exec(select(func.max(kind.number)).where(kind.team_id == team)).one() or 0) + 1


def goal_by_number(session: Session, team: str, number: int) -> Goal | None:
    """`G2`."""
    return session.exec(select(Goal).where(Goal.team_id == team, Goal.number == number)).first()


def goal(session: Session, team: str, goal_id: int | None) -> Goal | None:
    """A goal of this workspace."""
    found = session.get(Goal, goal_id) if goal_id is not None else None
    return found if found is not None and found.team_id == team else None


def goals(session: Session, team: str, *, active: bool = True) -> Sequence[Goal]:
    """All goals that count, or all there ever were."""
    query = select(Goal).where(Goal.team_id == team).order_by(col(Goal.number))
    return session.exec(query.where(col(Goal.active).is_(True)) if active else query).all()


def serving(session: Session, team: str, goal_id: int) -> Sequence[Project]:
    """The projects that serve a goal."""
    query = select(Project).where(Project.team_id == team, Project.goal_id == goal_id)
    return session.exec(query.order_by(col(Project.key))).all()


def items_of(session: Session, team: str, projects: Collection[int]) -> Sequence[Item]:
    """Everything in some projects, open or not."""
    query = select(Item).where(Item.team_id == team, col(Item.project_id).in_(projects))
    return session.exec(query.order_by(col(Item.due), col(Item.number))).all()


def kpi_by_number(session: Session, team: str, number: int) -> Kpi | None:
    """`K3`."""
    return session.exec(select(Kpi).where(Kpi.team_id == team, Kpi.number == number)).first()


def kpi(session: Session, team: str, kpi_id: int | None) -> Kpi | None:
    """A figure of this workspace."""
    found = session.get(Kpi, kpi_id) if kpi_id is not None else None
    return found if found is not None and found.team_id == team else None


def kpis(session: Session, team: str, *where: Any) -> Sequence[Kpi]:
    """Figures, in the order they were made."""
    return session.exec(select(Kpi).where(Kpi.team_id == team, *where).order_by(col(Kpi.number))).all()


def kpis_of(session: Session, project: Project, kind: KpiKind | None = None) -> Sequence[Kpi]:
    """The figures of a project."""
    found = kpis(session, project.team_id, Kpi.project_id == project.id)
    return [one for one in found if kind is None or one.kind is kind]


def measurements(session: Session, kpi: Kpi) -> Sequence[Measurement]:
    """All values of a figure, oldest first."""
    query = select(Measurement).where(Measurement.team_id == kpi.team_id, Measurement.kpi_id == kpi.id)
    return session.exec(query.order_by(col(Measurement.on_date))).all()


def measurements_of(session: Session, kpis: Sequence[Kpi]) -> Sequence[Measurement]:
    """All values of some figures of one workspace."""
    if not kpis:
        return []
    ids = [kpi.id for kpi in kpis]
    return session.exec(
        select(Measurement).where(Measurement.team_id == kpis[0].team_id, col(Measurement.kpi_id).in_(ids))
    ).all()


def told_of_value(session: Session, row: Measurement) -> Sequence[Event]:
    """What was entered and put right about one value, in order."""
    kinds = ("value.taken", "value.corrected")
    query = select(Event).where(Event.team_id == row.team_id, col(Event.what).in_(kinds))
    found = session.exec(query.where(Event.recorded_at >= row.created_at).order_by(col(Event.id))).all()
    return [one for one in found if one.after.get("row") == row.id]


def answered_at(session: Session, team: str, about: str, subject_id: int, at: datetime) -> Sequence[Item]:
    """The checks of something that were answered at an instant."""
    here = (Item.team_id == team, Item.about == about, Item.about_id == subject_id, col(Item.closed_at) == at)
    return session.exec(select(Item).where(*here)).all()


def pulses(session: Session, kpi: Kpi) -> Sequence[Pulse]:
    """Everybody who was asked for their view, round by round."""
    return pulses_of(session, [kpi])


def pulses_of(session: Session, kpis: Sequence[Kpi]) -> Sequence[Pulse]:
    """The same for some figures of one workspace."""
    if not kpis:
        return []
    query = select(Pulse).where(Pulse.team_id == kpis[0].team_id, col(Pulse.kpi_id).in_([kpi.id for kpi in kpis]))
    return session.exec(query.order_by(col(Pulse.round), col(Pulse.id))).all()


def open_checks(session: Session, team: str, about: str, subject_id: int) -> Sequence[Item]:
    """The checks of something that wait, the first due first."""
    here = (Item.team_id == team, Item.about == about, Item.about_id == subject_id, col(Item.closed_at).is_(None))
    return session.exec(select(Item).where(*here).order_by(col(Item.due), col(Item.number))).all()


def mandates(session: Session, team: str) -> Sequence[Mandate]:
    """All versions, the newest first."""
    return session.exec(select(Mandate).where(Mandate.team_id == team).order_by(col(Mandate.version).desc())).all()


def circle(session: Session, project: Project) -> Sequence[Stakeholder]:
    """Who cares about a project, those with most say first."""
    query = select(Stakeholder).where(Stakeholder.team_id == project.team_id, Stakeholder.project_id == project.id)
    return session.exec(query.order_by(col(Stakeholder.influence).desc(), col(Stakeholder.id))).all()


def budget_reasons(session: Session, team: str, projects: Collection[int]) -> dict[int, str]:
    """By project: what was said with the newest change of its budget."""
    query = (
        select(Event.project_id, Note.text)
        .join(Event, col(Event.note_id) == Note.id)
        .where(Event.team_id == team, col(Event.project_id).in_(projects), Event.what == "project.budgeted")
    )
    return {one or 0: text for one, text in session.exec(query.order_by(col(Event.id)))}
