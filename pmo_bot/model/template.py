"""What a project can begin with, as this workspace keeps it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Template(Base, table=True):
    """A pack of this workspace; `body` is what its file would say (`rules/packs.py`)."""

    __tablename__ = "template"
    __table_args__ = (UniqueConstraint("team_id", "name", "version"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    name: str = Field(max_length=60)
    version: int = 1
    """The newest of a name counts."""
    body: dict[str, Any] = Field(sa_type=JSON)
    by_id: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UTCDateTime)
