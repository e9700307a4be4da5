"""What is known of a risk besides its item: how likely, how hard, what is done about it, and what if it happens."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class Response(StrEnum):
    """What is done about a risk."""

    AVOID = "avoid"
    """The work is changed so that it cannot happen."""
    REDUCE = "reduce"
    """It is made less likely, or less harmful."""
    TRANSFER = "transfer"
    """Somebody else carries it: an insurer, a vendor."""
    ACCEPT = "accept"
    """It is lived with."""


class Risk(Base, table=True):
    """How an item that is a risk was assessed.  A risk of which nothing was said yet has no such row."""

    __tablename__ = "risk"
    __table_args__ = (Index("ix_risk_team", "team_id"),)

    item_id: int = Field(primary_key=True, foreign_key="item.id")
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    probability: int | None = None
    """From 1, rare, to 5, almost certain."""
    impact: int | None = None
    """From 1, slight, to 5, severe."""
    response: Response | None = Field(default=None, sa_type=text_enum(Response))
    residual_probability: int | None = None
    """The same once all measures have worked."""
    residual_impact: int | None = None
    cause: str = Field(default="", max_length=60)
    """A short tag: a vendor, a person, a team.  Risks of several projects with the same one belong together."""
    trigger: str = Field(default="", max_length=500)
    """What would make the plan necessary."""
    reviewed_on: date | None = None
    """The owner's local date on which somebody last said how it stands."""
    plan: int = 0
    """The version of the plan that counts; 0 while there is none."""
    activated_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    activated_by_id: int | None = Field(default=None, foreign_key="person.id")


class Mitigation(Base, table=True):
    """A measure: `item_id` makes `risk_id` less likely, or less harmful."""

    __tablename__ = "mitigation"
    __table_args__ = (
        UniqueConstraint("team_id", "risk_id", "item_id"),
        Index("ix_mitigation_item", "team_id", "item_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    risk_id: int = Field(foreign_key="item.id")
    item_id: int = Field(foreign_key="item.id")


class Contingency(Base, table=True):
    """One line of the plan for the day on which a risk happens.  A changed plan is a new version of all lines."""

    __tablename__ = "contingency"
    __table_args__ = (
        UniqueConstraint("team_id", "risk_id", "plan", "position"),
        Index("ix_contingency_item", "team_id", "item_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    risk_id: int = Field(foreign_key="item.id")
    plan: int
    position: int
    title: str = Field(max_length=500)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    days: int
    """Working days of its owner after the plan is activated."""
    item_id: int | None = Field(default=None, foreign_key="item.id")
    """What was made of it when the plan was activated."""
