"""The outbox: slots are inserted once, rows are claimed with a lease, and settled by whoever holds it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Integer, bindparam, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, exists, func, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.clock import real_now, running
from pmo_bot.model import Post, PostKind, PostState, UTCDateTime

PENDING = (PostState.DUE, PostState.SENDING)
IN_PLACE = (PostKind.EDIT, PostKind.HOME)
"""What follows from somebody's click: they are looking at it.  Twice is the same as once, so it is never looked up;
everything else would be there twice."""
RESTORED = "restored"
"""In the receipt of a message that came with a backup: it may have left in a time that is forgotten."""
LOOKED_AT = (*IN_PLACE, PostKind.REPLY)
"""What somebody is waiting for with the conversation open: it leaves before anything else."""


LEAP, SKEW = timedelta(seconds=5), timedelta(minutes=2)
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""When the plan looks again at a workspace that is silent, and a message leaves for it."""
SOON, A_DAY = timedelta(minutes=5), timedelta(days=1)


class Slot(Protocol):
    """A row whose key names what it is for."""

    id: int
    key: str


T = TypeVar("T", bound=Slot)


def insert_once(session: Session, row: Slot) -> bool:
    """Insert a row whose key names its slot; False when the slot is taken already.  Fills `row.id`."""
    return bool(insert_each(session, [row]))


def insert_each(session: Session, rows: Sequence[T]) -> list[T]:
    """Insert rows of one table and one workspace together: those whose slots were free, in their order."""
    if not rows:
        return []
    connection = session.connection()
    made = connection.execute(_insert_each(type(rows[0]), connection.dialect.name), list(map(_values, rows)))
    ids = {key: number for number, key in made}
    fresh = list[T]()
    for row in rows:
        number = ids.pop(row.key, None)  # of two with one key the first took the slot
        if number is not None:
            row.id = number
            fresh.append(row)
    return fresh


def _values(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row if not (name == "id" and value is None)}


@cache
def _insert_each(kind: type[Slot], dialect: str) -> Any:
    """The statement, made once: to build it anew takes longer than to run it."""
    table = inspect(kind).local_table
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return statement.on_conflict_do_nothing(index_elements=["team_id", "key"]).returning(table.c.id, table.c.key)


def shared_clock(session: Session) -> datetime:
    """The real time that all workers agree on: the server's, where there is one.  Leases are measured with it."""
    on_server = session.get_bind().dialect.name == "postgresql"
    at: datetime = session.exec(select(func.clock_timestamp())).one() if on_server else real_now()
    with _SEEING:
        _SEEN.setdefault(session.get_bind().engine.pool, Seen()).note(at, running())
    return at


@dataclass
class Seen:
    """What this process saw of a shared clock: it is set at times."""

    at: datetime | None = None
    ran: float = 0.0
    before: tuple[datetime, float] | None = None
    """What it would show had it not leapt ahead, and when that was."""
    leapt: float = 0.0
    """When it last did."""
    went_back: bool = False
    """Whoever was told to wait by what it showed then may wait for long."""

    def note(self, at: datetime, ran: float) -> None:
        """It shows this now."""
        passed = self._since(self.at or at, self.ran if self.at else ran, ran)
        if at - passed > LEAP:
            self.before, self.leapt = self.before or (passed, ran), ran
        elif passed - at > SKEW:
            self.before, self.went_back = None, True
        self.at, self.ran = at, ran

    def over(self, real: datetime, ran: float, lease: timedelta) -> datetime:
        """By which time waits are over: after a leap, while a lease may last, by the clock as it ran before."""
        if self.before is None or ran - self.leapt > (lease + LEAP).total_seconds():
            self.before = None
            return real
        return min(real, self._since(*self.before, ran))

    @staticmethod
    def _since(at: datetime, then: float, ran: float) -> datetime:
        return at + timedelta(seconds=ran - then)


_SEEING = threading.Lock()
_SEEN: WeakKeyDictionary[Any, Seen] = WeakKeyDictionary()
"""By database."""


def claim(
    session: Session, now: datetime, lease: timedelta, worker: str, limit: int, *, looked_at: bool = False
) -> Sequence[Post]:
    """Take up to `limit` messages that may leave, the oldest of each lane only; or only what somebody looks at.

    `now` is the rules' time and decides what is due; the shared clock decides which leases ran out.  Attempts are
    counted before any byte leaves.  What somebody is looking at does not queue behind a morning's briefs.
    """
    real = shared_clock(session)
    with _SEEING:
        seen = _SEEN.get(session.get_bind().engine.pool, Seen())
        over, seen.went_back, went_back = seen.over(real, running(), lease), False, seen.went_back
    if went_back:
        free(session, real, lease, SOON)
    when = {"now": now, "real": over}
    ids = list(session.scalars(_claimable(in_place=True), {**when, "most": limit}))
    if len(ids) < limit and not looked_at:
        ids += session.scalars(_claimable(in_place=False), {**when, "most": limit - len(ids)})
    if not ids:
        return []
    session.exec(
        update(Post)
        .where(col(Post.id).in_(ids))
        .values(
            state=PostState.SENDING,
            attempts=Post.attempts + 1,
            lease_until=real + lease,
            lease_by=worker,
            first_tried_at=func.coalesce(Post.first_tried_at, now),
        )
    )
    return session.exec(select(Post).where(col(Post.id).in_(ids)).order_by(col(Post.id))).all()


