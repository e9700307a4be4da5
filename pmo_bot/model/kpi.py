"""A figure that is looked at on its days: of a project, of a goal, or of the mandate."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class KpiKind(StrEnum):
    """What a figure is for."""

    FIGURE = "figure"
    """How something is going."""
    BENEFIT = "benefit"
    """What a project is to bring once it is live."""
    ADOPTION = "adoption"
    """Whether people use what a project brought."""
    MANDATE = "mandate"
    """What the PMO itself is measured by."""


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Frequency(StrEnum):
    """How often a value is asked for."""

    MONTH = "month"
    QUARTER = "quarter"


class Outcome(StrEnum):
    """What became of a benefit after the launch."""

    CONFIRMED = "confirmed"
    NOT_REACHED = "not_reached"


class Kpi(Base, table=True):
    """A figure with its definition.  Its values are rows of their own (`Measurement`)."""

    __tablename__ = "kpi"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_kpi_project", "team_id", "project_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    number: int
    """A sequence of its own: `K3`."""
    kind: KpiKind = Field(default=KpiKind.FIGURE, sa_type=text_enum(KpiKind))
    project_id: int | None = Field(default=None, foreign_key="project.id")
    goal_id: int | None = Field(default=None, foreign_key="goal.id")
    name: str = Field(max_length=255)
    definition: str = Field(default="", max_length=1000)
    """What is counted, and what is not."""
    unit: str = Field(default="", max_length=32)
    target: float | None = None
    direction: Direction = Field(default=Direction.UP, sa_type=text_enum(Direction))
    source: str = Field(max_length=500)
    """Where the value is read."""
    owner_id: int = Field(foreign_key="person.id")
    frequency: Frequency = Field(default=Frequency.MONTH, sa_type=text_enum(Frequency))
    review_day: int = 1
    """The day of the month on which the value is asked for; 1 to 28."""
    baseline: float | None = None
    """What it was before; from the launch on it stays as it is."""
    live_on: date | None = None
    """When its project was launched."""
    outcome: Outcome | None = Field(default=None, sa_type=text_enum(Outcome))
    outcome_by_id: int | None = Field(default=None, foreign_key="person.id")
    outcome_note_id: int | None = Field(default=None, foreign_key="note.id")
    round: int = 0
    """How often people were asked for their view."""
    fell_on: date | None = None
    """For which day its owner was asked what helps, until it rises again."""
    created_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def key(self) -> str:
        """How people name it."""
        return f"K{self.number}"
