"""What the PMO is there for, in the words of whoever leads it; each change is a new version."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Mandate(Base, table=True):
    """One version; the newest counts.  What it is measured by are figures of kind `mandate`."""

    __tablename__ = "mandate"
    __table_args__ = (UniqueConstraint("team_id", "version"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    version: int
    mandate: str = Field(max_length=3000)
    by_id: int = Field(foreign_key="person.id")
    review_on: date | None = None
    """When its author is asked whether it still holds."""
    reviewed_on: date | None = None
    created_at: datetime = Field(sa_type=UTCDateTime)
