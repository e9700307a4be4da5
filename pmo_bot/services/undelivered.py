"""What did not arrive: given up, held for a person to decide, or waiting for Slack."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select, update

from pmo_bot.model import Post, PostKind, PostState
from pmo_bot.store import installations
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import IN_PLACE

REMEMBERED = timedelta(days=14)
"""A dead letter older than this is history: what it carried was owed again long ago."""

OWED_ANEW = (*IN_PLACE, PostKind.BRIEF, PostKind.ASK)
"""What these carried the plan owes again by itself."""


def send_again(db: Database, now: datetime) -> int:
    """Try once more what was given up lately or is held; how many that is.

    What an attempt may have brought there is looked up first.  What is held a person has looked for, so it is sent.
    Each is read anew, and dropped where nobody wants it any more.  Workspaces that took the bot out are left alone.
    """
    with db.transaction() as session:
        here = col(Post.team_id).not_in(installations.gone(session))
        return try_again(session, here, or_(given_up(now), col(Post.state) == PostState.HELD))


def try_again(session: Session, *those: ColumnElement[bool]) -> int:
    """The same of some messages, in a transaction that is under way."""
    tried = {"state": PostState.DUE, "settled_at": None, "retry_at": None, "lease_by": None}
    ours = (*those, col(Post.kind).not_in(OWED_ANEW))
    dead = col(Post.state) == PostState.DEAD
    doubtful = session.exec(
        update(Post).where(*ours, dead, col(Post.attempts) > 1).values(attempts=1, **tried)
    ).rowcount
    certain = session.exec(update(Post).where(*ours).values(attempts=0, first_tried_at=None, **tried)).rowcount
    return int(doubtful) + int(certain)


def given_up(now: datetime) -> ColumnElement[bool]:
    """What became a dead letter lately."""
    return and_(col(Post.state) == PostState.DEAD, col(Post.settled_at) > now - REMEMBERED)


def in_this_way(state: PostState, now: datetime) -> ColumnElement[bool]:
    """What was given up lately, or what is held."""
    return given_up(now) if state is PostState.DEAD else and_(col(Post.state) == state)


def is_sent_again(post: Post) -> bool:
    """Whether somebody has to ask for it, since the plan does not owe it anew."""
    return post.kind not in OWED_ANEW


def undelivered(db: Database, now: datetime) -> dict[PostState, dict[str, int]]:
    """How many messages did not arrive, by state and reason, most first.

    Edits and Homes are not missed; nor is anything where the bot was taken out.
    """
    waits = and_(col(Post.state) == PostState.DUE, col(Post.retry_at).is_not(None))
    count = func.count()
    query = (
        select(Post.state, Post.outcome, count)
        .where(or_(given_up(now), waits, Post.state == PostState.HELD), col(Post.kind).not_in(IN_PLACE))
        .group_by(col(Post.state), col(Post.outcome))
        .order_by(count.desc(), col(Post.outcome))
    )
    found: dict[PostState, dict[str, int]] = {}
    with db.reading() as session:
        here = col(Post.team_id).not_in(installations.gone(session))
        for state, why, number in session.exec(query.where(here)):
            found.setdefault(PostState(state), {})[why] = number
    return found
