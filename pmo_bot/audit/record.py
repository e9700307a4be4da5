"""What the record says was sent: nothing twice, nothing out of order, nothing in a message that is gone."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from pmo_bot.audit.scene import Found, Scene, found
from pmo_bot.model import Cause, Line, Post, PostKind, PostState, Sent

LATELY = timedelta(days=2)
NEWEST = 2000
"""Of lines and places, by number: older ones were looked at before."""
AHEAD = timedelta(minutes=2)


def record(scene: Scene) -> Iterator[Found]:
    """Everything about what has left."""
    sent = (
        col(Post.team_id) == scene.team,
        col(Post.settled_at) > scene.now - LATELY,
        col(Post.state) == PostState.SENT,
    )
    yield from found(Cause.DOUBLED, list(_doubled(scene, sent)))
    yield from found(Cause.DISORDER, list(_disorder(scene, sent)))
    yield from found(Cause.ORPHAN, [*_orphaned_lines(scene), *_orphaned_places(scene)])
    yield from found(Cause.CLOCK, list(_from_the_future(scene)))


def _doubled(scene: Scene, sent: tuple[ColumnElement[bool], ...]) -> Iterator[str]:
    """Two briefs of somebody's day, two reports of a project's week, two statements of a month."""
    for kind, whose in (
        (PostKind.BRIEF, Post.person_id), (PostKind.DIGEST, Post.project_id), (PostKind.STATEMENT, Post.person_id),
    ):  # fmt: skip
        twice = (
            select(func.max(Post.key))
            .where(*sent, Post.kind == kind, col(Post.on_date).is_not(None))
            .group_by(col(whose), col(Post.on_date))
            .having(func.count() > 1)
        )
        yield from scene.session.exec(twice)


def _disorder(scene: Scene, sent: tuple[ColumnElement[bool], ...]) -> Iterator[str]:
    """What hangs below one message stands there as it was made."""
    rows = scene.session.exec(
        select(Post).where(*sent, Post.kind == PostKind.THREAD).order_by(col(Post.sent_id), col(Post.id))
    ).all()
    for one, next_one in pairwise(rows):
        if one.settled_at is None or next_one.settled_at is None or one.sent_id != next_one.sent_id:
            continue
        if one.settled_at > next_one.settled_at:
            yield next_one.key


def _orphaned_lines(scene: Scene) -> Iterator[str]:
    newest = select(func.max(Line.id)).scalar_subquery()
    here = (Line.team_id == scene.team, col(Line.id) > newest - NEWEST)
    message = (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key)
    missing = select(Line.post_key).outerjoin(Post, message).where(*here, col(Post.id).is_(None)).distinct()
    yield from scene.session.exec(missing)


def _orphaned_places(scene: Scene) -> Iterator[str]:
    newest = select(func.max(Sent.id)).scalar_subquery()
    here = (Sent.team_id == scene.team, col(Sent.id) > newest - NEWEST)
    message = (col(Post.team_id) == Sent.team_id) & (col(Post.key) == Sent.key)
    missing = select(Sent.key).outerjoin(Post, message).where(*here, col(Post.id).is_(None))
    yield from scene.session.exec(missing)


def _from_the_future(scene: Scene) -> Iterator[str]:
    """Messages that were made later than it is: the clock went back."""
    newest = select(func.max(Post.id)).scalar_subquery()
    here = (Post.team_id == scene.team, col(Post.id) > newest - NEWEST)
    yield from scene.session.exec(select(Post.key).where(*here, col(Post.created_at) > scene.now + AHEAD))
