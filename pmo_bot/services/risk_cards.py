"""Read how a risk stands, for its card."""

from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Contingency, Item, Person, Risk
from pmo_bot.rules.risk_card import RiskCard
from pmo_bot.rules.risks import review_on
from pmo_bot.services.before_risk import measures_of, risks_of
from pmo_bot.services.looking import seen_among, seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.services.readiness import plan_of, who_is
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def risk_card(db: Database, reader: Person, now: datetime, item: Item, here: str | None = None) -> RiskCard:
    """What a card adds about a risk; the caller has asked whether the item exists for this reader.

    `here` is the channel where everybody will read it.
    """
    with db.reading() as session:
        return of_item(session, reader, now, item, here)


def of_item(session: Session, reader: Person, now: datetime, item: Item, here: str | None = None) -> RiskCard:
    """The same where a session is open."""
    risk, team = session.get(Risk, item.id), item.team_id
    plan = tuple(plan_of(session, risk))
    ready, asked = who_is(session, team, plan)
    made = seen_among(session, reader, queries.items(session, team, [line.item_id for line in plan]).values(), here)
    measures = seen_among(session, reader, measures_of(session, team, [item.id]).get(item.id, ()), here)
    owner = queries.person(session, team, item.owner_id) or reader
    ids = [line.owner_id for line in plan] + [one.owner_id for one in (*measures, *made)]
    return RiskCard(
        item=item,
        today=calendar_of(session, reader).today(now),
        risk=risk,
        review_on=review_on(item, risk, calendar_of(session, owner)),
        measures=measures,
        plan=plan,
        ready=ready,
        asked=asked,
        made={one.id: one for one in made},
        measure_of=seen_among(session, reader, risks_of(session, item), here),
        planned_for=seen_or_none(session, reader, _planned_for(session, item), here),
        people=queries.people(session, team, [*ids, risk.activated_by_id if risk is not None else None]),
    )


def _planned_for(session: Session, item: Item) -> Item | None:
    here = (Contingency.team_id == item.team_id, col(Contingency.item_id) == item.id)
    line = session.exec(select(Contingency).where(*here)).first()
    return queries.item(session, item.team_id, line.risk_id) if line is not None else None
