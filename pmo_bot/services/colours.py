"""The colour that a lead says, beside what is on record: asked privately before the report, kept with its reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Outline, Person, Post, PostKind, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.colours import ColourAsked
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.health import Evidence, is_greener
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, once_only, record, write_note
from pmo_bot.services.evidence import evidence
from pmo_bot.services.looking import seen_project
from pmo_bot.services.notices import wake_project
from pmo_bot.services.people import calendar_for, calendar_of
from pmo_bot.services.reading_colours import KEPT, kept
from pmo_bot.store import outlines, queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once


def ask_leads(session: Session, weeks: Mapping[int, str], projects: Sequence[Project], now: datetime) -> int:
    """Before a report: the lead alone is asked, once a week, where the record says worse than they do.

    `weeks` names the week of each project's report; how many were asked.
    """
    leads = _leads(session, projects)
    stays = kept(session, projects, now)
    said = [one for one in projects if one.health is not None and one.lead_id in leads and one.id not in stays]
    days = {project.id: calendar.today(now) for project in said for _, calendar in [leads[project.lead_id or 0]]}
    on_record = evidence(session, said, _open(session, said), days, now)
    greener = [project for project in said if is_greener(project.health, on_record[project.id])]
    return sum(_ask(session, project, *leads[project.lead_id or 0], weeks[project.id], now) for project in greener)


def _open(session: Session, projects: Sequence[Project]) -> Mapping[int, Sequence[Outline]]:
    team = projects[0].team_id if projects else ""
    return outlines.open_in(session, team, [project.id for project in projects])


def _leads(session: Session, projects: Sequence[Project]) -> dict[int, tuple[Person, Calendar]]:
    """Whoever leads some projects and can be reached, with their working time."""
    if not projects:
        return {}
    team = projects[0].team_id
    found = queries.people(session, team, [project.lead_id for project in projects])
    away = queries.absences(session, team, list(found))
    return {
        one: (person, calendar_for(person, away.get(one)))
        for one, person in found.items() if not never_reached(person)
    }  # fmt: skip


def _ask(session: Session, project: Project, lead: Person, calendar: Calendar, week: str, now: datetime) -> int:
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
    days = {project.id: calendar_of(session, reader).today(now)}
    return evidence(session, [project], _open(session, [project]), days, now)[project.id]


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
