"""Queries about decisions: what they were chosen from, whom they concern, what follows, and which are like others."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, func, or_, select

from pmo_bot.model import Decision, DecisionOption, DecisionPerson, DecisionState, Item


def by_number(session: Session, team: str, number: int) -> Decision | None:
    """The decision with this number."""
    return session.exec(select(Decision).where(Decision.team_id == team, Decision.number == number)).first()


def by_ids(session: Session, team: str, ids: Collection[int | None]) -> dict[int, Decision]:
    """Decisions of this workspace by id."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = session.exec(select(Decision).where(Decision.team_id == team, col(Decision.id).in_(wanted)))
    return {one.id: one for one in rows}


def options_of(session: Session, team: str, numbers: Collection[int]) -> dict[int, tuple[DecisionOption, ...]]:
    """By number: what there is, or was, to choose from, in order."""
    if not numbers:
        return {}
    rows = select(DecisionOption).where(DecisionOption.team_id == team, col(DecisionOption.number).in_(numbers))
    found: dict[int, tuple[DecisionOption, ...]] = {}
    for one in session.exec(rows.order_by(col(DecisionOption.number), col(DecisionOption.position))):
        found[one.number] = (*found.get(one.number, ()), one)
    return found


def people_of(session: Session, team: str, numbers: Collection[int]) -> Sequence[DecisionPerson]:
    """Whom some decisions concern, in the order they were named."""
    if not numbers:
        return []
    rows = select(DecisionPerson).where(DecisionPerson.team_id == team, col(DecisionPerson.number).in_(numbers))
    return session.exec(rows.order_by(col(DecisionPerson.id))).all()


def following(session: Session, team: str, numbers: Collection[int]) -> dict[int, list[Item]]:
    """By number of a decision: the items that follow from it, oldest first."""
    if not numbers:
        return {}
    rows = select(Item).where(Item.team_id == team, col(Item.decision_number).in_(numbers))
    found: dict[int, list[Item]] = {}
    for item in session.exec(rows.order_by(col(Item.number))):
        found.setdefault(item.decision_number or 0, []).append(item)
    return found


def matching(session: Session, team: str, words: Sequence[str], limit: int) -> Sequence[Decision]:
    """Decisions that have every word in title, rationale or an option, newest first."""
    query = select(Decision).where(Decision.team_id == team)
    for word in words:
        like = f"%{_literal(word.lower())}%"
        option = select(DecisionOption.number).where(
            DecisionOption.team_id == team, func.lower(DecisionOption.text).like(like, escape="\\")
        )
        query = query.where(
            or_(
                func.lower(Decision.title).like(like, escape="\\"),
                func.lower(Decision.rationale).like(like, escape="\\"),
                col(Decision.number).in_(option),
            )
        )
    return session.exec(query.order_by(col(Decision.decided_on).desc(), col(Decision.id).desc()).limit(limit)).all()


def that_hold(session: Session, team: str, limit: int) -> Sequence[Decision]:
    """What counts now and settles no single item, newest first."""
    query = select(Decision).where(
        Decision.team_id == team, Decision.state == DecisionState.ACTIVE, col(Decision.item_id).is_(None)
    )
    return session.exec(query.order_by(col(Decision.id).desc()).limit(limit)).all()


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
