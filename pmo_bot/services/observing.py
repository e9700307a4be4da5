"""Read what would have been said about a project that is only observed."""

from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Line, Person, Post, PostKind, PostState, Project
from pmo_bot.rules.outlook import is_observed
from pmo_bot.rules.receipt import Told
from pmo_bot.rules.silence import OBSERVED, REPORTED, Observed
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def so_far(db: Database, reader: Person, project: Project, now: datetime) -> Observed:
    """Everything since the project began to be observed."""
    with db.reading() as session:
        return _read(session, project, reader, project.created_at, now)


def report(session: Session, post: Post, now: datetime) -> Observed:
    """What came up since the report before this one."""
    project, reader = session.get_one(Project, post.project_id), session.get_one(Person, post.person_id)
    before = (Post.team_id == post.team_id, Post.kind == PostKind.REPORT, Post.project_id == post.project_id)
    earlier = select(Post).where(*before, Post.state == PostState.SENT, col(Post.id) < post.id)
    last = session.exec(earlier.order_by(col(Post.id).desc()).limit(1)).first()
    since = last.settled_at if last is not None and last.settled_at is not None else project.created_at
    return _read(session, project, reader, since, now)


def _read(session: Session, project: Project, reader: Person, since: datetime, now: datetime) -> Observed:
    rows = session.exec(
        select(Line, Item)
        .join(Item, col(Item.id) == Line.item_id)
        .where(Line.team_id == project.team_id, Item.project_id == project.id)
        .where(col(Line.key).startswith(OBSERVED), col(Line.created_at) >= since, col(Line.created_at) <= now)
        .order_by(col(Line.id).desc())
    ).all()
    shown = rows[:REPORTED]
    people = queries.people(session, project.team_id, [line.person_id for line, _ in shown])
    told = [Told(line, item, people.get(line.person_id), PostState.OBSERVED) for line, item in shown]
    return Observed(
        project=project,
        reader=reader,
        today=calendar_of(session, reader).today(now),
        since=since,
        told=tuple(told),
        total=len(rows),
        people=len({line.person_id for line, _ in rows}),
        ended=not is_observed(project, project_calendar(session, project).today(now)),
    )
