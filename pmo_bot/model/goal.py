"""A goal of the workspace: what projects are for."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime
from pmo_bot.model.item import TITLE_LENGTH


class Goal(Base, table=True):
    """What is to be reached, whose it is, and how anybody can tell.  Projects serve one (`Project.goal_id`)."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    number: int
    """A sequence of its own: `G2`."""
    title: str = Field(max_length=TITLE_LENGTH)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    measure: str = Field(default="", max_length=500)
    """By what anybody can tell that it is reached."""
    target: float | None = None
    target_on: date | None = None
    active: bool = True
    created_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def key(self) -> str:
        """How people name it."""
        return f"G{self.number}"
