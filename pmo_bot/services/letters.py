"""What did not arrive, for a PMO lead: what they may know of it, and to have it sent once more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from pmo_bot.model import Person, Post, PostState, Role
from pmo_bot.rules.letters import Letters
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.services.notices import refresh_home
from pmo_bot.services.sight import Sight
from pmo_bot.services.undelivered import in_this_way, is_sent_again, try_again
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import IN_PLACE

SENT_AGAIN = "letters.again"
STATES = (PostState.DEAD, PostState.HELD)


def of(session: Session, reader: Person, now: datetime) -> tuple[Letters, ...]:
    """What did not arrive of what a PMO lead may know of; nothing for anybody else."""
    if reader.role is not Role.PMO:
        return ()
    sight = Sight(session, reader)
    known = _known(sight, reader)
    return tuple(one for state in STATES if (one := _letters(session, state, known, sight, now)).total)


def _letters(session: Session, state: PostState, known: ColumnElement[bool], sight: Sight, now: datetime) -> Letters:
    posts = session.exec(select(Post).where(in_this_way(state, now), known, col(Post.kind).not_in(IN_PLACE))).all()
    projects = {post.project_id for post in posts if post.project_id is not None}
    places = sorted(sight.projects[one].key for one in projects)
    return Letters(state, _counted(posts), tuple(places), sum(is_sent_again(post) for post in posts))


def _counted(posts: Sequence[Post]) -> dict[str, int]:
    why = [post.outcome for post in posts]
    return {one: why.count(one) for one in sorted(set(why), key=lambda one: (-why.count(one), one))}


def _known(sight: Sight, reader: Person) -> ColumnElement[bool]:
    """What belongs to no project that somebody must not know of."""
    seen = [project.id for project in sight.projects.values() if sight.sees_project(project)]
    of_nothing_else = or_(col(Post.project_id).is_(None), col(Post.project_id).in_(seen))
    return (col(Post.team_id) == reader.team_id) & of_nothing_else


def send_again(db: Database, act: Act, state: PostState) -> int:
    """Have what was given up, or is held, tried once more, as far as whoever asks may know of it; how many that is.

    Refuses everybody but a PMO lead.
    """
    with db.transaction() as session:
        once_only(session, act)
        if act.person.role is not Role.PMO:
            raise Refused("not_pmo_letters", leads=list(queries.pmo_leads(session, act.team)))
        known = _known(Sight(session, act.person), act.person)
        count = try_again(session, in_this_way(state, act.now), known)
        if count:
            record(session, act, SENT_AGAIN, after={"state": state.value, "count": count})
        for lead in queries.pmo_leads(session, act.team):
            refresh_home(session, lead, act.now, pages=act.pages if lead.id == act.person.id else "")
        return count
