"""How a project is doing, in the words of whoever leads it."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime

SAID_LENGTH = 3000


class UpdateNote(Base, table=True):
    """What a lead said of their project: posted to its channel, or carried by the next report."""

    __tablename__ = "update_note"
    __table_args__ = (Index("ix_update_note_project", "team_id", "project_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int = Field(foreign_key="project.id")
    said: str = Field(max_length=SAID_LENGTH)
    by_id: int = Field(foreign_key="person.id")
    posted: bool = False
    """Whether it went to the channel at once; else the next report carries it."""
    created_at: datetime = Field(sa_type=UTCDateTime)
