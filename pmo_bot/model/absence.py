"""Time away, with somebody who stands in."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from pmo_bot.model.base import Base


class Absence(Base, table=True):
    """Local dates, both included, on which a person is away."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_person", "team_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    person_id: int = Field(foreign_key="person.id")
    first: date
    last: date
    delegate_id: int | None = Field(default=None, foreign_key="person.id")
