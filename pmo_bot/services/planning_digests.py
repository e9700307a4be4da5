"""Plan digests: one a project and week."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Post, PostKind, Project
from pmo_bot.rules import digest_slots
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.digest_slots import DigestSlot
from pmo_bot.rules.silence import BEFORE, is_silent
from pmo_bot.services.colours import ask_lead
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.upkeep import tell_leaderless
from pmo_bot.store import queries
from pmo_bot.store.outbox import insert_once


def due_projects(now: datetime) -> SelectOfScalar[Project]:
    """The query of the tick: served by the partial index on `wake_at` alone."""
    return (
        select(Project)
        .where(col(Project.wake_at) <= now, col(Project.wake_at).is_not(None))
        .order_by(col(Project.wake_at))
    )


def plan_digests(session: Session, team: str, now: datetime, only: Collection[int] | None = None) -> int:
    """Make the digests of a workspace, or of only some projects, that should have left by now; how many that made."""
    due = session.exec(due_projects(now).where(Project.team_id == team)).all()
    return sum(_plan_digest(session, project, now) for project in due if only is None or project.id in only)


def _plan_digest(session: Session, project: Project, now: datetime) -> int:
    calendar = project_calendar(session, project)
    workspace = queries.workspace(session, project.team_id)
    since = max(project.created_at, workspace.started_at) if workspace else project.created_at
    slot = digest_slots.owed_slot(calendar, project.created_at.date(), since, now)
    slot = slot if slot is not None and not _is_overtaken(session, project, slot) else None
    end = calendar.at(project.observe_until, MIDNIGHT) if project.observe_until is not None else None
    ends = [end] if end is not None and end > now else []
    ahead = digest_slots.next_slot(calendar, now)
    eve = digest_slots.eve_of(calendar, ahead)
    project.wake_at = min([ahead.at, *ends, *([eve] if eve > now else [])])
    session.add(project)
    if project.phase in BEFORE or (workspace is not None and is_silent(workspace, project)):
        return 0
    asked = ask_lead(session, project, ahead.monday.isoformat(), now) if eve <= now and end is None else 0
    return (
        asked + tell_leaderless(session, project, now) + _report_or_digest(session, project, calendar, slot, end, now)
    )


def _is_overtaken(session: Session, project: Project, slot: DigestSlot) -> bool:
    """Whether the digest of a later week was made already: a zone further west would owe the one before it."""
    later = (Post.team_id == project.team_id, col(Post.person_id).is_(None), col(Post.on_date) > slot.monday)
    ours = (Post.project_id == project.id, Post.kind == PostKind.DIGEST)
    return session.exec(select(Post.id).where(*later, *ours).limit(1)).first() is not None


def _report_or_digest(
    session: Session, project: Project, calendar: Calendar, slot: DigestSlot | None, end: datetime | None, now: datetime
) -> int:
    if end is not None and (end <= now or slot is not None):
        week = slot.monday if slot is not None and now < end else project.observe_until
        made = _report(session, project, f"report:{project.key}:{week}", now)
        if now < end or slot is None or slot.at < end:
            return made
    return _digest(session, project, slot, calendar, now) if slot is not None else 0


def _digest(session: Session, project: Project, slot: DigestSlot, calendar: Calendar, now: datetime) -> int:
    post = Post(
        team_id=project.team_id,
        key=f"digest:{project.key}:{slot.monday}",
        kind=PostKind.DIGEST,
        lane=f"channel:{project.channel or project.key}",
        project_id=project.id,
        on_date=slot.monday,
        not_before=now,
        created_at=now,
        why={"rule": "digest", "zone": calendar.zone.key, "week": slot.monday.isoformat()},
    )
    return int(insert_once(session, post))


def _report(session: Session, project: Project, key: str, now: datetime) -> int:
    """Instead of the digest of a project that is only observed, its lead reads what would have been said."""
    lead = queries.person(session, project.team_id, project.lead_id)
    if lead is None:
        return 0
    post = Post(
        team_id=project.team_id,
        key=key,
        kind=PostKind.REPORT,
        lane=f"person:{lead.id}",
        person_id=lead.id,
        project_id=project.id,
        on_date=calendar_of(session, lead).today(now),
        not_before=now,
        created_at=now,
        why={"rule": "report", "zone": lead.zone},
    )
    return int(insert_once(session, post))
