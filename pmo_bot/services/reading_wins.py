"""Read what was won, as far as a reader may know of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Decision, DecisionState, Event, Item, Kind, Kpi, KpiKind, Outcome, Person, Project, Win
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.wins import SHOWN_FOR, How, Won, came_to_target, carried_out, days_early, in_order
from pmo_bot.services import first_days_plan, kpis
from pmo_bot.services.people import calendar_for
from pmo_bot.services.reading_series import series
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


def listed(
    db: Database, reader: Person, now: datetime, project: Project | None = None, here: str | None = None
) -> list[Won]:
    """The wins of the last ninety days, of a project or of all that the reader, and everybody `here`, may know of."""
    with db.reading() as session:
        found = since(session, reader, calendar_for(reader).today(now) - SHOWN_FOR, here)
        return [one for one in found if project is None or (one.project is not None and one.project.id == project.id)]


def since(session: Session, reader: Person, first: date, here: str | None = None) -> list[Won]:
    """The wins from a day on, the newest first."""
    sight = Sight(session, reader, here)
    every = (_written, _figures, _milestones, _decisions)
    return in_order(one for read in every for one in read(session, reader, sight, first) if one.on >= first)


def _written(session: Session, reader: Person, sight: Sight, first: date) -> Iterator[Won]:
    rows = session.exec(select(Win).where(Win.team_id == reader.team_id, col(Win.won_on) >= first)).all()
    people = queries.people(session, reader.team_id, [one.by_id for one in rows])
    for row in rows:
        project = sight.projects.get(row.project_id or 0)
        if sight.sees_project(project) if project is not None else may_see(reader, None, ()):
            yield Won(How.WRITTEN, row.won_on, row.win, project=project, by=people.get(row.by_id), row=row.id)


def _figures(session: Session, reader: Person, sight: Sight, first: date) -> Iterator[Won]:
    for kpi in stored.kpis(session, reader.team_id):
        project = sight.projects.get(kpi.project_id or 0)
        if not kpis.sees(session, reader, kpi) or (project is not None and not sight.sees_project(project)):
            continue
        if kpi.kind is KpiKind.BENEFIT and kpi.outcome is Outcome.CONFIRMED:
            yield Won(How.BENEFIT, _settled(session, reader, kpi), kpi.name, kpi.key, project,
                      queries.person(session, kpi.team_id, kpi.outcome_by_id))  # fmt: skip
        elif kpi.goal_id is not None and (there := came_to_target(kpi, series(session, kpi))) is not None:
            goal = stored.goal(session, kpi.team_id, kpi.goal_id) if may_see(reader, None, ()) else None
            yield Won(How.GOAL, there[0], goal.title if goal is not None else kpi.name, goal.key if goal else kpi.key,
                      project, value=there[1], unit=kpi.unit)  # fmt: skip


def _settled(session: Session, reader: Person, kpi: Kpi) -> date:
    told = select(Event).where(Event.team_id == kpi.team_id, Event.what == "kpi.settled")
    said = [event for event in session.exec(told.order_by(col(Event.id))) if event.after.get("row") == kpi.id]
    return calendar_for(reader).today(said[-1].happened_at) if said else kpi.created_at.date()


def _milestones(session: Session, reader: Person, sight: Sight, first: date) -> Iterator[Won]:
    wanted = (Item.team_id == reader.team_id, Item.kind == Kind.MILESTONE, col(Item.closed_at) >= _began(first))
    found = [one for one in session.exec(select(Item).where(*wanted)) if sight.sees(one)]
    days, own = _days(session, found), first_days_plan.own(session, reader.team_id)
    for item in found:
        project = sight.project(item)
        early = days_early(item, days[item.id])
        if early and item.project_id not in own:
            yield Won(How.EARLY, days[item.id], item.title, item.key, project, days=early)


def _decisions(session: Session, reader: Person, sight: Sight, first: date) -> Iterator[Won]:
    lately = select(Item.decision_number).where(Item.team_id == reader.team_id, col(Item.closed_at) >= _began(first))
    numbers = {number for number in session.exec(lately.distinct()) if number is not None}
    here = (Decision.team_id == reader.team_id, col(Decision.number).in_(numbers))
    for decision in session.exec(select(Decision).where(*here, Decision.state != DecisionState.WITHDRAWN)):
        project = sight.projects.get(decision.project_id or 0)
        if not (sight.sees_project(project) if project is not None else may_see(reader, None, ())):
            continue
        mine = (Item.team_id == reader.team_id, Item.decision_number == decision.number)
        following = session.exec(select(Item).where(*mine)).all()
        on = carried_out(following, _days(session, [one for one in following if not one.is_open]))
        if on is not None:
            yield Won(How.CARRIED_OUT, on, decision.title, decision.key, project)


def _days(session: Session, items: list[Item]) -> dict[int, date]:
    """On which day of its owner each was closed."""
    people = queries.people(session, items[0].team_id, [one.owner_id for one in items]) if items else {}
    return {
        one.id: calendar_for(people[one.owner_id]).today(one.closed_at or one.created_at)
        if one.owner_id in people else (one.closed_at or one.created_at).date()
        for one in items
    }  # fmt: skip


def _began(first: date) -> datetime:
    """Not later than this day begins anywhere; what is before it where its owner lives is left out afterwards."""
    return datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
