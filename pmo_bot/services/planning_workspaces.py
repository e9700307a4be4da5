"""Plan what concerns a workspace as a whole: the radar of each week, the statement of each month."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Workspace
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.radar import next_look
from pmo_bot.services import full_weeks, radar
from pmo_bot.services.people import calendar_of, zone_of
from pmo_bot.services.statements import plan_statement
from pmo_bot.store import queries
from pmo_bot.store.database import Database

AGAIN_AFTER = timedelta(hours=1)
log = structlog.get_logger()


def due_workspaces(now: datetime) -> SelectOfScalar[str]:
    """Those that the plan has to look at, or never has."""
    due = or_(col(Workspace.wake_at).is_(None), col(Workspace.wake_at) <= now)
    return select(Workspace.team_id).where(due).order_by(col(Workspace.team_id))


def plan_workspaces(db: Database, now: datetime) -> int:
    """Insert all that is owed; how many messages that made.  One that cannot be planned stops no other."""
    with db.reading() as session:
        teams = session.exec(due_workspaces(now)).all()
    return sum(_plan_or_put_off(db, team, now) for team in teams)


def _plan_or_put_off(db: Database, team: str, now: datetime) -> int:
    try:
        with db.transaction() as session:
            return _plan(session, queries.turn(session, team), now)
    except OperationalError:
        raise  # the database is busy or away: nothing that is planned is the reason
    except Exception as failure:  # noqa: BLE001 - whatever is wrong here, the others go on
        log.error("plan", action="plan.failed", team=team, error=type(failure).__name__)
        with db.transaction() as session:
            workspace = queries.turn(session, team)
            workspace.wake_at = now + AGAIN_AFTER
            session.add(workspace)
        return 0


def _plan(session: Session, workspace: Workspace, now: datetime) -> int:
    calendar = house_calendar(session, workspace)
    radar.look(session, workspace, calendar, now)
    made, ahead = radar.tell(session, workspace, calendar, now)
    told, then = full_weeks.tell(session, workspace, radar.heard_of(session, workspace, now), calendar, now)
    stated, later = plan_statement(session, workspace, now)
    workspace.wake_at = min([next_look(calendar, now), *ahead, *then, *later])
    session.add(workspace)
    return made + told + stated


def house_calendar(session: Session, workspace: Workspace) -> Calendar:
    """By which the days of the whole house are counted: that of the PMO lead who was there first, else UTC."""
    leads = sorted(queries.pmo_leads(session, workspace.team_id), key=lambda one: one.id)
    return calendar_of(session, leads[0]) if leads else Calendar(zone_of("UTC"))
