"""A project: who leads it, who sponsors it, where it talks, how strictly it is run."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class Mode(StrEnum):
    """How much the bot enforces; docs/guide.md has what each mode asks for."""

    SUPPORTIVE = "supportive"
    CONTROLLING = "controlling"
    DIRECTIVE = "directive"


class Health(StrEnum):
    """The colour a project declares."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Phase(StrEnum):
    """Where a project is in its life."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DELIVERY = "delivery"
    HYPERCARE = "hypercare"
    VALUE = "value"
    CLOSED = "closed"


class Enforce(StrEnum):
    """What happens where a gate lacks something."""

    WARN = "warn"
    """It is said, and the project goes on."""
    REQUIRE = "require"
    """It goes on only when somebody takes it on themselves, by name and with a reason: the lead may."""
    BLOCK = "block"
    """The same, and only a PMO lead may."""


class Project(Base, table=True):
    """Items with a common goal.  Zone and calendar are the lead's where none is set."""

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        Index("ix_project_wake", "wake_at", sqlite_where=text("wake_at IS NOT NULL"),
              postgresql_where=text("wake_at IS NOT NULL")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    key: str = Field(max_length=32)
    name: str = Field(max_length=255)
    lead_id: int | None = Field(default=None, foreign_key="person.id")
    sponsor_id: int | None = Field(default=None, foreign_key="person.id")
    channel: str | None = Field(default=None, max_length=32)
    private: bool = False
    """True while the channel is private: then the project exists only for the channel's members."""
    zone: str | None = Field(default=None, max_length=64)
    goal: str = Field(default="", max_length=2000)
    phase: Phase = Field(default=Phase.DELIVERY, sa_type=text_enum(Phase))
    target: date | None = None
    mode: Mode = Field(default=Mode.SUPPORTIVE, sa_type=text_enum(Mode))
    health: Health | None = Field(default=None, sa_type=text_enum(Health))
    goal_id: int | None = Field(default=None, foreign_key="goal.id")
    """The goal of the workspace that it serves."""
    currency: str = Field(default="", max_length=3)
    planned: int | None = Field(default=None, sa_type=BigInteger)
    """The budget in whole units of its currency: what was planned, spent so far, and expected in the end."""
    actual: int | None = Field(default=None, sa_type=BigInteger)
    forecast: int | None = Field(default=None, sa_type=BigInteger)
    priority: int | None = None
    """1 comes first, 3 last; None before anybody has said."""
    thanks: bool = False
    """Its report thanks for what was done early or on its first date."""
    observe_until: date | None = None
    """Before this local date owners hear nothing: the lead is shown what would have been sent."""
    pack: str = Field(default="", max_length=60)
    """The name of the pack or template it began with."""
    words: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What its people call things: `rules/vocabulary.py`."""
    checklist: list[Any] = Field(default_factory=list, sa_type=JSON)
    """What operations take over after go-live: titles with working days after it."""
    gates: Enforce | None = Field(default=None, sa_type=text_enum(Enforce))
    """None: as the workspace has it."""
    ops_id: int | None = Field(default=None, foreign_key="person.id")
    """Who runs it after go-live."""
    worth: int | None = None
    urgency: int | None = None
    risk: int | None = None
    effort: int | None = None
    fit: int | None = None
    """What was proposed, each from 1 to 5 (`rules/intake.py`)."""
    asked_number: int | None = None
    """The number that the question whether it begins, and the decision, have."""
    created_at: datetime = Field(sa_type=UTCDateTime)
    wake_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Cache for the index: when the plan has to look at this project again.  Never the truth."""


class ChannelMember(Base, table=True):
    """Who is in a private channel or that of a project, as Slack last said: decides who may know of the project."""

    __tablename__ = "channel_member"

    team_id: str = Field(primary_key=True, foreign_key="workspace.team_id", max_length=32)
    channel: str = Field(primary_key=True, max_length=32)
    slack_id: str = Field(primary_key=True, max_length=32)
