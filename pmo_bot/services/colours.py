"""The colour that a lead says, beside what is on record: asked privately before the report, kept with its reason."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Person, Post, PostKind, Project
from pmo_bot.rules.colours import ColourAsked
from pmo_bot.rules.digest_facts import Declared
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.health import Evidence, is_greener
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, note_text, once_only, record, write_note
from pmo_bot.services.evidence import evidence
from pmo_bot.services.looking import seen_project
from pmo_bot.services.notices import wake_project
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

KEPT_FOR = timedelta(days=8)
"""From the Friday before one report to the Monday of the next but one it would be stale."""
KEPT = "project.colour_kept"


def ask_lead(session: Session, project: Project, week: str, now: datetime) -> int:
    """Before a report: the lead alone is asked, once a week, where the record says worse than they do."""
    lead = queries.person(session, project.team_id, project.lead_id)
    if lead is None or never_reached(lead) or project.health is None or kept(session, project, now) is not None:
        return 0
    if not is_greener(project.health, _on_record(session, project, lead, now)):
        return 0
    calendar = calendar_of(session, lead)
    post = Post(
        team_id=project.team_id,
        key=f"colour:{project.key}:{week}",
        kind=PostKind.COLOUR,
        lane=f"person:{lead.id}",
        person_id=lead.id,
        project_id=project.id,
        on_date=calendar.today(now),
        not_before=calendar.next_open(now),
        created_at=now,
        why={"rule": "colour", "zone": lead.zone},
    )
    return int(insert_once(session, post))


def read(session: Session, post: Post, now: datetime) -> ColourAsked | None:
    """What the question says now; None when there is nothing to ask any more."""
    project = queries.project(session, post.team_id, post.project_id)
    reader = queries.person(session, post.team_id, post.person_id)
    if project is None or reader is None or reader.id != project.lead_id:
        return None
    found = _on_record(session, project, reader, now)
    return ColourAsked(reader, project, found, post.key) if is_greener(project.health, found) else None


def _on_record(session: Session, project: Project, reader: Person, now: datetime) -> Evidence:
    return evidence(session, [project], calendar_of(session, reader).today(now), now)[project.id]


def keep(db: Database, act: Act, project_id: int, reason: str) -> Project:
    """The colour stays as the lead said it, and the report tells why."""
    with db.transaction() as session:
        once_only(session, act)
        project = seen_project(session, act.person, project_id)
        if project is None:
            raise Refused("no_project", key="")
        if not may_lead(act.person, project):
            raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
        note = write_note(session, act, reason)
        if note is None:
            raise Refused("empty_colour", project=project)
        colour = project.health.value if project.health is not None else None
        record(session, act, KEPT, project=project, after={"kept": colour}, note=note)
        wake_project(session, project, act.now)
        return project


def kept(session: Session, project: Project, now: datetime) -> Declared | None:
    """Who said lately why the colour stays, and why; nothing once another colour was said."""
    rows = select(Event).where(Event.team_id == project.team_id, Event.project_id == project.id)
    said = session.exec(
        rows.where(col(Event.what).in_((KEPT, "project.changed")), Event.happened_at > now - KEPT_FOR)
        .order_by(col(Event.id).desc())
    ).all()  # fmt: skip
    last = next((one for one in said if one.what == KEPT or "health" in one.after), None)
    if last is None or last.what != KEPT:
        return None
    who = queries.person(session, project.team_id, last.actor_id)
    return Declared(who, note_text(session, project.team_id, last.note_id))
