"""Which tip goes into a brief: worked out from what somebody was shown and did, and kept in the brief's receipt."""

from datetime import date, datetime

from sqlmodel import Session, col, select, update

from pmo_bot.model import Event, Post, PostKind
from pmo_bot.rules import tips
from pmo_bot.rules.facts import Recipient
from pmo_bot.rules.tips import Did, Tip

NAME = "tip"
"""Below it a brief's receipt names the tip."""


def put(session: Session, post: Post, reader: Recipient, now: datetime) -> None:
    """A brief that was just inserted carries the tip of today, if there is one."""
    tip = tip_for(session, reader, now)
    if tip is not None:
        post.why = {**post.why, NAME: tip.value}
        session.exec(update(Post).where(col(Post.id) == post.id).values(why=post.why))


def tip_for(session: Session, reader: Recipient, now: datetime) -> Tip | None:
    """The tip of today's brief of a newcomer; for everybody else nothing is looked up."""
    person, today = reader.person, reader.calendar.today(now)
    greeted = reader.calendar.today(person.greeted_at) if person.greeted_at is not None else None
    if not tips.is_due(today, greeted, {}):
        return None
    shown = _shown(session, reader, greeted or today)
    return tips.tip_for(today, greeted, shown, _used(session, reader)) if tips.is_due(today, greeted, shown) else None


def _shown(session: Session, reader: Recipient, first: date) -> dict[date, str]:
    person = reader.person
    mine = select(Post).where(Post.team_id == person.team_id, Post.person_id == person.id)
    briefs = session.exec(mine.where(Post.kind == PostKind.BRIEF, col(Post.on_date) >= first)).all()
    return {one.on_date: str(one.why[NAME]) for one in briefs if one.on_date is not None and NAME in one.why}


def _used(session: Session, reader: Recipient) -> frozenset[Tip]:
    person = reader.person
    did = select(Event.what, Event.source, Event.once).where(Event.team_id == person.team_id)
    rows = session.exec(did.where(Event.actor_id == person.id).distinct()).all()
    return tips.used([Did(what, source, once or "") for what, source, once in rows])
