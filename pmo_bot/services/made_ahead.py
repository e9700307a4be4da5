"""A clock was ahead: what was made for days that are to come is not made yet, and what was said then was said now."""

from datetime import datetime, timedelta

from sqlalchemy import Update
from sqlmodel import Session, and_, col, delete, not_, select, update

from pmo_bot.model import Escalation, Line, LineKind, Post, PostKind, PostState, Sent, Watch
from pmo_bot.rules.together import begins_at
from pmo_bot.services import alarms
from pmo_bot.services.announcing import TAKEN_BACK_WITHIN
from pmo_bot.services.people import calendar_of
from pmo_bot.services.settling import drop
from pmo_bot.store import queries

SKEW = timedelta(minutes=2)
"""So far apart the clocks of two machines may be; less makes nothing later than this."""
SOON, A_DAY = timedelta(minutes=5), timedelta(days=1)
AHEAD = "the clock was ahead"
PLANNED = frozenset({PostKind.BRIEF, PostKind.ASK, PostKind.DIGEST, PostKind.EDITION, PostKind.REPORT, PostKind.COLOUR,
                     PostKind.STATEMENT})  # fmt: skip
"""What the plan makes again by itself when its day comes.  What follows from something that happened it never does."""


def take_back(session: Session, team: str, now: datetime) -> None:
    """What the plan makes again is taken away, everything else leaves as if it had been made now."""
    waits = (col(Post.team_id) == team, col(Post.state) == PostState.DUE)
    made = select(Post).where(*waits, col(Post.created_at) > now + SKEW).order_by(col(Post.id))
    for post in session.exec(made).all():
        if post.attempts == 0 and post.kind in PLANNED:
            _take_away(session, post, now)
        elif post.attempts == 0 and post.kind is PostKind.ALARM:
            _take_away(session, post, now)
            _tell_today(session, post, now)
        else:
            post.not_before = min(post.not_before, _leaves_at(session, post, now))
            post.created_at = now
            session.add(post)
    session.flush()
    together = and_(Post.kind == PostKind.GROUP, col(Post.person_id).is_(None))  # no gate has put that off
    later = col(Post.not_before) > now + SOON
    session.exec(update(Post).where(*waits, later, not_(together)).values(not_before=now))
    for change in _as_of_now(team, now):
        session.exec(change)


def _take_away(session: Session, post: Post, now: datetime) -> None:
    drop(session, post, now, AHEAD)
    session.flush()
    session.exec(delete(Post).where(col(Post.id) == post.id))
    session.expunge(post)


def _tell_today(session: Session, alarm: Post, now: datetime) -> None:
    """It keeps silent whatever else begins on its day: that is today."""
    reader = queries.person(session, alarm.team_id, alarm.person_id)
    if reader is not None:
        alarms.write(session, reader, now)


def _leaves_at(session: Session, post: Post, now: datetime) -> datetime:
    """When it would, were it made now; whatever waits for working hours is asked at the gate again."""
    if post.kind is PostKind.ANNOUNCEMENT:
        return now + TAKEN_BACK_WITHIN
    if post.kind is PostKind.GROUP and post.person_id is None:
        there = queries.people(session, post.team_id, post.why["people"])
        return begins_at([calendar_of(session, person) for person in there.values()], now)
    return now


def _as_of_now(team: str, now: datetime) -> tuple[Update, ...]:
    today = now.date()
    tried = (col(Post.team_id) == team, col(Post.first_tried_at) > now)
    lines = (col(Line.team_id) == team, col(Line.created_at) > now)
    rounds = (col(Escalation.team_id) == team, col(Escalation.void_at).is_(None))
    return (
        update(Line).where(*lines, col(Line.kind) == LineKind.NUDGE, col(Line.step_on) > today).values(step_on=today),
        update(Line).where(*lines).values(created_at=now),
        update(Escalation).where(*rounds, col(Escalation.created_at) > now).values(void_at=now),
        update(Escalation).where(*rounds, col(Escalation.previewed_at) > now).values(previewed_at=now),
        update(Post).where(col(Post.team_id) == team, col(Post.settled_at) > now).values(settled_at=now),
        update(Post).where(*tried).values(first_tried_at=now - A_DAY),  # from there on it is looked up
        update(Sent).where(col(Sent.team_id) == team, col(Sent.sent_at) > now).values(sent_at=now),
        update(Watch).where(col(Watch.team_id) == team, col(Watch.counted_until) > now).values(counted_until=now),
        update(Watch).where(col(Watch.team_id) == team, col(Watch.pruned_until) > now).values(pruned_until=now),
    )
