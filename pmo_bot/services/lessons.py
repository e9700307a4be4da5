"""Lessons: kept by whoever may see a project, and found again by whoever may see it."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pmo_bot.model import Lesson, Person, Project
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services.events import Act, once_only, plain, record
from pmo_bot.services.projects import visible_project
from pmo_bot.services.sight import Sight
from pmo_bot.store.database import Database

LEARNED = "lesson.learned"
WORDS_MOST = 500


def learn(db: Database, act: Act, key: str, differently: str, hard: str = "") -> Lesson:
    """Keep what a project would do differently, and why.  Whoever may see the project may say so.

    Refuses a lesson without words; said twice it is there once.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        words = differently.strip()[:WORDS_MOST]
        if not words:
            raise Refused("empty_lesson")
        same = (Lesson.team_id == act.team, Lesson.project_id == project.id, Lesson.differently == words)
        if session.exec(select(Lesson.id).where(*same)).first() is not None:
            raise AlreadyDone(LEARNED)
        made = Lesson(team_id=act.team, project_id=project.id, differently=words, hard=hard.strip()[:WORDS_MOST],
                      by_id=act.person.id, learned_at=act.now)  # fmt: skip
        session.add(made)
        session.flush()
        after = {"lesson": made.id, "by_id": made.by_id, "learned_at": plain(made.learned_at)}
        record(session, act, LEARNED, project=project, after=after)
        return made


def seen(session: Session, reader: Person, project: Project | None = None) -> Sequence[Lesson]:
    """Those of the projects a reader may see, or of one of them, the newest first."""
    sight = Sight(session, reader)
    visible = {one.id for one in sight.projects.values() if sight.sees_project(one)}
    wanted = visible & {project.id} if project is not None else visible
    there = (Lesson.team_id == reader.team_id, col(Lesson.project_id).in_(wanted))
    return session.exec(select(Lesson).where(*there).order_by(col(Lesson.learned_at).desc(), col(Lesson.id))).all()
