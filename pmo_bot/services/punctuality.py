"""How soon messages were handed to Slack after they were due, counted by week."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import groupby

from sqlmodel import Session, col, select

from pmo_bot.model import Post, PostState, Punctuality, Watch
from pmo_bot.rules import alarms as rules
from pmo_bot.rules.alarms import Handed
from pmo_bot.rules.calendar import monday_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import IN_PLACE

SETTLED_BY = timedelta(minutes=1)
"""By then a transaction that wrote an instant down has ended."""
AT_ONCE = timedelta(days=1)
LOOKED_BACK = timedelta(minutes=30)
"""For how long before it others are counted, to tell whose pace it was."""


def count_on(db: Database, team: str, now: datetime) -> int:
    """Count what arrived since the last time; how many messages that were.  Each is counted once."""
    with db.transaction() as session:
        queries.turn(session, team)
        watch = session.get(Watch, team)
        if watch is None:
            return 0
        since, until = watch.counted_until, min(now - SETTLED_BY, watch.counted_until + AT_ONCE)
        if until <= since:
            return 0
        near = _handed(session, team, since - LOOKED_BACK, until)
        fresh = [one for one in near if one.at > since]
        for monday, those in groupby(fresh, lambda one: monday_of(one.at.astimezone(UTC).date())):
            week = session.get(Punctuality, (team, monday)) or Punctuality(team_id=team, week=monday)
            for name, number in asdict(rules.counted(list(those), near)).items():
                setattr(week, name, getattr(week, name) + number)
            session.add(week)
        watch.counted_until = until
        session.add(watch)
        return len(fresh)


def _handed(session: Session, team: str, since: datetime, until: datetime) -> list[Handed]:
    """What arrived, in order; edits and Homes follow somebody's click and are no messages."""
    rows = session.exec(
        select(Post)
        .where(Post.team_id == team, col(Post.settled_at) > since, col(Post.settled_at) <= until)
        .where(Post.state == PostState.SENT, col(Post.kind).not_in(IN_PLACE))
        .order_by(col(Post.settled_at))
    )
    return [
        Handed(post.lane, max(post.not_before, post.created_at), post.settled_at, post.retry_at is not None)
        for post in rows
        if post.settled_at is not None
    ]
