"""What the plan went by when it said when it looks again."""

from datetime import datetime

from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Basis(Base, table=True):
    """By what each `wake_at` of a workspace was worked out; where that changes, everything is looked at again."""

    __tablename__ = "basis"

    team_id: str = Field(primary_key=True, foreign_key="workspace.team_id", max_length=32)
    zones: str = Field(max_length=64)
    """A hash of the rules of all time zones."""
    newest: datetime = Field(sa_type=UTCDateTime)
    """The latest instant that it was; a clock that shows an earlier one was ahead, or is behind now."""
