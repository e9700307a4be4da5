"""The messages that lines go into: today's brief of somebody, or the ask that is being gathered for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from pmo_bot.model import Person, Post, PostKind, PostState
from pmo_bot.rules.calendar import MIDNIGHT
from pmo_bot.rules.facts import Recipient
from pmo_bot.rules.gate import ASKS_A_DAY
from pmo_bot.rules.moments import brief_is_due, next_brief
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services import tips
from pmo_bot.services.people import calendar_of
from pmo_bot.store.outbox import insert_once

NEVER_CAME = (PostState.DROPPED, PostState.DEAD)
COALESCE = timedelta(minutes=5)
"""How long an ask is open for more of the same."""


def brief_for(session: Session, reader: Recipient, now: datetime, *, shadow: bool = False) -> tuple[Post | None, bool]:
    """Somebody's brief of today while it can take more lines, and whether it is new; None when it is out.

    A shadow is the one that would be sent, were a project not only observed.
    """
    person, day, apart = reader.person, reader.calendar.today(now), OBSERVED if shadow else ""
    post = Post(
        team_id=person.team_id,
        key=f"{apart}brief:{person.id}:{day}",
        kind=PostKind.BRIEF,
        lane=f"{apart}person:{person.id}",
        person_id=person.id,
        on_date=day,
        not_before=now,
        created_at=now,
        why={"rule": "brief", "zone": person.zone, "at": person.brief_at.isoformat("minutes")},
    )
    if insert_once(session, post):
        if not shadow:
            tips.put(session, post, reader, now)
        return post, True
    there = session.exec(select(Post).where(Post.team_id == person.team_id, Post.key == post.key)).one()
    return (there if _takes_more(there) else None), False


def brief_now(session: Session, person: Person, now: datetime) -> tuple[Post | None, bool, datetime | None]:
    """The same for what is about no promise: where their brief is not due, or is out, also when the next one is."""
    working = calendar_of(session, person)
    post, is_new = None, False
    if brief_is_due(person, working, now):
        post, is_new = brief_for(session, Recipient("owner", person, working), now)
    return post, is_new, next_brief(person, working, working.today(now), now) if post is None else None


def ask_for(
    session: Session, reader: Recipient, now: datetime, *, urgent: bool = False, shadow: bool = False
) -> tuple[Post | None, bool]:
    """The ask that is still being gathered for somebody, or a new one that leaves in five minutes.

    None after three of a day: what is left rides in the next brief.  What is urgent leaves alone, and at once.
    """
    person, day, apart = reader.person, reader.calendar.today(now), OBSERVED if shadow else ""
    today = _asks(session, reader, apart, col(Post.on_date) == day)
    if today and _takes_more(today[-1]) and urgent is bool(today[-1].why.get("urgent")):
        return today[-1], False
    late = _asks(session, reader, apart, col(Post.on_date) < day, _reaches(reader.calendar.at(day, MIDNIGHT)))
    if not urgent and sum(post.state not in NEVER_CAME for post in today) + len(late) >= ASKS_A_DAY:
        return None, False
    post = Post(
        team_id=person.team_id,
        key=f"{apart}ask:{person.id}:{day}:{len(today) + 1}",
        kind=PostKind.ASK,
        lane=f"{apart}person:{person.id}",
        person_id=person.id,
        on_date=day,
        not_before=now if urgent else now + COALESCE,
        created_at=now,
        why={"rule": "ask", "zone": person.zone, **({"urgent": True} if urgent else {})},
    )
    return (post, True) if insert_once(session, post) else (None, False)


def _asks(session: Session, reader: Recipient, apart: str, *which: ColumnElement[bool]) -> Sequence[Post]:
    mine = (Post.team_id == reader.person.team_id, Post.person_id == reader.person.id, Post.kind == PostKind.ASK)
    asks = select(Post).where(*mine, col(Post.key).startswith(f"{apart}ask:"), *which)
    return session.exec(asks.order_by(col(Post.id))).all()


def _reaches(midnight: datetime) -> ColumnElement[bool]:
    """What was planned on another day, and reaches its reader on this one."""
    on_its_way = col(Post.state).in_([PostState.DUE, PostState.SENDING])
    return on_its_way | ((col(Post.state) == PostState.SENT) & (col(Post.settled_at) >= midnight))


def _takes_more(post: Post) -> bool:
    return post.state is PostState.DUE and post.attempts == 0
