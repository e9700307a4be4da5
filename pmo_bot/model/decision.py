"""A decision: made once, and findable afterwards; what it was chosen from, and whom it concerns."""

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
    """Another one has taken its place: both name each other."""
    WITHDRAWN = "withdrawn"
    """Whoever decided took it back."""


class Part(StrEnum):
    """What somebody has to do with a decision besides making it."""

    CONSULTED = "consulted"
    """They were heard before it was made."""
    INFORMED = "informed"
    """They are to know of it, and say that they do."""
    READ = "read"
    """Nobody named them: they said by themselves that they know of it."""


class Decision(Base, table=True):
    """What was decided, by whom, when, why, and where it was said.

    One that was asked for has the number of its question, an item of kind `D`.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_decision_project", "team_id", "project_id", "decided_on"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    number: int
    title: str = Field(max_length=TITLE_LENGTH)
    """What holds; for one that was asked for, what was asked."""
    rationale: str = Field(default="", max_length=3000)
    choice: int | None = None
    """The position of the option that was taken; None where there were none to choose from."""
    project_id: int | None = Field(default=None, foreign_key="project.id")
    item_id: int | None = Field(default=None, foreign_key="item.id")
    """The item it settles, for a decision that answers an escalation."""
    decider_id: int | None = Field(default=None, foreign_key="person.id")
    logged_by_id: int | None = Field(default=None, foreign_key="person.id")
    decided_on: date
    review_on: date | None = None
    """When whoever decided is asked whether it is still true."""
    reviewed_on: date | None = None
    """When they said so last."""
    needs_nothing: bool = False
    """Somebody said that nothing has to be done for it."""
    state: DecisionState = Field(default=DecisionState.ACTIVE, sa_type=text_enum(DecisionState))
    supersedes_id: int | None = Field(default=None, foreign_key="decision.id")
    superseded_by_id: int | None = Field(default=None, foreign_key="decision.id")
    exception_to_id: int | None = Field(default=None, foreign_key="decision.id")
    permalink: str | None = Field(default=None, max_length=2048)
    created_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def key(self) -> str:
        """How people name it: `D-14`."""
        return f"D-{self.number}"


class DecisionOption(Base, table=True):
    """Something that could be decided.  Known by the number that a question and its decision share."""

    __tablename__ = "decision_option"
    __table_args__ = (UniqueConstraint("team_id", "number", "position"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    number: int
    position: int
    """From 1."""
    text: str = Field(max_length=TITLE_LENGTH)
    recommended: bool = False
    """Whoever asked suggests it."""


class DecisionPerson(Base, table=True):
    """Somebody whom a decision concerns, known by its number."""

    __tablename__ = "decision_person"
    __table_args__ = (UniqueConstraint("team_id", "number", "person_id", "part"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    number: int
    person_id: int = Field(foreign_key="person.id")
    part: Part = Field(sa_type=text_enum(Part))
    seen_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When they said that they know of it."""
