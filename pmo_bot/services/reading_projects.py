"""Read how projects stand: the numbers for many at a glance, the whole for one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Confirmation, Item, Outline, Person, Project, Tag
from pmo_bot.rules.brief import rank
from pmo_bot.rules.digest_figures import colour
from pmo_bot.rules.health import is_greener
from pmo_bot.rules.outlook import Brick, Decision, Outlook, count
from pmo_bot.rules.severity import ageing
from pmo_bot.services import reading_lessons, updates
from pmo_bot.services.evidence import evidence
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.quotas import budget_told_from
from pmo_bot.services.reading_awaited import waiting_on
from pmo_bot.services.reading_colours import declared, kept
from pmo_bot.services.reading_pending import asked_in
from pmo_bot.services.upkeep import unposted
from pmo_bot.store import outlines, queries


def outlooks(
    session: Session,
    reader: Person,
    projects: Sequence[Project],
    now: datetime,
    yours: Mapping[int, int],
    unit: Tag | None = None,
) -> list[Outlook]:
    """How these projects stand for one reader; `yours` is what waits for them, by project.

    With a team only what its people owe is counted.
    """
    if not projects:
        return []
    team, ids = reader.team_id, [project.id for project in projects]
    items, awaited = outlines.open_in(session, team, ids), _awaited(session, team, ids, unit)
    members = set(session.exec(_members(unit))) if unit is not None else None
    people = queries.people(session, team, [i for p in projects for i in (p.lead_id, p.sponsor_id)])
    today = calendar_of(session, reader).today(now)
    idle = reading_lessons.idle(session, reader, projects, now)
    lost, record = (
        unposted(session, team, ids, today),
        evidence(session, projects, items, dict.fromkeys(ids, today), now),
    )
    said, stays = declared(session, projects), kept(session, projects, now)

    quiet = updates.quiet_since(session, projects, now)

    def one(project: Project) -> Outlook:
        theirs = (item for item in items[project.id] if members is None or item.owner_id in members)
        counts = count(map(_brick, theirs), project.mode, today, awaited.get(project.id, 0))
        return Outlook(
            project=project,
            health=colour(project, record[project.id]),
            counts=counts,
            declared=said.get(project.id),
            evidence=record[project.id],
            kept=stays.get(project.id) if is_greener(project.health, record[project.id]) else None,
            yours=yours.get(project.id, 0),
            idle_lessons=idle.get(project.id, 0),
            refusal=lost[project.id].outcome if project.id in lost else "",
            week=lost[project.id].on_date if project.id in lost else None,
            lead=people.get(project.lead_id or 0),
            sponsor=people.get(project.sponsor_id or 0),
            may_draft=project.lead_id == reader.id,
            quiet_since=quiet.get(project.id) if project.lead_id != reader.id else None,
        )

    return [one(project) for project in projects]


def in_full(session: Session, outlook: Outlook, now: datetime, today: date) -> Outlook:
    """The same with whom it waits for, what waits for a decision, and what comes next."""
    project = outlook.project
    items = queries.open_items_in(session, project.team_id, project.id)
    decisions = [Decision(*found) for found in waiting_on(session, project, now)]
    waits = Counter(asked.reader.person.id for asked in asked_in(session, items, project.team_id, now))
    waits.update(decision.person.id for decision in decisions)
    people = queries.people(session, project.team_id, waits)
    ahead = sorted((i for i in items if i.due is not None and i.due >= today), key=rank)
    return replace(
        outlook,
        waits_on=tuple((people[one], number) for one, number in waits.most_common() if one in people),
        decisions=tuple(sorted(decisions, key=lambda decision: decision.since)),
        issues=ageing(items, project_calendar(session, project), today, project),
        budget_told_from=budget_told_from(session, project),
        next_item=min(ahead, key=lambda item: item.due or date.max, default=None),
    )


def _members(unit: Tag) -> SelectOfScalar[int]:
    return select(Person.id).where(Person.team_id == unit.team_id, Person.unit_id == unit.id)


def _of_team(unit: Tag | None) -> list[ColumnElement[bool]]:
    """What the people of a team owe; everything where none is named."""
    if unit is None:
        return []
    return [col(Item.owner_id).in_(_members(unit))]


def _brick(item: Outline) -> Brick:
    return Brick(item.owner_id, item.acceptance, item.due, bool(item.done_means))


def _awaited(session: Session, team: str, ids: Sequence[int], unit: Tag | None = None) -> dict[int, int]:
    """What is said to be done and not confirmed, by project."""
    rows = session.exec(
        select(Item.project_id, func.count())
        .where(Item.team_id == team, col(Item.project_id).in_(ids), col(Item.confirmation) == Confirmation.AWAITED)
        .where(*_of_team(unit))
        .group_by(col(Item.project_id))
    )
    return {project_id: number for project_id, number in rows if project_id is not None}
