"""Who cares about a project, how much, and what they are told."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class Audience(StrEnum):
    """In which words somebody is told of a project."""

    TEAM = "team"
    SPONSOR = "sponsor"
    EXECUTIVE = "executive"


class Cadence(StrEnum):
    """How often."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Stakeholder(Base, table=True):
    """One person and one project.  Messages say: people who care about it."""

    __tablename__ = "stakeholder"
    __table_args__ = (
        UniqueConstraint("team_id", "project_id", "person_id"),
        Index("ix_stakeholder_wake", "wake_at", sqlite_where=text("wake_at IS NOT NULL"),
              postgresql_where=text("wake_at IS NOT NULL")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int = Field(foreign_key="project.id")
    person_id: int = Field(foreign_key="person.id")
    cares: str = Field(default="", max_length=255)
    """What they have to do with it, in words."""
    interest: int = 2
    influence: int = 2
    audience: Audience = Field(default=Audience.TEAM, sa_type=text_enum(Audience))
    cadence: Cadence = Field(default=Cadence.WEEK, sa_type=text_enum(Cadence))
    direct_from: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when they read its report in a direct message; None: where the others read it."""
    wake_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Cache for the index: when the plan has to look at it again.  Never the truth."""
