"""Two things of different projects that look alike: the same work twice, or one question decided twice."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class Likeness(StrEnum):
    """In what two things are alike."""

    WORK = "work"
    """Two open items: the same work twice."""
    QUESTION = "question"
    """Two decisions that count: one question, decided twice."""
    AGAINST = "against"
    """Two decisions that count, and seem to say the opposite."""


class PairAnswer(StrEnum):
    """What somebody said of a pair."""

    SAME = "same"
    DIFFERENT = "different"


class Pair(Base, table=True):
    """Two that look alike, found once.  What somebody says of them holds for everybody: nobody is asked again.

    Items and decisions share one sequence of numbers, so two numbers name either.
    """

    __tablename__ = "pair"
    __table_args__ = (UniqueConstraint("team_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    key: str = Field(max_length=64)
    """The two numbers, the lower one first: `12-31`."""
    kind: Likeness = Field(sa_type=text_enum(Likeness))
    low: int
    high: int
    week: date
    """The Monday of the week in which it was found."""
    answer: PairAnswer | None = Field(default=None, sa_type=text_enum(PairAnswer))
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(sa_type=UTCDateTime)


class PairLine(Base, table=True):
    """A pair in somebody's brief, once."""

    __tablename__ = "pair_line"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        Index("ix_pair_line_post", "team_id", "post_key"),
        Index("ix_pair_line_pair", "team_id", "pair_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    key: str = Field(max_length=128)
    pair_id: int = Field(foreign_key="pair.id")
    person_id: int = Field(foreign_key="person.id")
    post_key: str = Field(max_length=128)
    """The brief that carries it."""
    week: date
    """The Monday of the week in which it was told."""
    created_at: datetime = Field(sa_type=UTCDateTime)
