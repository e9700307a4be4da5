"""Queries about lessons."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, and_, col, func, or_, select

from pmo_bot.model import About, Item, Lesson, LessonAsked, LessonTag, LessonUse, LessonWord, State, Tag

CANDIDATES = 100
"""As many as have most beginnings of words in common with something; some of them may be hidden from its reader."""


def of_projects(session: Session, team: str, projects: Collection[int]) -> Sequence[Lesson]:
    """The lessons of some projects, the newest first."""
    there = (Lesson.team_id == team, col(Lesson.project_id).in_(projects))
    return session.exec(
        select(Lesson).where(*there).order_by(col(Lesson.learned_at).desc(), col(Lesson.id).desc())
    ).all()


def near(session: Session, team: str, beginnings: Collection[str]) -> Sequence[tuple[int, int]]:
    """Lesson and project of those that have most beginnings of words in common with something, the nearest first."""
    if not beginnings:
        return ()
    here = (LessonWord.team_id == team, col(LessonWord.begins).in_(beginnings))
    shared = (
        select(LessonWord.lesson_id, func.count().label("words"))
        .where(*here)
        .group_by(col(LessonWord.lesson_id))
        .order_by(func.count().desc(), col(LessonWord.lesson_id).desc())
        .limit(CANDIDATES)
        .subquery()
    )
    rows = select(Lesson.id, Lesson.project_id).join(shared, col(Lesson.id) == shared.c.lesson_id)
    return session.exec(rows.order_by(shared.c.words.desc(), shared.c.lesson_id.desc())).all()


def by_ids(session: Session, team: str, ids: Collection[int]) -> Sequence[Lesson]:
    """Some lessons."""
    return session.exec(select(Lesson).where(Lesson.team_id == team, col(Lesson.id).in_(ids))).all() if ids else ()


def tags_of(session: Session, team: str, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By lesson: what it is about, in the order of the words."""
    rows = select(LessonTag.lesson_id, Tag.name).join(Tag, col(Tag.id) == LessonTag.tag_id)
    found: dict[int, tuple[str, ...]] = {}
    for lesson_id, name in session.exec(
        rows.where(LessonTag.team_id == team, col(LessonTag.lesson_id).in_(ids)).order_by(col(Tag.name))
    ):
        found[lesson_id] = (*found.get(lesson_id, ()), name)
    return found


def helped(session: Session, team: str, ids: Collection[int]) -> dict[int, int]:
    """By lesson: how often somebody said that it was useful."""
    said = (LessonUse.team_id == team, col(LessonUse.lesson_id).in_(ids), col(LessonUse.useful))
    rows = select(LessonUse.lesson_id, func.count()).where(*said).group_by(col(LessonUse.lesson_id))
    return dict(session.exec(rows).all())


def uses(session: Session, team: str) -> Sequence[tuple[datetime, int, int | None]]:
    """Each time a lesson was called useful: when, whose lesson it is, and the project that it helped."""
    helped_in = func.coalesce(LessonUse.project_id, Item.project_id)
    rows = select(LessonUse.said_at, Lesson.project_id, helped_in).join(Lesson, col(Lesson.id) == LessonUse.lesson_id)
    rows = rows.join(Item, col(Item.id) == LessonUse.item_id, isouter=True)
    return session.exec(rows.where(LessonUse.team_id == team, col(LessonUse.useful))).all()


def said_of(
    session: Session, team: str, person_id: int, item_id: int | None, project_id: int | None
) -> dict[int, LessonUse]:
    """By lesson: what somebody said of it beside one thing."""
    mine = (LessonUse.team_id == team, LessonUse.person_id == person_id)
    thing = (
        col(LessonUse.item_id).is_not_distinct_from(item_id),
        col(LessonUse.project_id).is_not_distinct_from(project_id),
    )
    return {one.lesson_id: one for one in session.exec(select(LessonUse).where(*mine, *thing))}


def idle(session: Session, team: str, projects: Collection[int], before: datetime) -> dict[int, int]:
    """By project: how many of its lessons want an action, have none, and are older than this."""
    if not projects:
        return {}
    none = or_(col(Lesson.action_id).is_(None), col(Item.state) == State.DROPPED)
    rows = (
        select(Lesson.project_id, func.count())
        .join(Item, and_(col(Item.id) == Lesson.action_id), isouter=True)
        .where(Lesson.team_id == team, col(Lesson.project_id).in_(projects), col(Lesson.wants_action), none)
        .where(col(Lesson.learned_at) < before)
        .group_by(col(Lesson.project_id))
    )
    return dict(session.exec(rows).all())


# --- who was asked ----------------------------------------------------------------------


def checks(session: Session, team: str, project_id: int) -> Sequence[Item]:
    """All that a project's leads were asked what was learned, the last one first."""
    about = (Item.team_id == team, Item.about == About.LESSON, Item.about_id == project_id)
    return session.exec(select(Item).where(*about).order_by(col(Item.due).desc(), col(Item.id).desc())).all()


def asked(session: Session, team: str, *, check_id: int) -> Sequence[LessonAsked]:
    """What a check asks about, in the order in which it came to be."""
    here = (LessonAsked.team_id == team, LessonAsked.check_id == check_id)
    return session.exec(select(LessonAsked).where(*here).order_by(col(LessonAsked.id))).all()


def asked_of(session: Session, team: str, project_id: int, milestone_id: int | None) -> LessonAsked | None:
    """Where it is asked about a milestone, or about the end of a project."""
    here = (LessonAsked.team_id == team, LessonAsked.project_id == project_id)
    about = col(LessonAsked.milestone_id).is_not_distinct_from(milestone_id)
    return session.exec(select(LessonAsked).where(*here, about)).first()
