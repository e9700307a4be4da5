"""What is on record about projects: a handful of queries for any number of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

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
    Priority,
    Project,
    Risk,
)
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.health import STALLED_AFTER, Evidence, Sign
from pmo_bot.rules.risks import HIGH, Handled, is_bare, review_on
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services.people import zone_of
from pmo_bot.store import queries

WEEK = timedelta(days=7)
REMINDED = 2
"""Reminders after the date without an answer, from which on an item counts as silent."""


def evidence(session: Session, projects: Sequence[Project], today: date, now: datetime) -> dict[int, Evidence]:
    """What is on record about each of some projects of one workspace, as of a local day."""
    if not projects:
        return {}
    team, ids = projects[0].team_id, [project.id for project in projects]
    signs: Mapping[Sign, Mapping[int, int]] = {
        Sign.ANSWERS: answers(session, team, ids),
        Sign.MOVED: _moved(session, team, ids, now - WEEK),
        Sign.SILENT: _silent(session, team, ids, today),
        Sign.STALLED: _stalled(session, projects, today),
    }
    bare, stale = _risks(session, team, ids, today)
    signs = {**signs, Sign.BARE: bare, Sign.RISKS: stale}
    found = {}
    rows = _items(session, team, ids)
    for project in projects:
        counts: Counter[Sign] = Counter({sign: number.get(project.id, 0) for sign, number in signs.items()})
        late: Counter[Priority] = Counter()
        for kind, priority, due, acceptance, turn_at in rows[project.id]:
            if due is not None and due < today:
                if kind in BY_THEMSELVES:
                    counts[BY_THEMSELVES[kind]] += 1
                else:
                    late[priority] += 1
            if kind is not Kind.DECISION and project.mode is not Mode.DIRECTIVE:
                counts[Sign.UNACCEPTED] += _is_unaccepted(acceptance, turn_at, today)
        found[project.id] = Evidence(len(rows[project.id]), dict(late), {s: n for s, n in counts.items() if n})
    return found


BY_THEMSELVES = {Kind.MILESTONE: Sign.MILESTONES, Kind.DECISION: Sign.DECISIONS}
"""Kinds that count apart when they are late."""
Row = tuple[Kind, Priority, date | None, Acceptance | None, datetime | None]


def _items(session: Session, team: str, ids: Sequence[int]) -> Mapping[int, list[Row]]:
    """What counts of every open item: columns alone, because there may be ten thousand."""
    here = (col(Item.team_id) == team, col(Item.project_id).in_(ids), col(Item.closed_at).is_(None), queries.WORK)
    columns = (col(Item.project_id), col(Item.kind), col(Item.priority), col(Item.due), col(Item.acceptance),
               col(Item.turn_at))  # fmt: skip
    found: dict[int, list[Row]] = defaultdict(list)
    for project_id, *row in session.execute(select(*columns).where(*here)):  # type: ignore[call-overload]
        found[project_id].append(tuple(row))
    return found


def _is_unaccepted(acceptance: Acceptance | None, turn_at: datetime | None, today: date) -> bool:
    """Asked before today, and no yes yet."""
    return acceptance is Acceptance.REQUESTED and turn_at is not None and turn_at.date() < today


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


def _risks(session: Session, team: str, ids: Sequence[int], today: date) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """High risks that are open, by project: without a response; not looked at in time, holidays aside."""
    rows = session.exec(
        select(Item, Risk)
        .join(Risk, col(Risk.item_id) == Item.id)
        .where(Item.team_id == team, col(Item.project_id).in_(ids), col(Item.closed_at).is_(None))
        .where(Item.kind == Kind.RISK, col(Risk.probability) * col(Risk.impact) >= HIGH)
    ).all()
    bare = Counter(item.project_id or 0 for item, risk in rows if is_bare(item, Handled(risk)))
    weekdays = Calendar(zone_of("UTC"))
    days = [(item.project_id or 0, review_on(item, risk, weekdays)) for item, risk in rows]
    return bare, Counter(project_id for project_id, day in days if day is not None and day < today)


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


def _stalled(session: Session, projects: Sequence[Project], today: date) -> dict[int, int]:
    """Projects with something open in which nothing has happened for ten working days, holidays aside."""
    ids, weekdays = [project.id for project in projects], Calendar(zone_of("UTC"))
    here = (Event.team_id == projects[0].team_id, col(Event.project_id).in_(ids))
    last = dict(
        session.exec(
            select(Event.project_id, func.max(Event.happened_at)).where(*here).group_by(col(Event.project_id))
        ).all()
    )
    still_open = set(
        session.exec(
            select(Item.project_id).where(col(Item.project_id).in_(ids), col(Item.closed_at).is_(None), queries.WORK)
        )
    )
    since = {project.id: last.get(project.id) or project.created_at for project in projects if project.id in still_open}
    return {
        project_id: 1 for project_id, at in since.items() if weekdays.between(weekdays.today(at), today) > STALLED_AFTER
    }


def _silent(session: Session, team: str, ids: Sequence[int], today: date) -> dict[int, int]:
    """Late items about which two reminders after the date brought no answer, by project."""
    rows = session.exec(
        select(Item.project_id, Item.id)
        .join(Line, (col(Line.item_id) == Item.id) & (col(Line.commitment) == Item.commitment))
        .where(Item.team_id == team, col(Item.project_id).in_(ids), col(Item.closed_at).is_(None))
        .where(col(Item.due) < today, Line.kind == LineKind.NUDGE, col(Line.answer).is_(None), queries.WORK)
        .where(col(Line.step).startswith("+"), ~col(Line.key).startswith(OBSERVED))
        .group_by(col(Item.project_id), col(Item.id))
        .having(func.count() >= REMINDED)
    )
    return dict(Counter(project_id for project_id, _ in rows if project_id is not None))
