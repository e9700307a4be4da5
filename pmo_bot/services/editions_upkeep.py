"""An edition that did not reach its channel: who had it sent is told once, and it follows when it can."""

from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Person, Post, PostKind, PostState
from pmo_bot.rules.editions import Outlet
from pmo_bot.rules.upkeep import UNSENT, first_reached
from pmo_bot.services import upkeep
from pmo_bot.services.reading_editions import outlet
from pmo_bot.store import editions as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def tell_unsent(session: Session, edition: Post, refusal: str, now: datetime) -> None:
    """The lead is told what it needs; of a report over all projects, who had it sent, else a PMO lead.  One person's
    is not missed.  Week after week the same is told once: until one arrives, or something else is in the way.
    """
    place = outlet(session, edition.team_id, edition.key)
    if place is None or not place.channel:
        return
    project = queries.project(session, edition.team_id, edition.project_id)
    by = queries.person(session, edition.team_id, place.by_id)
    near: list[Person | None] = [by, *queries.pmo_leads(session, edition.team_id)]
    if project is not None:
        lead = queries.person(session, project.team_id, project.lead_id)
        near = [lead, *upkeep.above(session, project)]
    reader = first_reached(near)
    if reader is None or _knows(session, place, reader, refusal):
        return
    week = edition.on_date.isoformat() if edition.on_date is not None else ""
    why: dict[str, str | int] = {"rule": UNSENT, "refusal": refusal, "week": week, "channel": place.channel}
    upkeep.tell(session, project, reader, f"{UNSENT}:{edition.key}", why, now)


def _knows(session: Session, place: Outlet, reader: Person, refusal: str) -> bool:
    """Whether they were told the same since the last one that arrived."""
    before = stored.posts(session, reader.team_id, f"{UNSENT}:{place.name}")
    told = session.exec(before.where(Post.state != PostState.DROPPED).limit(1)).first()
    if told is None or told.person_id != reader.id or told.why.get("refusal") != refusal:
        return False
    arrived = stored.last_sent(session, reader.team_id, place.name)
    return arrived is None or arrived.settled_at is None or arrived.settled_at < told.created_at


def let_in(db: Database, team: str, channel: str, now: datetime) -> None:
    """The bot is in a channel: the editions of this week that found no way in leave now."""
    with db.transaction() as session:
        queries.turn(session, team)
        lost = select(Post).where(Post.team_id == team, Post.kind == PostKind.EDITION, Post.state == PostState.DEAD)
        for post in session.exec(lost.where(col(Post.on_date) > now.date() - upkeep.WEEK)):
            if post.why.get("channel") == channel and post.outcome in upkeep.NO_WAY_IN:
                upkeep.again(session, post, now)
