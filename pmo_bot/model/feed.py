"""A calendar that somebody's own programs read."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Feed(Base, table=True):
    """Somebody's dates behind an address that only they were told; there is one at a time, or none."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("hash"))

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    person_id: int = Field(foreign_key="person.id")
    hash: str = Field(max_length=64)
    """SHA-256 of what the address ends with, in hex: whoever reads the database cannot read the calendar."""
    made_at: datetime = Field(sa_type=UTCDateTime)
