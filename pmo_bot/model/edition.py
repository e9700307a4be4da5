"""Where else a report goes, in whose words and how often."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum
from pmo_bot.model.stakeholder import Audience, Cadence


class Edition(Base, table=True):
    """An edition of a project's report, or of one over all projects, for a further channel."""

    __tablename__ = "edition"
    __table_args__ = (
        Index("ix_edition_wake", "wake_at", sqlite_where=text("wake_at IS NOT NULL"),
              postgresql_where=text("wake_at IS NOT NULL")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    """None: all projects that everybody in the channel may know of."""
    channel: str = Field(max_length=32)
    audience: Audience = Field(sa_type=text_enum(Audience))
    cadence: Cadence = Field(default=Cadence.WEEK, sa_type=text_enum(Cadence))
    by_id: int = Field(foreign_key="person.id")
    """Who had it sent: by their week one over all projects leaves."""
    created_at: datetime = Field(sa_type=UTCDateTime)
    wake_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Cache for the index: when the plan has to look at it again.  Never the truth."""
