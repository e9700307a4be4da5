"""What a digest said, kept as it was sent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Snapshot(Base, table=True):
    """The figures behind one digest.  The next one tells what changed since."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("team_id", "project_id", "on_date"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int = Field(foreign_key="project.id")
    on_date: date
    body: dict[str, Any] = Field(sa_type=JSON)
    taken_at: datetime = Field(sa_type=UTCDateTime)
