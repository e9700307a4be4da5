"""What comes before a risk: the risks that an item is a measure of, and the day by which it has to be there."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Mitigation, Mode, Person
from pmo_bot.rules.modes import mode_of
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.risks import latest_day
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries


def risks_of(session: Session, item: Item) -> Sequence[Item]:
    """What an item is a measure of."""
    joined = select(Item).join(Mitigation, col(Mitigation.risk_id) == Item.id)
    return session.exec(joined.where(Mitigation.team_id == item.team_id, Mitigation.item_id == item.id)).all()


def measures_of(session: Session, team: str, risk_ids: Collection[int]) -> dict[int, list[Item]]:
    """By risk: its measures, in the order in which they were noted."""
    found: dict[int, list[Item]] = {}
    if risk_ids:
        rows = session.exec(
            select(Mitigation.risk_id, Item).join(Item, col(Item.id) == Mitigation.item_id)
            .where(Mitigation.team_id == team, col(Mitigation.risk_id).in_(risk_ids)).order_by(col(Item.number))
        )  # fmt: skip
        for risk_id, item in rows:
            found.setdefault(risk_id, []).append(item)
    return found


def comes_late(session: Session, risk: Item, due: date | None, owner: Person) -> date | None:
    """The latest day for a measure, where `due` is beyond it; None where it comes before the risk."""
    if due is None or risk.due is None or due < risk.due or not risk.is_open:
        return None
    return latest_day(risk.due, calendar_of(session, owner))


def check_before_risks(session: Session, item: Item, due: date | None, owner: Person) -> None:
    """Refuses a date of a measure that is no longer before its risk, unless its project is supportive."""
    for risk in risks_of(session, item):
        check_before(session, risk, due, owner)


def check_before(session: Session, risk: Item, due: date | None, owner: Person) -> None:
    """The same for one risk."""
    latest = comes_late(session, risk, due, owner)
    project = queries.project(session, risk.team_id, risk.project_id)
    if latest is not None and mode_of(project) is not Mode.SUPPORTIVE:
        raise Refused("measure_late", item=risk, day=due, latest=latest, field="due")
