"""A new sponsor: welcomed once, and asked for a yes that is kept."""

from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Person, Phase, Post, PostKind, PostState, Project
from pmo_bot.rules.policy import Ladder
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.welcome import Welcome
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.services.gathered import gather
from pmo_bot.services.looking import seen_project
from pmo_bot.services.notices import request_edit
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once, put_back, shared_clock

SAID_YES = "project.sponsor_in"
UNSAID = (PostState.DROPPED, PostState.DEAD)
AT_ITS_ENDS = (Phase.PROPOSED, Phase.CLOSED)
"""The phases in which a project asks nothing of its sponsor."""


def welcome_sponsor(session: Session, act: Act, project: Project, by_id: int | None = None) -> None:
    """Whoever sponsors a project from now on is told what that means: once for each project and person.

    `by_id` is who named them, where that is not who acts.  It leaves in their working hours, before any packet of the
    project.  What was not said when they were named before is said now.
    """
    sponsor = queries.person(session, act.team, project.sponsor_id)
    if sponsor is None:
        return
    calendar = calendar_of(session, sponsor)
    post = Post(
        team_id=act.team,
        key=welcome_key(project.id, sponsor.id),
        kind=PostKind.WELCOME,
        lane=f"person:{sponsor.id}",
        person_id=sponsor.id,
        project_id=project.id,
        on_date=calendar.today(act.now),
        not_before=calendar.next_open(act.now),
        created_at=act.now,
        why={"rule": "welcome", "by": by_id or act.person.id, "zone": sponsor.zone},
    )
    unsaid = queries.post(session, act.team, post.key)
    if unsaid is not None and unsaid.state in UNSAID:
        session.delete(unsaid)
        session.flush()
    insert_once(session, post)


def wait(session: Session, post: Post, now: datetime, because: str, *, by_slack: bool = False) -> bool:
    """It cannot be said yet: it is tried again when their next working day begins.  False when it is owed no more.

    Whoever is not there comes back, whoever may not know of the project is let in, and what Slack refuses is mended.
    """
    person = queries.person(session, post.team_id, post.person_id)
    project = queries.project(session, post.team_id, post.project_id)
    if person is None or project is None or project.sponsor_id != person.id or project.phase in AT_ITS_ENDS:
        return False
    calendar = calendar_of(session, person)
    tomorrow = calendar.at(calendar.next_working(calendar.today(now)), calendar.opens)
    post.outcome = because[:255]
    put_back(session, post, not_before=tomorrow, retry_at=shared_clock(session) if by_slack else None)
    return True


def welcome_key(project_id: int, person_id: int) -> str:
    """The slot of a welcome."""
    return f"welcome:{project_id}:{person_id}"


def read(session: Session, post: Post) -> Welcome | None:
    """What a welcome says now; None when its reader is gone, or its project does not exist for them."""
    person = queries.person(session, post.team_id, post.person_id)
    project = seen_project(session, person, post.project_id) if person is not None else None
    if person is None or project is None:
        return None
    known = queries.people(session, post.team_id, [project.lead_id, post.why.get("by")])
    yes = _said_yes(session, project, person)
    return Welcome(
        person=person,
        project=project,
        lead=known.get(project.lead_id or 0),
        by=known.get(post.why.get("by") or 0),
        post_key=post.key,
        answer_within=max(1, _ladder(session, project, post).grace),
        said_yes_on=calendar_of(session, person).today(yes.happened_at) if yes is not None else None,
        before=_welcomed_before(session, post),
        is_sponsor=project.sponsor_id == person.id and project.phase is not Phase.PROPOSED,
    )


def _welcomed_before(session: Session, post: Post) -> bool:
    """Whether a welcome to another project reached them first."""
    theirs = (Post.team_id == post.team_id, Post.kind == PostKind.WELCOME, Post.person_id == post.person_id)
    earlier = select(Post.id).where(*theirs, Post.id < post.id, Post.state == PostState.SENT).limit(1)
    return session.exec(earlier).first() is not None


def _ladder(session: Session, project: Project, post: Post) -> Ladder:
    return gather(session, post.team_id, post.created_at, []).ladder(project)


def _said_yes(session: Session, project: Project, person: Person) -> Event | None:
    mine = (Event.team_id == project.team_id, Event.project_id == project.id, Event.person_id == person.id)
    return session.exec(select(Event).where(*mine, Event.what == SAID_YES).order_by(col(Event.id))).first()


def say_yes(db: Database, act: Act, project_id: int) -> None:
    """A sponsor is in: kept, and shown where they were asked.  A yes said twice changes nothing."""
    with db.transaction() as session:
        once_only(session, act)
        project = queries.project(session, act.team, project_id)
        if project is None or project.sponsor_id != act.person.id:
            raise Refused("not_sponsor")
        if _said_yes(session, project, act.person) is None:
            record(session, act, SAID_YES, project=project, person=act.person)
        post = queries.post(session, act.team, welcome_key(project.id, act.person.id))
        sent = queries.sent(session, act.team, post.key) if post is not None else None
        if post is not None and sent is not None:
            request_edit(session, sent, post, act.now)
