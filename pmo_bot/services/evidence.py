"""What is on record about projects: a handful of queries for any number of them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from pmo_bot.model import (
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
)
from pmo_bot.rules import moves
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.health import STALLED_AFTER, Evidence, Sign
from pmo_bot.rules.risks import Handled, is_bare, is_high, review_on, score_of
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services.people import zone_of
from pmo_bot.store import queries

WEEK = timedelta(days=7)
REMINDED = 2
"""Reminders after the date without an answer, from which on an item counts as silent."""


Open = Mapping[int, Sequence[Outline]]
"""By project: everything that is open in it."""
A_WHILE = timedelta(hours=12)
"""From then on somebody who was asked keeps others waiting: tomorrow morning, in whichever zone that is."""


def evidence(
    session: Session, projects: Sequence[Project], items: Open, days: Mapping[int, date], now: datetime
) -> dict[int, Evidence]:
    """What is on record about each of some projects of one workspace, as of the local day of each."""
    if not projects:
        return {}
    team = projects[0].team_id
    bare, stale = _risks(session, team, items, days)
    signs: Mapping[Sign, Mapping[int, int]] = {
        Sign.ANSWERS: answers(session, team, days, now),
        Sign.MOVED: _moved(session, team, items, now - WEEK),
        Sign.SILENT: _silent(session, team, days),
        Sign.STALLED: _stalled(session, [project for project in projects if items[project.id]], days),
        Sign.BARE: bare,
        Sign.RISKS: stale,
    }
    return {
        one.id: _evidence(
            one, items[one.id], days[one.id], now, {sign: by.get(one.id, 0) for sign, by in signs.items()}
        )
        for one in projects
    }


def _evidence(
    project: Project, items: Sequence[Outline], today: date, now: datetime, others: Mapping[Sign, int]
) -> Evidence:
    """What the open items of a project say, beside the other signs."""
    counts, late = Counter(others), Counter[Priority]()
    for item in items:
        if item.due is not None and item.due < today:
            if item.kind in BY_THEMSELVES:
                counts[BY_THEMSELVES[item.kind]] += 1
            else:
                late[item.priority] += 1
        if item.acceptance is Acceptance.REQUESTED and _is_unaccepted(project, item, now):
            counts[Sign.UNACCEPTED] += 1
    return Evidence(len(items), dict(late), {sign: number for sign, number in counts.items() if number})


BY_THEMSELVES = {Kind.MILESTONE: Sign.MILESTONES, Kind.DECISION: Sign.DECISIONS}
"""Kinds that count apart when they are late."""


def _is_unaccepted(project: Project, item: Outline, now: datetime) -> bool:
    """Asked a while ago, and no yes yet, where a yes is waited for."""
    asked = item.turn_at is not None and item.turn_at < now - A_WHILE
    return asked and item.kind is not Kind.DECISION and project.mode is not Mode.DIRECTIVE


def answers(session: Session, team: str, projects: Collection[int], now: datetime) -> dict[int, int]:
    """Escalations that somebody was told of a while ago and nobody has answered, by project.

    Who was asked a moment ago has not kept anybody waiting: a report and a Home of the same morning say the same,
    wherever they are read.
    """
    rows = session.exec(
        select(Item.project_id, func.min(Line.created_at))
        .join(Escalation, col(Escalation.item_id) == Item.id)
        .join(Line, (col(Line.escalation_id) == Escalation.id) & (col(Line.kind) == LineKind.PACKET))
        .where(~col(Line.key).startswith(OBSERVED))
        .where(Item.team_id == team, col(Item.project_id).in_(projects), col(Item.closed_at).is_(None))
        .where(col(Escalation.answered_at).is_(None), col(Escalation.void_at).is_(None))
        .where(Escalation.commitment == Item.commitment)
        .group_by(col(Item.project_id), col(Item.id))
    )
    return Counter(one for one, asked in rows if one is not None and asked < now - A_WHILE)


def _risks(
    session: Session, team: str, items: Open, days: Mapping[int, date]
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """High risks that are open, by project: without a response; not looked at in time, holidays aside."""
    found = {item.id: item for many in items.values() for item in many if item.kind is Kind.RISK}
    risks = queries.risks(session, team, found)
    high = [(found[one].project_id or 0, found[one], risk) for one, risk in risks.items() if is_high(score_of(risk))]
    weekdays = Calendar(zone_of("UTC"))
    looked_at = [(one, review_on(item, risk, weekdays)) for one, item, risk in high]
    return (
        Counter(one for one, item, risk in high if is_bare(item, Handled(risk))),
        Counter(one for one, day in looked_at if day is not None and day < days[one]),
    )


def _moved(session: Session, team: str, items: Open, since: datetime) -> dict[int, int]:
    """Open milestones that moved to a later day, by project."""
    homes = {item.id: one for one, many in items.items() for item in many if item.kind is Kind.MILESTONE}
    here = (col(Event.item_id).in_(homes), Event.happened_at > since, col(Event.what).in_(moves.CHANGES))
    wanted = select(Event).where(Event.team_id == team, *here).order_by(col(Event.id))
    events: dict[int, list[Event]] = {}
    for event in session.exec(wanted) if homes else ():
        events.setdefault(event.item_id or 0, []).append(event)
    stand = [event for found in events.values() for event in moves.standing(found)]
    later = {(event.item_id or 0, event.project_id) for event in stand if moves.is_later(event)}
    return dict(Counter(home for item_id, home in later if home is not None and home == homes[item_id]))


def _stalled(session: Session, projects: Sequence[Project], days: Mapping[int, date]) -> dict[int, int]:
    """Those of some projects with something open in which nothing has happened for ten working days, holidays aside."""
    here = (Event.team_id == Project.team_id, col(Event.project_id) == Project.id)
    newest = select(func.max(Event.happened_at)).where(*here).scalar_subquery()  # a look into the index for each
    ids = [project.id for project in projects]
    last = dict(session.execute(select(col(Project.id), newest).where(col(Project.id).in_(ids))).all())
    weekdays = Calendar(zone_of("UTC"))
    since = {project.id: weekdays.today(last[project.id] or project.created_at) for project in projects}
    return {one: 1 for one, day in since.items() if weekdays.between(day, days[one]) > STALLED_AFTER}


def _silent(session: Session, team: str, days: Mapping[int, date]) -> dict[int, int]:
    """Late items about which two reminders after the date brought no answer, by project."""
    rows = session.execute(
        select(col(Item.project_id), col(Item.due))
        .join(Line, (col(Line.item_id) == Item.id) & (col(Line.commitment) == Item.commitment))
        .where(Item.team_id == team, col(Item.project_id).in_(days), col(Item.closed_at).is_(None))
        .where(col(Item.due) < max(days.values()), queries.WORK)
        .where(Line.kind == LineKind.NUDGE, col(Line.answer).is_(None))
        .where(col(Line.step).startswith("+"), ~col(Line.key).startswith(OBSERVED))
        .group_by(col(Item.project_id), col(Item.id), col(Item.due))
        .having(func.count() >= REMINDED)
    )
    return dict(Counter(one for one, due in rows if one is not None and due is not None and due < days[one]))
