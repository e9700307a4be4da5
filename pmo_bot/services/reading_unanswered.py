"""Read what somebody was asked before a message, and has not answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Confirmation, Escalation, Item, Line, LineKind, Person, Post
from pmo_bot.services.reading_asks import live_keys
from pmo_bot.store import queries
from pmo_bot.store.prepared import prepared

LOOKED_BACK = timedelta(days=90)
"""Whatever waits longer than this was reminded of, passed on, or passed over since."""
ASKS = tuple(kind for kind in LineKind if kind.is_question or kind is LineKind.PACKET)


def unanswered(session: Session, reader: Person, post: Post, now: datetime) -> set[int]:
    """The items about which earlier messages asked this person, while a word of theirs is waited for."""
    since, before = post.created_at - LOOKED_BACK, post.created_at
    told = _told(session, reader.team_id, reader.id, since, before).all()
    asked = [line for line in told if line.kind is not LineKind.PACKET]
    items = queries.items(session, reader.team_id, [line.item_id for line in asked])
    live = live_keys(session, reader.team_id, list(items.values()), now)
    found = {line.item_id for line in asked if live.get(line.key.rpartition(":")[0]) == reader.id}
    return found | _in_flight(session, [line for line in told if line.kind is LineKind.PACKET])


def _in_flight(session: Session, told: Sequence[Line]) -> set[int]:
    """What was passed on to them, and is neither answered nor overtaken, nor done meanwhile."""
    ids = {line.escalation_id for line in told}
    open_rounds = (
        col(Escalation.id).in_(ids),
        col(Escalation.answered_at).is_(None),
        col(Escalation.void_at).is_(None),
        col(Item.closed_at).is_(None),
    )
    found = select(Escalation.item_id).join(Item, col(Item.id) == Escalation.item_id).where(*open_rounds)
    return set(session.exec(found)) if ids else set()


@prepared
def _told(team: str, reader: int, since: datetime, before: datetime) -> SelectOfScalar[Line]:
    """The questions of earlier messages about what is still open."""
    waits = or_(col(Item.closed_at).is_(None), col(Item.confirmation) == Confirmation.AWAITED)
    return (
        select(Line)
        .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
        .join(Item, col(Item.id) == Line.item_id)
        .where(Post.team_id == team, Post.person_id == reader, Post.created_at > since, Post.created_at < before)
        .where(col(Line.kind).in_(ASKS), Item.commitment == Line.commitment, waits)
    )
