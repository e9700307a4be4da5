"""Read App Home: what somebody owes, asked for, and leads."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from pmo_bot.model import Escalation, Item, Line, LineKind, Person, State
from pmo_bot.rules import home as homes
from pmo_bot.rules.permission import may_see
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries


def home(session: Session, person: Person, now: datetime, *, first_visit: bool = False) -> homes.Home:
    """What somebody owes, asked for, and leads."""
    calendar = calendar_of(session, person)
    today = calendar.today(now)
    asked = queries.open_items_asked(session, person.team_id, person.id)
    owners = queries.people(session, person.team_id, [item.owner_id for item in asked])
    rooms = queries.private_rooms(session, person.team_id, person.slack_id)
    mine = [p for p in queries.projects(session, person.team_id) if person.id in (p.lead_id, p.sponsor_id)]
    week = calendar.at(today - timedelta(days=today.weekday()), calendar.opens.min)
    return homes.build(
        person,
        today,
        now,
        queries.open_items_of(session, person.team_id, person.id),
        [(item, owners.get(item.owner_id or 0)) for item in asked],
        [p for p in mine if may_see(person, p, rooms)],
        waiting=_waiting_for_answer(session, person),
        done_this_week=_done_since(session, person, week),
        first_visit=first_visit,
    )


def _waiting_for_answer(session: Session, person: Person) -> Sequence[Item]:
    return session.exec(
        select(Item)
        .join(Line, col(Line.item_id) == Item.id)
        .join(Escalation, col(Escalation.id) == Line.escalation_id)
        .where(Line.team_id == person.team_id, Line.person_id == person.id, Line.kind == LineKind.PACKET)
        .where(col(Escalation.answered_at).is_(None), col(Escalation.void_at).is_(None))
        .where(col(Item.closed_at).is_(None), Item.commitment == Line.commitment)
        .distinct()
    ).all()


def _done_since(session: Session, person: Person, since: datetime) -> int:
    return session.exec(
        select(func.count())
        .select_from(Item)
        .where(Item.team_id == person.team_id, Item.owner_id == person.id, Item.state == State.DONE)
        .where(col(Item.closed_at) >= since)
    ).one()
