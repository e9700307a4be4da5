"""Lessons: kept by whoever may see a project, with what they are about; what is done about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from pmo_bot.model import Item, Lesson, LessonKind, LessonTag, LessonWord, Person, Project, State, TagKind
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.rules.similar import beginnings
from pmo_bot.rules.tags import MOST
from pmo_bot.rules.titles import readable
from pmo_bot.services.events import Act, once_only, plain, record
from pmo_bot.services.looking import seen_or_none
from pmo_bot.services.projects import visible_project
from pmo_bot.services.rows import changing_row
from pmo_bot.services.sight import Sight
from pmo_bot.services.tags import ensure
from pmo_bot.store import queries, tags
from pmo_bot.store.database import Database

LEARNED = "lesson.learned"
CHANGED = "lesson.changed"
WORDS_MOST = 500


@dataclass(frozen=True, slots=True)
class NewLesson:
    """What somebody learned."""

    learned: str
    because: str = ""
    kind: LessonKind = LessonKind.DIFFERENTLY
    tags: Sequence[str] = ()
    """What it is about, as tags are kept."""


def learn(db: Database, act: Act, key: str, wanted: NewLesson) -> Lesson:
    """Keep what a project learned.  Whoever may see the project may say so.

    Refuses a lesson without words; said twice it is there once.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        kept = keep(session, act, project, wanted)
        if kept is None:
            raise AlreadyDone(LEARNED)
        return kept


def learn_all(db: Database, act: Act, key: str, wanted: Sequence[NewLesson]) -> list[Lesson]:
    """The same with several at once; those that were known are left out."""
    with db.transaction() as session:
        once_only(session, act)
        return keep_all(session, act, visible_project(session, act.person, key), wanted)


def keep_all(session: Session, act: Act, project: Project, wanted: Sequence[NewLesson]) -> list[Lesson]:
    """The same in a transaction that is under way.  Refuses none at all."""
    if not any(one.learned.strip() for one in wanted):
        raise Refused("nothing_learned", field=LessonKind.WELL.value)
    found: list[Lesson] = []
    for one in wanted:
        kept = keep(session, act.without_once if found else act, project, one) if one.learned.strip() else None
        found += [kept] if kept is not None else []
    return found


def keep(session: Session, act: Act, project: Project, wanted: NewLesson) -> Lesson | None:
    """One lesson; None where its project has said the same."""
    words, because = fitting(wanted.learned, WORDS_MOST), fitting(wanted.because, WORDS_MOST)
    if not readable(words):
        raise Refused("empty_lesson")
    if len(wanted.tags) > MOST:
        raise Refused("which_topics", most=MOST)
    same = (Lesson.team_id == act.team, Lesson.project_id == project.id, Lesson.learned == words)
    if session.exec(select(Lesson.id).where(*same)).first() is not None:
        return None
    made = Lesson(team_id=act.team, project_id=project.id, kind=wanted.kind, learned=words, phase=project.phase,
                  because=because, by_id=act.person.id, learned_at=act.now,
                  wants_action=wanted.kind is LessonKind.DIFFERENTLY)  # fmt: skip
    session.add(made)
    session.flush()
    about = [ensure(session, act, TagKind.TOPIC, name).id for name in dict.fromkeys(wanted.tags)]
    write_about(session, made, about)
    after = {"lesson": made.id, "by_id": made.by_id, "learned_at": plain(made.learned_at), "tags": about}
    record(session, act, LEARNED, project=project, after=after)
    return made


def write_about(session: Session, lesson: Lesson, about: Sequence[int]) -> None:
    """What a lesson is about is this, and by its words and these it is found."""
    forget_about(session, lesson.id)
    session.add_all(LessonTag(team_id=lesson.team_id, lesson_id=lesson.id, tag_id=one) for one in about)
    known = tags.names(session, lesson.team_id, about)
    found_by = beginnings(" ".join((lesson.learned, lesson.because, *known.values())))
    session.add_all(LessonWord(team_id=lesson.team_id, lesson_id=lesson.id, begins=one) for one in sorted(found_by))
    session.flush()


def forget_about(session: Session, lesson_id: int) -> None:
    """What it was about, before it is told anew or goes away."""
    session.exec(delete(LessonTag).where(col(LessonTag.lesson_id) == lesson_id))
    session.exec(delete(LessonWord).where(col(LessonWord.lesson_id) == lesson_id))


# --- what is done about it --------------------------------------------------------------


def acted_on(session: Session, act: Act, lesson_id: int, item: Item) -> None:
    """Something is made of a lesson: from now on it has a next step.  Refuses a second one while that counts."""
    lesson, project = visible_lesson(session, act.person, lesson_id)
    before = queries.item(session, act.team, lesson.action_id)
    if before is not None and before.state is not State.DROPPED:
        raise Refused("improved_already", item=seen_or_none(session, act.person, before))
    with changing_row(session, act.without_once, CHANGED, lesson, project):
        lesson.action_id = item.id


def needs_nothing(db: Database, act: Act, lesson_id: int) -> Lesson:
    """Nothing is to be done about it: it is kept, and asks for nothing.  For whoever wrote it down or leads."""
    with db.transaction() as session:
        once_only(session, act)
        lesson, project = visible_lesson(session, act.person, lesson_id)
        if lesson.by_id != act.person.id and not may_lead(act.person, project):
            raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
        with changing_row(session, act, CHANGED, lesson, project):
            lesson.wants_action = False
        return lesson


def visible_lesson(session: Session, reader: Person, lesson_id: int) -> tuple[Lesson, Project]:
    """A lesson and its project, if they exist for this reader; a hidden one and none at all sound the same."""
    lesson, sight = session.get(Lesson, lesson_id), Sight(session, reader)
    project = sight.projects.get(lesson.project_id) if lesson is not None else None
    if lesson is None or lesson.team_id != reader.team_id or project is None or not sight.sees_project(project):
        raise Refused("no_lesson")
    return lesson, project


def named(db: Database, reader: Person, lesson_id: int) -> tuple[Lesson, Project]:
    """The lesson that a button names."""
    with db.reading() as session:
        return visible_lesson(session, reader, lesson_id)


def projects_seen(sight: Sight) -> Iterable[int]:
    """The ids of the projects that exist for a reader."""
    return [one.id for one in sight.projects.values() if sight.sees_project(one)]
