"""Queries about editions of a report, who reads them, and what they said last."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import ChannelMember, Edition, Person, Post, PostState, Stakeholder

Row = TypeVar("Row", Edition, Stakeholder)
SENDS: tuple[type[Edition], type[Stakeholder]] = (Edition, Stakeholder)
"""The tables whose rows have a report sent."""
AFTER_COLON = ";"
"""The sign after the one that ends the name in a key: all keys of one outlet lie between."""


def due(table: type[Row], now: datetime) -> SelectOfScalar[Row]:
    """The query of the tick: served by the partial index on `wake_at` alone."""
    return select(table).where(col(table.wake_at) <= now, col(table.wake_at).is_not(None)).order_by(col(table.wake_at))


def wake(session: Session, team: str, now: datetime) -> None:
    """Look at all of a workspace again: somebody's zone, week or project changed."""
    session.exec(update(Edition).where(col(Edition.team_id) == team).values(wake_at=now))
    direct = (col(Stakeholder.team_id) == team, col(Stakeholder.direct_from).is_not(None))
    session.exec(update(Stakeholder).where(*direct).values(wake_at=now))


def edition(session: Session, team: str, edition_id: int) -> Edition | None:
    """One edition of this workspace."""
    found = session.get(Edition, edition_id)
    return found if found is not None and found.team_id == team else None


def editions(session: Session, team: str) -> Sequence[Edition]:
    """All editions of a workspace."""
    return session.exec(select(Edition).where(Edition.team_id == team).order_by(col(Edition.id))).all()


def edition_for(session: Session, team: str, project_id: int | None, channel: str) -> Edition | None:
    """The edition of a project, or of all of them, for a channel."""
    here = (Edition.team_id == team, Edition.channel == channel)
    return session.exec(select(Edition).where(*here, col(Edition.project_id).is_not_distinct_from(project_id))).first()


def direct_readers(session: Session, team: str) -> Sequence[Stakeholder]:
    """Who reads a project's report in a direct message."""
    direct = (Stakeholder.team_id == team, col(Stakeholder.direct_from).is_not(None))
    return session.exec(select(Stakeholder).where(*direct).order_by(col(Stakeholder.id))).all()


def reader(session: Session, team: str, row_id: int) -> Stakeholder | None:
    """One of them."""
    found = session.get(Stakeholder, row_id)
    return found if found is not None and found.team_id == team and found.direct_from is not None else None


def posts(session: Session, team: str, name: str) -> SelectOfScalar[Post]:
    """The messages of one outlet, the newest first."""
    own = (Post.team_id == team, col(Post.key) > f"{name}:", col(Post.key) < f"{name}{AFTER_COLON}")
    return select(Post).where(*own).order_by(col(Post.on_date).desc(), col(Post.id))


def last_sent(session: Session, team: str, name: str) -> Post | None:
    """The newest one that arrived, with what it said."""
    arrived = posts(session, team, name).where(Post.state == PostState.SENT, Post.kind == "edition")
    return session.exec(arrived.limit(1)).first()


def members(session: Session, team: str, channel: str) -> frozenset[str]:
    """Who is known to be in a channel."""
    here = (ChannelMember.team_id == team, ChannelMember.channel == channel)
    return frozenset(session.exec(select(ChannelMember.slack_id).where(*here)))


def rooms(session: Session, team: str, slack_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """By Slack id: the channels somebody is known to be in."""
    found: dict[str, frozenset[str]] = {}
    theirs = (ChannelMember.team_id == team, col(ChannelMember.slack_id).in_(slack_ids))
    for row in session.exec(select(ChannelMember).where(*theirs)) if slack_ids else ():
        found[row.slack_id] = found.get(row.slack_id, frozenset()) | {row.channel}
    return found


def people(session: Session, team: str, slack_ids: Collection[str]) -> dict[str, Person]:
    """By Slack id: those of these people who were met."""
    if not slack_ids:
        return {}
    met = session.exec(select(Person).where(Person.team_id == team, col(Person.slack_id).in_(slack_ids)))
    return {person.slack_id: person for person in met if person.slack_id is not None}
