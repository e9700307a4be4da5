"""A member of a workspace, and what the bot knows about their working time."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class Standing(StrEnum):
    """How somebody belongs to the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    DEACTIVATED = "deactivated"


class Role(StrEnum):
    """What the workspace entrusts somebody with."""

    MEMBER = "member"
    PMO = "pmo"


class Profile(StrEnum):
    """How often somebody wants to be reminded of what they owe; escalations are the project's matter."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


USUAL = time(9)
"""When a brief comes until somebody chooses, or their answers tell."""

ERASED = "somebody who was erased"
"""What is said instead of a name."""

CAPACITY = 10
"""Points of effort that fit into a week until somebody says otherwise."""


class Person(Base, table=True):
    """Somebody who owns, asks, sponsors or leads.  `id` is what events hold: it outlives an erased name."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("team_id", "slack_id"), UniqueConstraint("team_id", "ref"))

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    slack_id: str | None = Field(default=None, max_length=32)
    """None for people known only from an import: they can own items, but no message can reach them."""
    ref: str | None = Field(default=None, max_length=255)
    """The name in the system this person was imported from, as `jira:NAME`."""
    name: str = Field(default="", max_length=255)
    standing: Standing = Field(default=Standing.MEMBER, sa_type=text_enum(Standing))
    role: Role = Field(default=Role.MEMBER, sa_type=text_enum(Role))

    left_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the bot heard that they are no longer active."""

    erased_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When everything that says who they are was taken away: the row stays for what names it."""

    zone: str = Field(default="UTC", max_length=64)
    workdays: str = Field(default="12345", max_length=7)
    """ISO weekdays that are worked, Monday = 1."""
    opens: time = time(9)
    closes: time = time(17)
    country: str | None = Field(default=None, max_length=8)
    subdivision: str | None = Field(default=None, max_length=16)
    brief_at: time = USUAL
    brief_chosen: bool = False
    """They chose the time; else it is learned from when they answer."""
    profile: Profile = Field(default=Profile.STANDARD, sa_type=text_enum(Profile))
    paused_until: date | None = None
    """No brief before this local date."""
    capacity: int = CAPACITY
    """How many points of effort fit into one of their full weeks."""
    unit_id: int | None = Field(default=None, foreign_key="tag.id")
    """The team they belong to, as they say."""
    thanks: bool = False
    """They may be thanked by name in a report."""

    dm_channel: str | None = Field(default=None, max_length=32)
    greeted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    home_seen_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    checked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When Slack was last asked about this person."""

    @property
    def learned(self) -> bool:
        """Whether the time of their brief was found out from when they answer."""
        return not self.brief_chosen and self.brief_at != USUAL

    @property
    def label(self) -> str:
        """A name to show where a mention cannot be used."""
        if self.erased_at is not None:
            return ERASED
        return self.name or self.slack_id or self.ref or f"person {self.id}"

    @property
    def address(self) -> str:
        """How this person is named outside: the Slack id, or the imported name."""
        return self.slack_id or (self.ref or "").partition(":")[2] or str(self.id)


class Account(Base, table=True):
    """A Slack account that was seen in a channel.  Events hold its number: without this row they name nobody."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("team_id", "slack_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    slack_id: str = Field(max_length=32)
