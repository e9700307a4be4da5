"""Read goals, figures, the mandate and who cares, for one reader; and what a report says of a project's value."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import About as Looked
from pmo_bot.model import Goal, Item, Kind, Kpi, KpiKind, Person, Phase, Project, Role, Taken
from pmo_bot.rules.permission import may_lead, may_see, may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.trace import About, Branch, Circle, GoalTrace, KpiCard, Orphans
from pmo_bot.rules.value import ValueLine, is_off_budget, lines_of, progress
from pmo_bot.services import baselines, goals, kpis, statements
from pmo_bot.services.events import Act, note_text
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import visible_project
from pmo_bot.services.quotas import budgets_told_from
from pmo_bot.services.reading_series import series, series_of
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


def trace(db: Database, reader: Person, now: datetime, goal_id: int, here: str | None = None) -> GoalTrace:
    """A goal down to its items.  Progress counts only what this reader, and everybody `here`, may know of."""
    with db.reading() as session:
        return _trace(session, reader, now, goals.named(session, reader, goal_id=goal_id), here)


def traces(db: Database, reader: Person, now: datetime, here: str | None = None) -> list[GoalTrace]:
    """All goals that count; none for people of other organisations and guests."""
    with db.reading() as session:
        found = stored.goals(session, reader.team_id) if may_see(reader, None, ()) else ()
        return [_trace(session, reader, now, goal, here) for goal in found]


def goal_named(db: Database, reader: Person, number: int) -> Goal:
    """`G2`."""
    with db.reading() as session:
        return goals.named(session, reader, number=number)


def active_goals(db: Database, reader: Person) -> Sequence[Goal]:
    """What a project may serve; nothing for people of other organisations and guests."""
    with db.reading() as session:
        return stored.goals(session, reader.team_id) if may_see(reader, None, ()) else ()


def _trace(session: Session, reader: Person, now: datetime, goal: Goal, here: str | None) -> GoalTrace:
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    serving = stored.serving(session, goal.team_id, goal.id)
    projects = [one for one in serving if may_see(reader, one, rooms) and may_tell(one, here)]
    items = stored.items_of(session, goal.team_id, [one.id for one in projects]) if projects else []
    return GoalTrace(
        goal=goal,
        owner=queries.person(session, goal.team_id, goal.owner_id),
        branches=[_branch(one, [item for item in items if item.project_id == one.id]) for one in projects],
        kpis=[
            _card(session, reader, now, one)
            for one in stored.kpis(session, goal.team_id, Kpi.goal_id == goal.id)
            if kpis.sees(session, reader, one) and kpis.may_be_told(session, one, here)
        ],
        today=calendar_of(session, reader).today(now),
    )


def _branch(project: Project, items: Sequence[Item]) -> Branch:
    milestones = [one for one in items if one.kind is Kind.MILESTONE]
    rest = [one for one in items if one.is_open and one.kind in (Kind.ACTION, Kind.RISK, Kind.ISSUE)]
    return Branch(project, progress(items), milestones, rest)


# --- figures ----------------------------------------------------------------------------


def kpi_named(db: Database, reader: Person, number: int, here: str | None = None) -> Kpi:
    """`K3`; refused where others read along who may not know of it."""
    with db.reading() as session:
        found = kpis.seen(session, reader, stored.kpi_by_number(session, reader.team_id, number))
        if not kpis.may_be_told(session, found, here):
            raise Refused("not_here", name=found.key)
        return found


def kpi_card(db: Database, reader: Person, now: datetime, kpi_id: int) -> KpiCard:
    """A figure with its values."""
    with db.reading() as session:
        found = kpis.seen(session, reader, stored.kpi(session, reader.team_id, kpi_id))
        return _card(session, reader, now, found)


def kpi_of_check(db: Database, reader: Person, now: datetime, item_id: int) -> KpiCard:
    """The figure that a check asks about."""
    with db.reading() as session:
        item = queries.item(session, reader.team_id, item_id)
        found = stored.kpi(session, reader.team_id, item.about_id) if item is not None else None
        return _card(session, reader, now, kpis.seen(session, reader, found))


def kpi_cards(
    db: Database, reader: Person, now: datetime, project: Project | None = None, here: str | None = None
) -> list[KpiCard]:
    """The figures of a project, or all that this reader, and everybody `here`, may know of."""
    with db.reading() as session:
        found = stored.kpis(session, reader.team_id, *([Kpi.project_id == project.id] if project else []))
        seen = [one for one in found if kpis.sees(session, reader, one) and kpis.may_be_told(session, one, here)]
        return [_card(session, reader, now, one) for one in seen]


def _card(session: Session, reader: Person, now: datetime, kpi: Kpi) -> KpiCard:
    waiting = stored.open_checks(session, kpi.team_id, Looked.KPI, kpi.id)
    rounds = [one for one in stored.pulses(session, kpi) if one.round == kpi.round]
    today = calendar_of(session, reader).today(now)
    project = queries.project(session, kpi.team_id, kpi.project_id)
    return KpiCard(
        kpi=kpi,
        owner=queries.person(session, kpi.team_id, kpi.owner_id),
        values=series(session, kpi),
        today=today,
        project=project,
        goal=stored.goal(session, kpi.team_id, kpi.goal_id),
        outcome_by=queries.person(session, kpi.team_id, kpi.outcome_by_id),
        why=note_text(session, kpi.team_id, kpi.outcome_note_id),
        next_on=waiting[0].due if waiting else None,
        may_change=kpis.may_change(reader, project),
        may_enter=kpis.may_enter(session, Act(reader, now), kpi, project),
        entered=_entered(session, reader, kpi),
        answered=(sum(one.score is not None for one in rounds), len(rounds)),
        asked_as=next((one.id for one in waiting if one.due is not None and one.due <= today), 0),
    )


def _entered(session: Session, reader: Person, kpi: Kpi) -> int:
    """The value that this reader entered, where it is the newest."""
    rows = stored.measurements(session, kpi)
    last = max(rows, key=lambda one: (one.created_at, one.id), default=None)
    return last.id if last is not None and last.by_id == reader.id and last.taken is Taken.ENTERED else 0


# --- the PMO itself ---------------------------------------------------------------------


def about(db: Database, reader: Person, now: datetime) -> About:
    """The mandate that counts, and the figures it is measured by."""
    with db.reading() as session:
        versions = stored.mandates(session, reader.team_id) if may_see(reader, None, ()) else ()
        mandate = versions[0] if versions else None
        targets = stored.kpis(session, reader.team_id, Kpi.kind == KpiKind.MANDATE)
        return About(
            mandate=mandate,
            by=queries.person(session, reader.team_id, mandate.by_id) if mandate is not None else None,
            targets=[_card(session, reader, now, one) for one in targets if kpis.sees(session, reader, one)],
            may_change=reader.role is Role.PMO,
            today=calendar_of(session, reader).today(now),
            first_days=baselines.compared(session, reader.team_id, now) if may_see(reader, None, ()) else None,
            sponsor=statements.sponsor_of(session, reader.team_id) if may_see(reader, None, ()) else None,
        )


def circle(db: Database, reader: Person, key: str) -> Circle:
    """Who cares about a project."""
    with db.reading() as session:
        project = visible_project(session, reader, key)
        rows = stored.circle(session, project)
        people = queries.people(session, reader.team_id, [one.person_id for one in rows])
        return Circle(project, rows, people, may_lead(reader, project))


def orphans(db: Database, reader: Person, here: str | None = None) -> Orphans:
    """The projects this reader may see that serve no goal, and the share of the open work that serves none."""
    with db.reading() as session:
        rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        found = queries.projects(session, reader.team_id)
        seen = [one for one in found if may_see(reader, one, rooms) and may_tell(one, here)]
        seen = [one for one in seen if one.phase is not Phase.CLOSED]
        lost = {one.id for one in seen if one.goal_id is None}
        ids = [one.id for one in seen]
        work = session.exec(
            select(Item.project_id).where(
                Item.team_id == reader.team_id, col(Item.closed_at).is_(None), col(Item.project_id).in_(ids)
            )
        ).all()
        without = sum(one in lost for one in work)
        return Orphans([one for one in seen if one.id in lost], without, len(work))


# --- reports ----------------------------------------------------------------------------


def of_projects(session: Session, projects: Sequence[Project]) -> dict[int, list[ValueLine]]:
    """By project: what its report says about what it is for."""
    team, ids = projects[0].team_id, [project.id for project in projects]
    kpis_ = stored.kpis(session, team, col(Kpi.project_id).in_(ids))
    values = {one: [value for _, value in days] for one, days in series_of(session, kpis_).items()}
    told_from = budgets_told_from(session, team, ids)
    off = [project.id for project in projects if is_off_budget(project, told_from[project.id])]
    why, used = stored.budget_reasons(session, team, off) if off else {}, bool(stored.goals(session, team))
    figures: dict[int, list[tuple[Kpi, list[float]]]] = {one: [] for one in ids}
    for one in kpis_:
        figures[one.project_id or 0].append((one, values[one.id]))
    return {
        one.id: lines_of(one, figures[one.id], why=why.get(one.id, ""), goals_used=used, told_from=told_from[one.id])
        for one in projects
    }
