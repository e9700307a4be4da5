"""Plan digests: one a project and week.  Those that are due together are planned together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Person, Post, PostKind, Project, Workspace
from pmo_bot.rules import digest_slots
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.digest_slots import DigestSlot
from pmo_bot.rules.silence import BEFORE, is_silent
from pmo_bot.rules.upkeep import has_left
from pmo_bot.services.colours import ask_leads
from pmo_bot.services.people import calendar_for
from pmo_bot.services.planning_apart import Only
from pmo_bot.services.projects import project_calendars
from pmo_bot.services.upkeep import tell_leaderless
from pmo_bot.store import queries
from pmo_bot.store.outbox import insert_once

AT_ONCE = 20
"""Projects in one transaction: on a Monday at nine nobody waits for two hundred of them."""
OWED_FOR = timedelta(days=15)
"""The digest of last week is owed until that of this week is, wherever it is already tomorrow."""


def due_projects(now: datetime) -> SelectOfScalar[Project]:
    """The query of the tick: served by the partial index on `wake_at` alone."""
    return (
        select(Project)
        .where(col(Project.wake_at) <= now, col(Project.wake_at).is_not(None))
        .order_by(col(Project.wake_at))
    )


def plan_digests(session: Session, team: str, now: datetime, only: Only = None) -> int:
    """Make some of the digests of a workspace that should have left by now, or those of `only` these projects.

    How many messages that made.  What is left woke as well and is planned next.
    """
    due = due_projects(now).where(Project.team_id == team)
    wanted = due.limit(AT_ONCE) if only is None else due.where(col(Project.id).in_(only))
    return _plan(session, session.exec(wanted).all(), now)


@dataclass(frozen=True, slots=True)
class Due:
    """A project that woke, with its digests before and after now."""

    project: Project
    calendar: Calendar
    owed: DigestSlot | None
    """The newest that should have left by now."""
    ahead: DigestSlot
    eve: datetime
    """From when on its lead is asked what has to be asked before the next."""
    end: datetime | None
    """When it is no longer only observed, where it is."""


def _plan(session: Session, projects: Sequence[Project], now: datetime) -> int:
    if not projects:
        return 0  # another worker had its turn in between
    team = projects[0].team_id
    workspace, leads = queries.workspace(session, team), queries.people(session, team, [p.lead_id for p in projects])
    every = _due(session, projects, workspace, now)
    for one in every:
        one.project.wake_at = min([one.ahead.at, *(at for at in (one.end, one.eve) if at is not None and at > now)])
        session.add(one.project)
    begun = [one for one in every if _speaks(one.project, workspace)]
    made = [
        _ask_leads(session, begun, now),
        *(tell_leaderless(session, one.project, now) for one in begun if has_left(_lead(one, leads))),
        *(_report_or_digest(session, one, _lead(one, leads), now) for one in begun),
    ]
    return sum(made)


def _due(session: Session, projects: Sequence[Project], workspace: Workspace | None, now: datetime) -> list[Due]:
    calendars, newest = project_calendars(session, projects), _newest(session, projects, now)
    found = []
    for project in projects:
        calendar, ahead = calendars[project.id], digest_slots.next_slot(calendars[project.id], now)
        since = max(project.created_at, workspace.started_at) if workspace else project.created_at
        owed = digest_slots.owed_slot(calendar, project.created_at.date(), since, now)
        # In a zone further west the digest of an earlier week would be owed again.
        overtaken = owed is not None and newest.get(project.id, owed.monday) > owed.monday
        end = calendar.at(project.observe_until, MIDNIGHT) if project.observe_until is not None else None
        eve = digest_slots.eve_of(calendar, ahead)
        found.append(Due(project, calendar, None if overtaken else owed, ahead, eve, end))
    return found


def _newest(session: Session, projects: Sequence[Project], now: datetime) -> dict[int, date]:
    """By project: the newest week of which there is a digest, among those that could be owed."""
    lately = (
        Post.team_id == projects[0].team_id,
        col(Post.person_id).is_(None),
        col(Post.on_date) > now.date() - OWED_FOR,
        col(Post.on_date) < now.date() + OWED_FOR,  # one that left while the clock was ahead silences no year
    )
    ours = (col(Post.project_id).in_([project.id for project in projects]), Post.kind == PostKind.DIGEST)
    newest = select(col(Post.project_id), func.max(Post.on_date)).where(*lately, *ours)
    return dict(session.execute(newest.group_by(col(Post.project_id))).all())


def _lead(due: Due, leads: Mapping[int, Person]) -> Person | None:
    return leads.get(due.project.lead_id or 0)


def _speaks(project: Project, workspace: Workspace | None) -> bool:
    """Whether a project has begun, and a pilot does not leave it out."""
    return project.phase not in BEFORE and not (workspace is not None and is_silent(workspace, project))


def _ask_leads(session: Session, every: Sequence[Due], now: datetime) -> int:
    asked = [one for one in every if one.eve <= now and one.end is None]
    weeks = {one.project.id: one.ahead.monday.isoformat() for one in asked}
    return ask_leads(session, weeks, [one.project for one in asked], now)


def _report_or_digest(session: Session, due: Due, lead: Person | None, now: datetime) -> int:
    owed, end = due.owed, due.end
    if end is not None and (end <= now or owed is not None):
        week = owed.monday if owed is not None and now < end else due.project.observe_until
        made = _report(session, due.project, lead, f"report:{due.project.key}:{week}", now)
        if now < end or owed is None or owed.at < end:
            return made
    return _digest(session, due.project, owed, due.calendar, now) if owed is not None else 0


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


def _report(session: Session, project: Project, lead: Person | None, key: str, now: datetime) -> int:
    """Instead of the digest of a project that is only observed, its lead reads what would have been said."""
    if lead is None:
        return 0
    post = Post(
        team_id=project.team_id,
        key=key,
        kind=PostKind.REPORT,
        lane=f"person:{lead.id}",
        person_id=lead.id,
        project_id=project.id,
        on_date=calendar_for(lead).today(now),
        not_before=now,
        created_at=now,
        why={"rule": "report", "zone": lead.zone},
    )
    return int(insert_once(session, post))
