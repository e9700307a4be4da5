"""The first thirty days of a workspace in figures, frozen once they are over; and the last thirty, to compare."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from weakref import WeakKeyDictionary

import structlog
from sqlalchemy import ColumnElement
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Baseline, Event, Item, Person, Workspace
from pmo_bot.rules.baseline import PERIOD, Comparison, Measured, Stood, answer_times, as_they_were, measure, read
from pmo_bot.services import first_days_plan
from pmo_bot.services.imports import SOURCE
from pmo_bot.services.people import calendar_for
from pmo_bot.store import queries
from pmo_bot.store.database import Database

AGAIN_AFTER = timedelta(hours=1)
_AGAIN_AT: WeakKeyDictionary[Database, dict[str, datetime]] = WeakKeyDictionary()
"""By workspace: when figures that could not be worked out are tried once more.  Forgotten with the process: then they
are tried at once."""
log = structlog.get_logger()


def keep_due(db: Database, now: datetime) -> None:
    """Freeze the figures of each workspace whose thirtieth day has passed; said twice it happens once.

    They are those of that day, however late this is called: what happened since is taken back first.  One of which
    they cannot be worked out stops no other, and is tried again.
    """
    with db.reading() as session:
        teams = session.exec(due(now - PERIOD)).all()
    later = _AGAIN_AT.setdefault(db, {})
    for team in teams:
        if later.get(team, now) <= now:
            _keep_or_put_off(db, team, now, later)


def _keep_or_put_off(db: Database, team: str, now: datetime, later: dict[str, datetime]) -> None:
    try:
        with db.transaction() as session:
            workspace = queries.turn(session, team)
            if of_team(session, team) is None:
                session.add(_frozen(session, workspace, now))
    except OperationalError:
        raise  # the database is busy or away: nothing that is planned is the reason
    except Exception as failure:  # noqa: BLE001 - whatever is wrong here, the others go on
        later[team] = now + AGAIN_AFTER
        log.error("plan", action="plan.failed", team=team, error=type(failure).__name__)


def due(month_ago: datetime) -> SelectOfScalar[str]:
    """The query of the tick: the workspaces that began by then and whose first thirty days are not frozen yet."""
    kept = select(Baseline.id).where(col(Baseline.team_id) == col(Workspace.team_id))
    return select(Workspace.team_id).where(col(Workspace.started_at) <= month_ago, ~kept.exists())


def _frozen(session: Session, workspace: Workspace, now: datetime) -> Baseline:
    start, end = workspace.started_at, workspace.started_at + PERIOD
    return Baseline(team_id=workspace.team_id, first=start.date(), last=end.date(),
                    body=figures(session, workspace.team_id, start, end).body(), taken_at=now)  # fmt: skip


def of_team(session: Session, team: str) -> Baseline | None:
    """What was frozen, if thirty days have passed."""
    return session.exec(select(Baseline).where(Baseline.team_id == team)).first()


def figures(session: Session, team: str, start: datetime, end: datetime) -> Measured:
    """The figures from one instant to another, as the record stood then.  Numbers of a workspace, of nobody in it."""
    since, own = _events(session, team, col(Event.recorded_at) > end), first_days_plan.own(session, team)
    changed = {event.item_id or 0 for event in since}
    work = [one for one in _items(session, team, start, changed) if one.project_id not in own]
    items = as_they_were(work, since)
    within = _events(session, team, *_within(start, end))
    answers = answer_times(one for one in within if one.source != SOURCE and one.project_id not in own)
    return measure(items, answers, start, end, _days(session, team, items))


def _within(start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    return [col(Event.recorded_at) >= start, col(Event.recorded_at) <= end]


def _events(session: Session, team: str, *when: ColumnElement[bool]) -> Sequence[Event]:
    found = select(Event).where(Event.team_id == team, col(Event.item_id).is_not(None), *when)
    return session.exec(found.order_by(col(Event.id))).all()


def _items(session: Session, team: str, start: datetime, changed: set[int]) -> list[Item]:
    """Whatever may have been open in these days: what was closed before and never touched since says nothing."""
    still = col(Item.closed_at).is_(None) | (col(Item.closed_at) >= start)
    found = session.exec(select(Item).where(Item.team_id == team, still)).all()
    more = queries.items(session, team, changed - {item.id for item in found})
    return [*found, *more.values()]


def _days(session: Session, team: str, items: Sequence[Stood]) -> Callable[[Stood, datetime], date]:
    people = queries.people(session, team, [one.owner_id for one in items])

    def day_of(item: Stood, at: datetime) -> date:
        owner: Person | None = people.get(item.owner_id or 0)
        return calendar_for(owner).today(at) if owner is not None else at.astimezone(UTC).date()

    return day_of


def compared(session: Session, team: str, now: datetime) -> Comparison:
    """What was frozen beside the last thirty days; before the thirtieth day is over, what there is so far."""
    workspace = session.get_one(Workspace, team)
    kept, began = of_team(session, team), workspace.started_at
    return Comparison(
        first=kept.first if kept is not None else began.date(),
        last=kept.last if kept is not None else (began + PERIOD).date(),
        before=read(kept.body) if kept is not None else None,
        now=figures(session, team, max(began, now - PERIOD), now),
    )
