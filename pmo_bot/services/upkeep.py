"""What a project needs from whoever runs it, told once: its report found no way in, or nobody leads it any more."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Person, Post, PostKind, PostState, Project
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.upkeep import (
    ARCHIVED,
    LEADERLESS,
    NOT_IN_CHANNEL,
    SPONSORLESS,
    UNPOSTED,
    UNSENT,
    Upkeep,
    first_reached,
    has_left,
)
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

WEEK = timedelta(days=7)
NO_WAY_IN = (*NOT_IN_CHANNEL, ARCHIVED)


def tell_unposted(session: Session, digest: Post, refusal: str, now: datetime) -> None:
    """The report of a week found no way into its channel: its lead is told, or who else runs the project.

    Week after week the same is told once: until one arrives, or something else is in the way.
    """
    project = queries.project(session, digest.team_id, digest.project_id)
    if project is None:
        return
    lead = queries.person(session, project.team_id, project.lead_id)
    reader = first_reached([lead, *above(session, project)])
    if reader is None or _knows(session, project, reader, refusal):
        return
    week = digest.on_date.isoformat() if digest.on_date is not None else ""
    tell(
        session, project, reader, f"{UNPOSTED}:{digest.key}", {"rule": UNPOSTED, "refusal": refusal, "week": week}, now
    )


def _knows(session: Session, project: Project, reader: Person, refusal: str) -> bool:
    """Whether they were told the same since the last report that arrived."""
    here = select(Post).where(Post.team_id == project.team_id, Post.project_id == project.id)
    notes = here.where(Post.kind == PostKind.UPKEEP, Post.state != PostState.DROPPED).order_by(col(Post.id).desc())
    told = next((one for one in session.exec(notes) if one.why["rule"] == UNPOSTED), None)
    if told is None or told.person_id != reader.id or told.why["refusal"] != refusal:
        return False
    arrived = here.where(Post.kind == PostKind.DIGEST, Post.state == PostState.SENT)
    return session.exec(arrived.where(col(Post.settled_at) >= told.created_at).limit(1)).first() is None


def tell_leaderless(session: Session, project: Project, now: datetime) -> int:
    """Whoever led a project has left: a PMO lead, else the sponsor, is told once whom it needs."""
    lead = queries.person(session, project.team_id, project.lead_id)
    if lead is None or not has_left(lead):
        return 0
    key = f"{LEADERLESS}:{project.key}:{lead.id}"
    return tell(session, project, first_reached(above(session, project)), key,
                 {"rule": LEADERLESS, "former": lead.id}, now)  # fmt: skip


def tell_sponsorless(session: Session, team: str, former: Person, now: datetime) -> int:
    """Whoever the PMO answered to has left: a PMO lead is told once, who names somebody."""
    why: dict[str, str | int] = {"rule": SPONSORLESS, "former": former.id}
    return tell(session, None, first_reached(queries.pmo_leads(session, team)), f"{SPONSORLESS}:{former.id}", why, now)


def above(session: Session, project: Project) -> list[Person | None]:
    """The PMO leads who may know of a project, then its sponsor."""
    leads = queries.pmo_leads(session, project.team_id)
    near = [one for one in leads if may_see(one, project, queries.private_rooms(session, one.team_id, one.slack_id))]
    return [*near, queries.person(session, project.team_id, project.sponsor_id)]


def tell(
    session: Session, project: Project | None, reader: Person | None, key: str, why: dict[str, str | int], now: datetime
) -> int:
    """A word to whoever runs a project, or had something sent, in their next working hour; told once for a key."""
    if reader is None:
        return 0
    calendar = calendar_of(session, reader)
    post = Post(
        team_id=reader.team_id,
        key=key,
        kind=PostKind.UPKEEP,
        lane=f"person:{reader.id}",
        person_id=reader.id,
        project_id=project.id if project is not None else None,
        on_date=calendar.today(now),
        not_before=calendar.next_open(now),
        created_at=now,
        why={**why, "zone": reader.zone},
    )
    return int(insert_once(session, post))


def read(session: Session, post: Post) -> Upkeep | None:
    """What it says now; None when nothing is missing any more."""
    reader = queries.person(session, post.team_id, post.person_id)
    project = queries.project(session, post.team_id, post.project_id)
    if reader is None or not _still(session, project, post):
        return None
    week = post.why.get("week")
    return Upkeep(
        what=post.why["rule"],
        reader=reader,
        project=project,
        post_key=post.key,
        former=queries.person(session, post.team_id, post.why.get("former")),
        refusal=post.why.get("refusal", ""),
        room=post.why.get("channel", ""),
        week=date.fromisoformat(week) if week else None,
    )


def _still(session: Session, project: Project | None, post: Post) -> bool:
    if post.why["rule"] == UNSENT:
        edition = queries.post(session, post.team_id, post.key.removeprefix(f"{UNSENT}:"))
        return edition is not None and edition.state in (PostState.DEAD, PostState.DROPPED)
    if post.why["rule"] == SPONSORLESS:
        workspace = queries.workspace(session, post.team_id)
        return workspace is not None and workspace.sponsor_id == post.why["former"]
    if project is None:
        return False
    if post.why["rule"] == LEADERLESS:
        return bool(project.lead_id == post.why["former"])
    digest = queries.post(session, post.team_id, post.key.removeprefix(f"{UNPOSTED}:"))
    return digest is not None and digest.state is PostState.DEAD


# --- reports that wait for a way in -----------------------------------------------------


def unposted(session: Session, team: str, ids: Sequence[int], today: date) -> dict[int, Post]:
    """By project: its newest report, where it is of the last seven days and found no way into the channel."""
    rows = session.exec(
        select(Post)
        .where(Post.team_id == team, col(Post.person_id).is_(None), col(Post.on_date) > today - WEEK)
        .where(Post.kind == PostKind.DIGEST, col(Post.project_id).in_(ids))
        .order_by(col(Post.id))
    )
    newest = {post.project_id: post for post in rows if post.project_id is not None}
    return {project_id: post for project_id, post in newest.items() if post.state is PostState.DEAD}


def let_in(db: Database, team: str, channel: str, now: datetime) -> None:
    """The bot is in a channel: the report of this week that found no way in leaves now."""
    with db.transaction() as session:
        queries.turn(session, team)
        project = queries.project_by_channel(session, team, channel)
        if project is not None:
            post_again(session, project, now)


def post_again(session: Session, project: Project, now: datetime) -> None:
    """Send the newest report again, if it is of this week and certainly reached nobody."""
    post = unposted(session, project.team_id, [project.id], now.date()).get(project.id)
    if post is None or post.outcome not in NO_WAY_IN:
        return
    post.lane = f"channel:{project.channel or project.key}"
    again(session, post, now)


def again(session: Session, post: Post, now: datetime) -> None:
    """A message that certainly reached nobody is due once more."""
    post.state, post.attempts, post.outcome, post.not_before = PostState.DUE, 0, "", now
    post.first_tried_at = post.retry_at = post.settled_at = None
    session.add(post)
