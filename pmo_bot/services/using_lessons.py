"""What people say of a lesson that was shown to them: useful, or not this time.  Once for each thing."""

from sqlmodel import Session

from pmo_bot.model import Lesson, LessonUse
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.lessons import visible_lesson
from pmo_bot.services.looking import seen_project, visible_item
from pmo_bot.services.rows import changing_row, make
from pmo_bot.store import lessons as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def say(
    db: Database, act: Act, lesson_id: int, *, useful: bool, item_id: int | None = None, project_id: int | None = None
) -> Lesson:
    """Whether it helps with an item, or with a project that begins.

    Said twice it counts once; the last word counts.  Refuses a lesson or a thing that does not exist for this person.
    """
    with db.transaction() as session:
        once_only(session, act)
        lesson, _ = visible_lesson(session, act.person, lesson_id)
        _check_thing(session, act, item_id, project_id)
        known = stored.said_of(session, act.team, act.person.id, item_id, project_id).get(lesson.id)
        if known is None:
            row = LessonUse(team_id=act.team, lesson_id=lesson.id, person_id=act.person.id, item_id=item_id,
                            project_id=project_id, useful=useful, said_at=act.now)  # fmt: skip
            make(session, act, "use.said", row)
        elif known.useful is not useful:
            with changing_row(session, act, "use.changed", known):
                known.useful, known.said_at = useful, act.now
        return lesson


def _check_thing(session: Session, act: Act, item_id: int | None, project_id: int | None) -> None:
    if item_id is not None:
        visible_item(session, act.person, queries.item(session, act.team, item_id), "")
    elif seen_project(session, act.person, project_id) is None:
        raise Refused("no_project", key="")