def free(session: Session, real: datetime, lease: timedelta, longest: timedelta = A_DAY) -> None:
    """Nothing waits for a time that only a wrong clock knows: no lease is longer, and Slack asks for no longer wait."""
    sending, due = col(Post.state) == PostState.SENDING, col(Post.state) == PostState.DUE
    held = (is_pending(Post), sending, col(Post.lease_until) > real + lease + LEAP)
    session.exec(update(Post).where(*held).values(lease_until=real + lease))
    put_off = (is_pending(Post), due, col(Post.retry_at).between(real + longest, NEVER - A_DAY))
    session.exec(update(Post).where(*put_off).values(retry_at=real + SOON))


@cache
def _claimable(*, in_place: bool) -> SelectOfScalar[int]:
    """The statements of every claim, made once: to build one anew takes longer than to run it."""
    kinds = col(Post.kind)
    return claimable().where(kinds.in_(LOOKED_AT) if in_place else kinds.not_in(LOOKED_AT))


def claimable() -> SelectOfScalar[int]:
    """The query of every claim, served by the partial indexes on what is pending.  The rows are locked, no row waits.

    A lane has one message under way.  One that Slack put off holds back those behind it; one that is planned for
    later does not.  It is told `now`, the `real` time, and how many at `most`.
    """
    now, real = bindparam("now", type_=UTCDateTime), bindparam("real", type_=UTCDateTime)
    other = aliased(Post)
    before = and_(other.state == PostState.DUE, other.id < Post.id, col(other.not_before) <= now)
    under_way = and_(other.state == PostState.SENDING, other.id != Post.id)
    head = ~exists(select(1).where(other.lane == Post.lane, is_pending(other), or_(before, under_way)).correlate(Post))
    ready = or_(col(Post.retry_at).is_(None), col(Post.retry_at) <= real)
    return (
        select(Post.id)
        .where(
            is_pending(Post),
            col(Post.not_before) <= now,
            or_(
                and_(Post.state == PostState.DUE, ready, head),
                and_(Post.state == PostState.SENDING, col(Post.lease_until) < real),
            ),
        )
        .order_by(col(Post.not_before), col(Post.id))
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


def is_pending(post: type[Post]) -> ColumnElement[bool]:
    """What the partial indexes hold.  It stands in the statement itself: SQLite does not use them for a parameter."""
    return col(post.state).in_(bindparam("pending", PENDING, expanding=True, literal_execute=True))


def held_by(session: Session, post: Post, worker: str) -> Post | None:
    """The row, if this worker still holds its lease: whoever lost it must not write the outcome.

    The count of attempts tells two claims of one worker apart: a claim that was never settled keeps its number.
    """
    row = session.get(Post, post.id, populate_existing=True, with_for_update=True)
    if row is None or row.state is not PostState.SENDING or row.lease_by != worker or row.attempts != post.attempts:
        return None
    return row


def put_back(
    session: Session, post: Post, *, not_before: datetime | None = None, retry_at: datetime | None = None
) -> None:
    """It certainly did not leave: the next attempt is as good as this one was."""
    post.not_before, post.retry_at = not_before or post.not_before, retry_at
    post.attempts -= 1
    if post.attempts == 0:
        post.first_tried_at = None
    _release(session, post)


def put_off(session: Session, post: Post, retry_at: datetime) -> None:
    """Nobody knows whether it left: the next attempt begins with a look-up."""
    post.retry_at = retry_at
    _release(session, post)


def _release(session: Session, post: Post) -> None:
    post.state, post.lease_until, post.lease_by = PostState.DUE, None, None
    session.add(post)


def settle(session: Session, post: Post, state: PostState, now: datetime, outcome: str = "") -> None:
    """It is over with this message."""
    post.state, post.settled_at, post.lease_until = state, now, None
    post.outcome = outcome[:255]
    session.add(post)


def next_due(session: Session, after: datetime) -> datetime | None:
    """When the next message planned for later than `after` may leave."""
    return session.exec(due_after(after)).one()


def due_after(after: datetime) -> SelectOfScalar[datetime]:
    """The query of it."""
    planned = (is_pending(Post), Post.state == PostState.DUE, Post.not_before > after)
    return select(func.min(Post.not_before)).where(*planned)
