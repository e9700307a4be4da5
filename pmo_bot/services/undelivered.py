"""What did not arrive: given up, held for a person to decide, or waiting for Slack."""

from datetime import datetime, timedelta

from sqlmodel import and_, col, func, or_, select

from pmo_bot.model import Post, PostState
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import IN_PLACE

REMEMBERED = timedelta(days=14)
"""A dead letter older than this is history: what it carried was owed again long ago."""


def undelivered(db: Database, now: datetime) -> dict[PostState, dict[str, int]]:
    """How many messages did not arrive, by state and reason, most first.  Edits and Homes are not missed."""
    dead = and_(col(Post.state) == PostState.DEAD, col(Post.settled_at) > now - REMEMBERED)
    waits = and_(col(Post.state) == PostState.DUE, col(Post.retry_at).is_not(None))
    count = func.count()
    query = (
        select(Post.state, Post.outcome, count)
        .where(or_(dead, waits, Post.state == PostState.HELD), col(Post.kind).not_in(IN_PLACE))
        .group_by(col(Post.state), col(Post.outcome))
        .order_by(count.desc(), col(Post.outcome))
    )
    found: dict[PostState, dict[str, int]] = {}
    with db.reading() as session:
        for state, why, number in session.exec(query):
            found.setdefault(PostState(state), {})[why] = number
    return found
