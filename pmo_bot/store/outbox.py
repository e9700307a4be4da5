"""The outbox: slots are inserted once, rows are claimed with a lease, and settled by whoever holds it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, and_, col, exists, func, or_, select, update

from pmo_bot.model import Post, PostState

PENDING = (PostState.DUE, PostState.SENDING)


def insert_once(session: Session, row: SQLModel) -> bool:
    """Insert a row whose key names its slot; False when the slot is taken already.  Fills `row.id`."""
    table = inspect(type(row)).local_table
    values = {name: value for name, value in row.model_dump().items() if not (name == "id" and value is None)}
    statement = _insert(session)(table).values(**values)
    statement = statement.on_conflict_do_nothing(index_elements=["team_id", "key"]).returning(table.c.id)
    new_id = session.exec(statement).scalar_one_or_none()
    if new_id is None:
        return False
    row.id = new_id
    return True


def _insert(session: Session) -> Any:
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as pg_insert

        return pg_insert
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert


def claim(session: Session, now: datetime, real: datetime, lease: timedelta, worker: str, limit: int) -> Sequence[Post]:
    """Take up to `limit` messages that may leave, the oldest of each lane only.

    `now` is the rules' time and decides what is due; `real` is the wall clock and decides which leases ran out.
    Attempts are counted before any byte leaves.
    """
    earlier = aliased(Post)
    head = ~exists(
        select(1).where(earlier.lane == Post.lane, col(earlier.state).in_(PENDING), earlier.id < Post.id,
                        earlier.not_before <= now).correlate(Post)
    )  # fmt: skip
    free = or_(Post.state == PostState.DUE, and_(Post.state == PostState.SENDING, col(Post.lease_until) < real))
    ready = or_(col(Post.retry_at).is_(None), col(Post.retry_at) <= real)
    ids = (
        select(Post.id)
        .where(col(Post.state).in_(PENDING), free, ready, Post.not_before <= now, head)
        .order_by(col(Post.not_before), col(Post.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = session.exec(
        update(Post)
        .where(col(Post.id).in_(ids))
        .values(
            state=PostState.SENDING,
            attempts=Post.attempts + 1,
            lease_until=real + lease,
            lease_by=worker,
            first_tried_at=func.coalesce(Post.first_tried_at, real),
        )
        .returning(col(Post.id))
    )
    claimed = [row[0] for row in taken]
    if not claimed:
        return []
    return session.exec(select(Post).where(col(Post.id).in_(claimed)).order_by(col(Post.id))).all()


def held_by(session: Session, post: Post, worker: str) -> Post | None:
    """The row, if this worker still holds its lease: whoever lost it must not write the outcome."""
    row = session.get(Post, post.id, populate_existing=True, with_for_update=True)
    if row is None or row.state is not PostState.SENDING or row.lease_by != worker or row.attempts != post.attempts:
        return None
    return row


def next_due(session: Session, real: datetime) -> datetime | None:
    """When the next pending message may leave; one that Slack put off is not counted until then."""
    ready = or_(col(Post.retry_at).is_(None), col(Post.retry_at) <= real)
    return session.exec(select(func.min(Post.not_before)).where(Post.state == PostState.DUE, ready)).one()
