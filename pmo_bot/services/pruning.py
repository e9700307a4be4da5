"""What is not needed any more goes, a little at a time.  Events, decisions and what was promised stay.

The slots of messages stay too: by them the plan knows what was said.  What goes is how it was worded, edits and Homes,
people's words to the bot, and old figures about the bot itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, delete, select, update

from pmo_bot.model import Alarm, Post, PostState, Punctuality, Saying, Watch
from pmo_bot.store import whole
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import IN_PLACE

BATCH = 500
"""Rows in one transaction: nobody waits for it."""
OVER = (PostState.SENT, PostState.DROPPED, PostState.DEAD, PostState.OBSERVED)


@dataclass(frozen=True, slots=True)
class Kept:
    """How long what is kept."""

    bodies: timedelta = timedelta(days=90)
    sayings: timedelta = timedelta(days=365)
    weeks: int = 104


def prune(db: Database, kept: Kept, now: datetime) -> int:
    """Take away one batch of each kind in every workspace; how many rows that were, so that 0 is the end of it."""
    with db.reading() as session:
        teams = whole.teams(session)
    return sum(_batch(db, step, team, kept, now) for team in teams for step in STEPS)


Step = Callable[[Session, str, Kept, datetime], Iterator[int]]


def _batch(db: Database, step: Step, team: str, kept: Kept, now: datetime) -> int:
    with db.transaction() as session:
        return sum(step(session, team, kept, now))


def _messages(session: Session, team: str, kept: Kept, now: datetime) -> Iterator[int]:
    """How messages were worded, and all of edits and Homes: nothing is edited after so long.

    It goes on where it was the last time, so that what is kept is not walked through again.
    """
    watch = session.get(Watch, team)
    if watch is None:
        return
    since = watch.pruned_until or datetime.min.replace(tzinfo=UTC, year=2000)
    settled = col(Post.settled_at)
    mine = (col(Post.team_id) == team, settled > since)
    old = (*mine, settled < now - kept.bodies)
    ends = session.exec(select(col(Post.settled_at)).where(*old).order_by(col(Post.settled_at)).limit(BATCH)).all()
    if not ends:
        return
    # One end alone: of two SQLite takes the first for its index, and would walk through all that is old each time.
    here = (*mine, settled <= ends[-1], col(Post.state).in_(OVER))
    session.execute(delete(Post).where(*here, col(Post.kind).in_(IN_PLACE)))
    session.execute(update(Post).where(*here).values(body=None))
    watch.pruned_until = ends[-1]
    session.add(watch)
    yield len(ends)


def _sayings(session: Session, team: str, kept: Kept, now: datetime) -> Iterator[int]:
    """What people wrote to the bot; what came of it stands in events and notes."""
    old = (Saying.team_id == team, col(Saying.created_at) < now - kept.sayings, col(Saying.text) != "")
    ids = session.exec(select(Saying.id).where(*old).limit(BATCH)).all()
    if ids:
        session.execute(update(Saying).where(col(Saying.id).in_(ids)).values(text="", reading={}))
    yield len(ids)


def _figures(session: Session, team: str, kept: Kept, now: datetime) -> Iterator[int]:
    """Weeks and alarms of long ago."""
    end = now - timedelta(weeks=kept.weeks)
    weeks = session.exec(select(Punctuality).where(Punctuality.team_id == team, col(Punctuality.week) < end.date()))
    alarms = session.exec(select(Alarm).where(Alarm.team_id == team, col(Alarm.cleared_at) < end).limit(BATCH))
    for row in (*weeks, *alarms):
        session.delete(row)
        yield 1


STEPS: tuple[Step, ...] = (_messages, _sayings, _figures)
