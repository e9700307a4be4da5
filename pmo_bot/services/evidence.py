"""What is on record about projects: a handful of queries for any number of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from pmo_bot.model import (
    MOVES,
    Acceptance,
    Escalation,
    Event,
    Item,
    Kind,
    Line,
    LineKind,
    Mode,
    Outline,
    Priority,
    Project,
    Risk,
)
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.health import STALLED_AFTER, Evidence, Sign
from pmo_bot.rules.risks import HIGH, Handled, is_bare, review_on
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services.people import zone_of

WEEK = timedelta(days=7)
REMINDED = 2
"""Reminders after the date without an answer, from which on an item counts as silent."""


class Counted(NamedTuple):
    """What counts of an open item."""

    kind: Kind
    priority: Priority
    due: date | None
    acceptance: Acceptance | None
    turn_at: datetime | None


def evidence(
    session: Session, projects: Sequence[Project], days: Mapping[int, date], now: datetime,
    items: Mapping[int, Sequence[Outline]] | None = None,
) -> dict[int, Evidence]:  # fmt: skip
    """What is on record about each of some projects of one workspace, as of the local day of each.

    `items` is what is open in each of them, where that was read before.
    """
    if not projects:
        return {}
    team, ids = projects[0].team_id, [project.id for project in projects]
    rows = items if items is not None else _items(session, team, ids)
    bare, stale = _risks(session, team, days)
    signs: Mapping[Sign, Mapping[int, int]] = {
        Sign.ANSWERS: answers(session, team, ids),
        Sign.MOVED: _moved(session, team, ids, now - WEEK),
        Sign.SILENT: _silent(session, team, days),
        Sign.STALLED: _stalled(session, [project for project in projects if rows[project.id]], days),
        Sign.BARE: bare,
        Sign.RISKS: stale,
    }
    return {
        project.id: _evidence(
            project, rows[project.id], days[project.id], {sign: by.get(project.id, 0) for sign, by in signs.items()}
        )
        for project in projects
    }


def _evidence(
    project: Project, items: Sequence[Outline | Counted], today: date, others: Mapping[Sign, int]
) -> Evidence:
    """What the open items of a project say, beside the other signs."""
    counts, late = Counter(others), Counter[Priority]()
    for item in items:
        if item.due is not None and item.due < today:
            if item.kind in BY_THEMSELVES:
                counts[BY_THEMSELVES[item.kind]] += 1
            else:
                late[item.priority] += 1
        if item.acceptance is Acceptance.REQUESTED and _is_unaccepted(project, item, today):
            counts[Sign.UNACCEPTED] += 1
    return Evidence(len(items), dict(late), {sign: number for sign, number in counts.items() if number})


BY_THEMSELVES = {Kind.MILESTONE: Sign.MILESTONES, Kind.DECISION: Sign.DECISIONS}
"""Kinds that count apart when they are late."""


def _items(session: Session, team: str, ids: Sequence[int]) -> Mapping[int, list[Counted]]:
    """What counts of every open item: columns alone, because there may be ten thousand."""
    here = (col(Item.team_id) == team, col(Item.project_id).in_(ids), col(Item.closed_at).is_(None))
    columns = [getattr(Item, name) for name in Counted._fields]
    found: dict[int, list[Counted]] = defaultdict(list)
    for project_id, *row in session.execute(select(col(Item.project_id), *columns).where(*here)):
        found[project_id].append(Counted(*row))
    return found


def _is_unaccepted(project: Project, item: Outline | Counted, today: date) -> bool:
    """Asked before today, and no yes yet, where a yes is waited for."""
    asked = item.turn_at is not None and item.turn_at.date() < today
    return asked and item.kind is not Kind.DECISION and project.mode is not Mode.DIRECTIVE


def answers(session: Session, team: str, ids: Sequence[int]) -> dict[int, int]:
    """Escalations that somebody was told of and nobody has answered, by project."""
    rows = session.exec(
        select(Item.project_id, func.count(func.distinct(col(Item.id))))
        .join(Escalation, col(Escalation.item_id) == Item.id)
        .join(Line, (col(Line.escalation_id) == Escalation.id) & (col(Line.kind) == LineKind.PACKET))
        .where(~col(Line.key).startswith(OBSERVED))
        .where(Item.team_id == team, col(Item.project_id).in_(ids), col(Item.closed_at).is_(None))
        .where(col(Escalation.answered_at).is_(None), col(Escalation.void_at).is_(None))
        .where(Escalation.commitment == Item.commitment)
        .group_by(col(Item.project_id))
    )
    return {project_id: number for project_id, number in rows if project_id is not None}


def _risks(session: Session, team: str, days: Mapping[int, date]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """High risks that are open, by project: without a response; not looked at in time, holidays aside."""
    rows = session.exec(
        select(Item, Risk)
        .join(Risk, col(Risk.item_id) == Item.id)
        .where(Item.team_id == team, col(Item.project_id).in_(days), col(Item.closed_at).is_(None))
        .where(Item.kind == Kind.RISK, col(Risk.probability) * col(Risk.impact) >= HIGH)
    ).all()
    bare = Counter(item.project_id or 0 for item, risk in rows if is_bare(item, Handled(risk)))
    weekdays = Calendar(zone_of("UTC"))
    looked_at = [(item.project_id or 0, review_on(item, risk, weekdays)) for item, risk in rows]
    return bare, Counter(one for one, day in looked_at if day is not None and day < days[one])


def _moved(session: Session, team: str, ids: Sequence[int], since: datetime) -> dict[int, int]:
    """Open milestones that moved to a later day, by project."""
    rows = session.exec(
        select(Event, Item)
        .join(Item, col(Item.id) == Event.item_id)
        .where(Event.team_id == team, col(Event.project_id).in_(ids), Event.happened_at > since)
        .where(col(Event.what).in_(MOVES), Item.kind == Kind.MILESTONE, col(Item.closed_at).is_(None))
    )
    later = {(item.project_id, item.id) for event, item in rows if _is_later(event)}
    return dict(Counter(project_id for project_id, _ in later if project_id is not None))


def _is_later(event: Event) -> bool:
    was, is_now = event.before.get("due"), event.after.get("due")
    return bool(was and is_now and is_now > was)


def _stalled(session: Session, projects: Sequence[Project], days: Mapping[int, date]) -> dict[int, int]:
    """Those of some projects with something open in which nothing has happened for ten working days, holidays aside."""
    here = (Event.team_id == Project.team_id, col(Event.project_id) == Project.id)
    newest = select(func.max(Event.happened_at)).where(*here).scalar_subquery()  # a look into the index for each
    last = dict(
        session.execute(select(col(Project.id), newest).where(col(Project.id).in_([p.id for p in projects]))).all()
    )
    weekdays = Calendar(zone_of("UTC"))
    since = {project.id: weekdays.today(last[project.id] or project.created_at) for project in projects}
    return {one: 1 for one, day in since.items() if weekdays.between(day, days[one]) > STALLED_AFTER}


def _silent(session: Session, team: str, days: Mapping[int, date]) -> dict[int, int]:
    """Late items about which two reminders after the date brought no answer, by project."""
    rows = session.execute(
        select(col(Item.project_id), col(Item.due))
        .join(Line, (col(Line.item_id) == Item.id) & (col(Line.commitment) == Item.commitment))
        .where(Item.team_id == team, col(Item.project_id).in_(days), col(Item.closed_at).is_(None))
        .where(col(Item.due) < max(days.values()), Line.kind == LineKind.NUDGE, col(Line.answer).is_(None))
        .where(col(Line.step).startswith("+"), ~col(Line.key).startswith(OBSERVED))
        .group_by(col(Item.project_id), col(Item.id), col(Item.due))
        .having(func.count() >= REMINDED)
    )
    return dict(Counter(one for one, due in rows if one is not None and due is not None and due < days[one]))
