"""Try other rules on the last days: what they would have sent, beside what was sent."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from pmo_bot.model import Item, Mode, Person, Project
from pmo_bot.rules.back_test import Compared, Purpose, Told, Tried, compare
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import visible_project
from pmo_bot.services.rehearsal import Message, messages
from pmo_bot.services.supposing import Supposed
from pmo_bot.store import queries
from pmo_bot.store.database import Database

DAYS = 30
Replay = Callable[[Database, datetime, datetime, Supposed | None], Sequence[Message]]
"""Lets the days between two instants happen again on a copy: `jobs.replay.replay`."""
ABOUT = {"brief": Purpose.BRIEF, "preview": Purpose.PREVIEW, "digest": Purpose.DIGEST}
STEPS = {"contact": Purpose.CONTACT, "sponsor": Purpose.SPONSOR, "pmo": Purpose.PMO}


def no_replay(db: Database, start: datetime, end: datetime, supposed: Supposed | None) -> Sequence[Message]:
    """Where nothing can be replayed, nothing would have been sent."""
    return []


def may_try(db: Database, person: Person, key: str, *, only_try: bool = False) -> Project:
    """The project, for whoever may change how it is run; everybody else reads whether trying was all they wanted."""
    with db.reading() as session:
        project = visible_project(session, person, key)
        if not may_lead(person, project):
            lead = queries.person(session, person.team_id, project.lead_id)
            if only_try:
                raise Refused("not_yours_to_try", project=project, lead=lead)
            raise Refused("not_lead", project=project, lead=lead)
        return project


def try_rules(
    db: Database, person: Person, now: datetime, project: Project, replay: Replay, *,
    mode: Mode | None = None, body: Mapping[str, Any] | None = None,
) -> Tried:  # fmt: skip
    """The last thirty days of a project by another mode or policy; fewer where the bot is younger."""
    start = _start(db, person, now, project)
    would = replay(db, start, now, Supposed(person.team_id, project.id, mode, body))
    with db.reading() as session:
        calendar = calendar_of(session, person)
    compared = compared_with(db, start, now, would, project.id)
    return Tried(project, mode, calendar.today(start), calendar.today(now), compared)


def compared_with(
    db: Database, start: datetime, end: datetime, would: Sequence[Message], project_id: int | None
) -> Compared:
    """What was sent between two instants beside what would have been; of one project, or of all."""
    sent = [one for one in messages(db, start) if one.at < end]
    days = max(1, (end - start).days)
    if project_id is None:
        return compare(_told(sent, None), _told(would, None), days)
    with db.reading() as session:
        mine = _keys(db, session.get_one(Project, project_id))
    return compare(_told(sent, mine), _told(would, mine), days)


def _start(db: Database, person: Person, now: datetime, project: Project) -> datetime:
    with db.reading() as session:
        workspace = queries.workspace(session, person.team_id)
    began = [project.created_at, *([workspace.started_at] if workspace else [])]
    return max(now - timedelta(days=DAYS), *began)


def _keys(db: Database, project: Project) -> frozenset[str]:
    with db.reading() as session:
        items = session.exec(select(Item).where(Item.team_id == project.team_id, Item.project_id == project.id))
        return frozenset([*(item.key for item in items), project.channel or project.key])


def _told(found: Sequence[Message], mine: frozenset[str] | None) -> list[Told]:
    """What is about the project: of a brief over several projects only its own lines; everything for None."""
    return [
        Told(_about(one), one.to, one.local, tuple(key for key in one.items if mine is None or key in mine), one.key,
             one.inside or one.key)
        for one in found
        if mine is None or any(key in mine for key in (*one.items, one.to))
    ]  # fmt: skip


def _about(message: Message) -> Purpose:
    if message.kind == "escalation":
        return STEPS.get(message.key.rpartition(":")[2], Purpose.CONTACT)
    return ABOUT.get(message.kind, Purpose.QUESTION)
