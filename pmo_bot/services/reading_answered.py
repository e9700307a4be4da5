"""How much of what somebody was sent they answered: told to that person alone."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Line, LineKind, Person, Post, PostKind, PostState
from pmo_bot.rules.home import Answered
from pmo_bot.services.explaining import answers

LOOKED_BACK = timedelta(days=30)
NEWS = [kind for kind in LineKind if kind.is_news]


def answered(session: Session, person: Person, now: datetime) -> Answered:
    """The messages of the last thirty days, and how many of them were answered.

    A message is answered once its reader, or whoever stood in, did something about anything in it before they were
    told of that again.
    """
    rows = session.exec(
        select(Line, Post)
        .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
        .where(Line.team_id == person.team_id, Line.person_id == person.id, col(Line.kind).not_in(NEWS))
        .where(Post.person_id == person.id, Post.state == PostState.SENT, col(Post.settled_at) > now - LOOKED_BACK)
        .where(col(Post.kind).in_((PostKind.BRIEF, PostKind.ASK)))
    ).all()
    heard = answers(session, person.team_id, rows)
    return Answered(
        sent=len({line.post_key for line, _ in rows}),
        answered=len({line.post_key for line, _ in rows if line.id in heard}),
    )
