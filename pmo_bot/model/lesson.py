"""A lesson: what a project would do differently, for whoever comes next."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Lesson(Base, table=True):
    """Its words stand here and in no event, so that they can be erased."""

    __tablename__ = "lesson"
    __table_args__ = (Index("ix_lesson_project", "team_id", "project_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int = Field(foreign_key="project.id")
    differently: str = Field(max_length=500)
    hard: str = Field(default="", max_length=500)
    """What was hard, which is why."""
    by_id: int = Field(foreign_key="person.id")
    learned_at: datetime = Field(sa_type=UTCDateTime)
