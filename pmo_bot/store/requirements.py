"""Queries about requirements."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, delete, or_, select

from pmo_bot.model import Decision, Event, Item, Tag, Tagged


def of_number(session: Session, team: str, number: int) -> list[Tag]:
    """What the item, or the decision, with this number is for, by name."""
    carried = select(Tagged.tag_id).where(Tagged.team_id == team, Tagged.number == number)
    return list(session.exec(select(Tag).where(Tag.team_id == team, col(Tag.id).in_(carried)).order_by(col(Tag.name))))


def names_by_number(session: Session, team: str) -> dict[int, list[str]]:
    """By number: the names of what it is for, of everything."""
    rows = select(Tagged.number, Tag.name).join(Tag, col(Tag.id) == Tagged.tag_id).where(Tagged.team_id == team)
    found: dict[int, list[str]] = {}
    for number, name in session.exec(rows.order_by(col(Tagged.number), col(Tag.name))):
        found.setdefault(number, []).append(name)
    return found


def write(session: Session, team: str, number: int, tags: Collection[int]) -> None:
    """It is for these and for nothing else."""
    session.exec(delete(Tagged).where(col(Tagged.team_id) == team, col(Tagged.number) == number))
    session.add_all(Tagged(team_id=team, number=number, tag_id=one) for one in tags)
    session.flush()


def carriers(session: Session, team: str, tag_id: int) -> tuple[list[Item], list[Decision]]:
    """The items and the decisions that are for a requirement."""
    carrying = select(Tagged.number).where(Tagged.team_id == team, Tagged.tag_id == tag_id)
    items = session.exec(select(Item).where(Item.team_id == team, col(Item.number).in_(carrying)))
    decisions = session.exec(select(Decision).where(Decision.team_id == team, col(Decision.number).in_(carrying)))
    return list(items), list(decisions)


def history(session: Session, team: str, items: Collection[int], decisions: Collection[int]) -> Sequence[Event]:
    """All that happened to some items and decisions, oldest first."""
    about = or_(col(Event.item_id).in_(items), col(Event.decision_id).in_(decisions))
    found = select(Event).where(Event.team_id == team, about)
    return session.exec(found.order_by(col(Event.happened_at), col(Event.id))).all()
