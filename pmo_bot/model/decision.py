"""A decision: made once, and findable afterwards."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum
from pmo_bot.model.item import TITLE_LENGTH


class DecisionState(StrEnum):
    """Whether it still holds."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"


class Decision(Base, table=True):
    """What was decided, by whom, when, why, and where it was said."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_decision_project", "team_id", "project_id", "decided_on"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    number: int
    title: str = Field(max_length=TITLE_LENGTH)
    rationale: str = Field(default="", max_length=3000)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    item_id: int | None = Field(default=None, foreign_key="item.id")
    """The item it settles, for a decision that answers an escalation."""
    decider_id: int | None = Field(default=None, foreign_key="person.id")
    logged_by_id: int | None = Field(default=None, foreign_key="person.id")
    decided_on: date
    state: DecisionState = Field(default=DecisionState.ACTIVE, sa_type=text_enum(DecisionState))
    permalink: str | None = Field(default=None, max_length=2048)
    created_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def key(self) -> str:
        """How people name it: `D-14`."""
        return f"D-{self.number}"
