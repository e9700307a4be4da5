"""Something that was reached, in the words of whoever leads it."""

from datetime import date, datetime

from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime

WIN_LENGTH = 500


class Win(Base, table=True):
    """One line.  What the record shows by itself (`rules.wins`) needs no row."""

    __tablename__ = "win"

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    """None for what the PMO itself reached."""
    win: str = Field(max_length=WIN_LENGTH)
    by_id: int = Field(foreign_key="person.id")
    won_on: date
    created_at: datetime = Field(sa_type=UTCDateTime)
