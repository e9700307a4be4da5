"""A value of a figure on a day; and what single people answered when they were asked for their view."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class Taken(StrEnum):
    """How a value came here."""

    ENTERED = "entered"
    FILE = "file"


class Measurement(Base, table=True):
    """One value.  Another one for the same day takes its place."""

    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("team_id", "kpi_id", "on_date"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    kpi_id: int = Field(foreign_key="kpi.id")
    on_date: date
    value: float
    by_id: int | None = Field(default=None, foreign_key="person.id")
    taken: Taken = Field(default=Taken.ENTERED, sa_type=text_enum(Taken))
    created_at: datetime = Field(sa_type=UTCDateTime)


class Pulse(Base, table=True):
    """Somebody was asked for their view; nobody ever sees a single answer, only the mean of three or more."""

    __tablename__ = "pulse"
    __table_args__ = (UniqueConstraint("team_id", "kpi_id", "round", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    kpi_id: int = Field(foreign_key="kpi.id")
    round: int
    asked_on: date
    person_id: int = Field(foreign_key="person.id")
    item_id: int = Field(foreign_key="item.id")
    """The check that asks them."""
    score: int | None = None
    """1 to 5; None before they answered."""
