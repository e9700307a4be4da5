"""A lesson: what a project learned, for whoever comes next; who was asked for one, and whom it helped."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum
from pmo_bot.model.project import Phase


class LessonKind(StrEnum):
    """Which question a lesson answers."""

    WELL = "well"
    """What went well?"""
    DIFFERENTLY = "differently"
    """What would you do differently?"""
    ADVICE = "advice"
    """What would you tell the next project?"""


class Lesson(Base, table=True):
    """Its words stand here and in no event, so that they can be erased."""

    __tablename__ = "lesson"
    __table_args__ = (
        Index("ix_lesson_project", "team_id", "project_id"),
        Index("ix_lesson_action", "team_id", "action_id", sqlite_where=text("action_id IS NOT NULL"),
              postgresql_where=text("action_id IS NOT NULL")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int = Field(foreign_key="project.id")
    kind: LessonKind = Field(default=LessonKind.DIFFERENTLY, sa_type=text_enum(LessonKind))
    learned: str = Field(max_length=500)
    because: str = Field(default="", max_length=500)
    """What was hard, which is why."""
    phase: Phase | None = Field(default=None, sa_type=text_enum(Phase))
    """Where its project was when it was written down."""
    by_id: int = Field(foreign_key="person.id")
    learned_at: datetime = Field(sa_type=UTCDateTime)
    action_id: int | None = Field(default=None, foreign_key="item.id")
    """What was made of it, so that it is done differently from now on."""
    wants_action: bool = True
    """Whether something is to be done about it; what went well asks for nothing."""


class LessonTag(Base, table=True):
    """What a lesson is about besides its project: a vendor, a place, a cause."""

    __tablename__ = "lesson_tag"

    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    lesson_id: int = Field(primary_key=True, foreign_key="lesson.id")
    tag_id: int = Field(primary_key=True, foreign_key="tag.id")


class LessonWord(Base, table=True):
    """How a word of a lesson begins: by this it is found among thousands without reading them."""

    __tablename__ = "lesson_word"
    __table_args__ = (
        Index("ix_lesson_word", "team_id", "begins", "lesson_id"),
        Index("ix_lesson_word_lesson", "lesson_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    lesson_id: int = Field(foreign_key="lesson.id")
    begins: str = Field(max_length=8)


class LessonUse(Base, table=True):
    """What somebody said when a lesson was shown beside something they began: once for each such thing."""

    __tablename__ = "lesson_use"
    __table_args__ = (
        UniqueConstraint("team_id", "lesson_id", "person_id", "item_id", "project_id"),
        Index("ix_lesson_use_person", "team_id", "person_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    lesson_id: int = Field(foreign_key="lesson.id")
    person_id: int = Field(foreign_key="person.id")
    item_id: int | None = Field(default=None, foreign_key="item.id")
    """The risk or milestone it was shown with, else the project that began."""
    project_id: int | None = Field(default=None, foreign_key="project.id")
    useful: bool
    said_at: datetime = Field(sa_type=UTCDateTime)


class LessonAsked(Base, table=True):
    """A milestone, or the end of a project, of which its lead is asked what was learned.  Never twice of the same."""

    __tablename__ = "lesson_asked"
    __table_args__ = (
        UniqueConstraint("team_id", "milestone_id"),
        Index("ix_lesson_asked_check", "team_id", "check_id"),
        Index("ix_lesson_asked_project", "team_id", "project_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int = Field(foreign_key="project.id")
    milestone_id: int | None = Field(default=None, foreign_key="item.id")
    """None: the end of the project."""
    check_id: int = Field(foreign_key="item.id")
    """The check that asks."""
