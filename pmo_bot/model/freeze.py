"""A freeze: days on which nothing is to fall due."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Freeze(Base, table=True):
    """Local dates, both included, for a project or, where `project_id` is None, for all of them."""

    __tablename__ = "freeze"
    __table_args__ = (Index("ix_freeze_last", "team_id", "last"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    first: date
    last: date
    why: str = Field(default="", max_length=500)
    by_id: int = Field(foreign_key="person.id")
    lifted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When somebody ended it; the row stays, because its words are nowhere else."""
