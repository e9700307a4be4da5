"""The first ninety days of a PMO: begun by its lead, looked at on three days, passed on to its sponsor."""

from datetime import date, datetime

from sqlmodel import Session

from pmo_bot.model import About, Mode, Person, Project, Role
from pmo_bot.rules.first_days import FirstDays, report_days
from pmo_bot.rules.permission import may_lead, may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import baselines, checks, packs, reading_wins, statements
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.first_days_plan import plan_of
from pmo_bot.services.goals import check_pmo
from pmo_bot.services.looking import seen_project
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import NewProject, put
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


def begin(db: Database, act: Act, sponsor_id: int | None = None) -> Project:
    """The plan begins today: its steps with their days, and a look at it after thirty, sixty and ninety.

    Its sponsor is whom the PMO answers to, where nobody else is named.  Refuses anybody but PMO leads, and
    a second beginning.
    """
    with db.transaction() as session:
        once_only(session, act)
        check_pmo(session, act)
        known = plan_of(session, act.team)
        if known is not None:
            raise Refused("days_begun", project=known)
        plan = packs.first_ninety_days()
        answers_to = statements.sponsor_of(session, act.team)
        sponsor_id = sponsor_id or (answers_to.id if answers_to is not None else None)
        wanted = NewProject(plan.title, key="FIRST90", sponsor_id=sponsor_id, goal=plan.about)
        project = put(session, act, wanted, mode=Mode.SUPPORTIVE, pack=plan)
        packs.schedule(session, act, project, plan)
        for number, day in report_days(calendar_of(session, act.person).today(act.now)):
            checks.plan(session, act, About.FIRST_DAYS, project.id, title=_title(project, number),
                        owner_id=act.person.id, due=day, project_id=project.id)  # fmt: skip
        return project


def _title(project: Project, number: int) -> str:
    return f"{project.name}: day {number}"


def passed_on(session: Session, act: Act, project_id: int) -> None:
    """Whoever leads it has read the report: the sponsor, if there is one, is shown it on their next working day."""
    project = session.get_one(Project, project_id)
    sponsor = queries.person(session, act.team, project.sponsor_id)
    if sponsor is None or sponsor.id in (act.person.id, act.behalf.id if act.behalf is not None else None):
        return
    calendar = calendar_of(session, sponsor)
    checks.plan(session, act.without_once, About.FIRST_DAYS, project.id, project_id=project.id, owner_id=sponsor.id,
                title=_title(project, (calendar.today(act.now) - _start(session, project)).days),
                due=calendar.plus(calendar.today(act.now), 1))  # fmt: skip


def report(db: Database, reader: Person, now: datetime, here: str | None = None) -> FirstDays:
    """How the first ninety days go: for PMO leads, and for the sponsor of the plan.

    `here` is the channel where everybody will read it.
    """
    with db.reading() as session:
        project = plan_of(session, reader.team_id)
        if reader.role is not Role.PMO and (project is None or not _may_read(reader, project)):
            raise Refused("days_for_lead")
        if project is None or seen_project(session, reader, project.id) is None:
            raise Refused("no_first_days")
        if not may_tell(project, here):
            raise Refused("not_here", name=project.name)
        sponsor = queries.person(session, project.team_id, project.sponsor_id)
        start = _start(session, project)
        items = stored.items_of(session, project.team_id, [project.id])
        return FirstDays(
            project=project,
            start=start,
            today=calendar_of(session, reader).today(now),
            steps=[item for item in items if item.about is None],
            wins=reading_wins.since(session, reader, start, here),
            figures=baselines.compared(session, project.team_id, now),
            sponsor=sponsor,
            passes_on=sponsor is not None and sponsor.id != reader.id,
        )


def _start(session: Session, project: Project) -> date:
    lead = queries.person(session, project.team_id, project.lead_id)
    return calendar_of(session, lead).today(project.created_at) if lead is not None else project.created_at.date()


def _may_read(reader: Person, project: Project) -> bool:
    return may_lead(reader, project) or reader.id == project.sponsor_id
