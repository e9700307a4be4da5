"""The policy of a workspace or project: when to nudge, when to escalate."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Policy(Base, table=True):
    """One version.  The newest of the project counts, else the newest of the workspace, else the default."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("team_id", "project_id", "version"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    version: int
    body: dict[str, Any] = Field(sa_type=JSON)
    from_at: datetime = Field(sa_type=UTCDateTime)
    by_id: int | None = Field(default=None, foreign_key="person.id")
