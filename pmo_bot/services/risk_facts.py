"""What is known of risks, read for any number of items at once."""

from collections.abc import Iterable

from sqlmodel import Session

from pmo_bot.model import AnyItem, Kind
from pmo_bot.rules.risks import Handled
from pmo_bot.services.before_risk import measures_of
from pmo_bot.store import queries


def handled(session: Session, team: str, items: Iterable[AnyItem]) -> dict[int, Handled]:
    """By item: how each of them that is a risk was assessed, and its measures."""
    ids = [item.id for item in items if item.kind is Kind.RISK]
    risks, measures = queries.risks(session, team, ids), measures_of(session, team, ids)
    return {one: Handled(risks.get(one), tuple(measures.get(one, ()))) for one in ids}
