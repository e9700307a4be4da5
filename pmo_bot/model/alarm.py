"""What the bot found wrong with itself, and how it keeps its own times."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class Cause(StrEnum):
    """Why something is wrong: one alarm each, however many messages it holds up."""

    STUCK = "stuck"
    """Messages are due, and nobody sends them."""
    LEASE = "lease"
    """A message was taken by somebody who neither sends it nor gives it back."""
    REFUSED = "refused"
    """Slack does not let the bot in."""
    SLACK = "slack"
    """Slack has put messages off for very long."""
    POISON = "poison"
    """A message that cannot be made, or never gets a clear answer."""
    DEAD = "dead"
    """Messages were given up, and not because their reader has left."""
    HELD = "held"
    """Nobody can tell whether these arrived."""
    UNLOOKED = "unlooked"
    """The plan was to look at something, and did not."""
    UNWOKEN = "unwoken"
    """The plan will not look at something in time."""
    NO_BRIEF = "no_brief"
    """Somebody was to hear of something today, and no brief was made."""
    NO_REPORT = "no_report"
    """A project's report was to leave, and none was made."""
    DOUBLED = "doubled"
    """One reader has two messages of one slot."""
    DISORDER = "disorder"
    """What stands in one thread arrived in another order."""
    ORPHAN = "orphan"
    """Something counts as said in a message that is gone."""
    CLOCK = "clock"
    """The clock stands, went back, or differs from that of the database."""
    HEARTBEAT = "heartbeat"
    """Nothing ticks in this process."""


OF_PROCESS = frozenset({Cause.CLOCK, Cause.HEARTBEAT})
"""What a process finds in itself: no other one can say whether it is over."""


class Alarm(Base, table=True):
    """One cause, from when it was found until it was no longer there."""

    __tablename__ = "alarm"
    __table_args__ = (
        Index("ix_alarm_open", "team_id", "cause", "worker", unique=True, sqlite_where=text("cleared_at IS NULL"),
              postgresql_where=text("cleared_at IS NULL")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    cause: Cause = Field(sa_type=text_enum(Cause))
    worker: str = Field(default="", max_length=64)
    """The process that has it, where only that one can know; else empty."""
    count: int
    """How much of it there was when it was last looked at."""
    since: datetime = Field(sa_type=UTCDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When it was last found to be so, by the clock that all processes share."""
    cleared_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Watch(Base, table=True):
    """When the auditor was last there, and last found nothing wrong."""

    __tablename__ = "watch"

    team_id: str = Field(primary_key=True, foreign_key="workspace.team_id", max_length=32)
    looked_at: datetime = Field(sa_type=UTCDateTime)
    clean_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    counted_until: datetime = Field(sa_type=UTCDateTime)
    """Up to which instant messages are in the figures of their weeks."""
    pruned_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Up to which instant of their settling the wording of messages is gone."""


class Punctuality(Base, table=True):
    """How soon the messages of one week were handed to Slack after they were due."""

    __tablename__ = "punctuality"

    team_id: str = Field(primary_key=True, foreign_key="workspace.team_id", max_length=32)
    week: date = Field(primary_key=True)
    """Its Monday, in UTC."""
    handed: int = 0
    in_minute: int = 0
    in_five: int = 0
    """Within five minutes, those within one among them."""
    by_slack: int = 0
    """Later than a minute because Slack takes no more at once, asked to wait, or did not answer."""
    by_slack_five: int = 0
    """Of these, later than five minutes."""
