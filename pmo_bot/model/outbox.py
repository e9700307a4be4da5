"""What the bot owes to Slack, message by message, and what became of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from pmo_bot.model.base import OPTIONAL_JSON, Base, UTCDateTime, text_enum


class PostKind(StrEnum):
    """What a message is."""

    BRIEF = "brief"
    ASK = "ask"
    DIGEST = "digest"
    EDITION = "edition"
    """A report for a further channel or one person; `why` has the channel and, once it is sent, what it said."""
    THREAD = "thread"
    """The rest of a digest, below it."""
    EDIT = "edit"
    HOME = "home"
    WELCOME = "welcome"
    """What the bot is, to a new sponsor: so that the first message is no packet."""
    REPORT = "report"
    """To the lead of a project that is only observed: what would have been sent."""
    UPKEEP = "upkeep"
    """To whoever runs a project: what it needs, so that the bot can do its work there."""
    ANNOUNCEMENT = "announcement"
    """To a project's channel: what was decided; `why["decision"]` is its id."""
    COLOUR = "colour"
    """To the lead of a project: the record says worse than they do."""
    STATEMENT = "statement"
    """To the PMO's own sponsor, once a month: what the PMO was worth."""
    GROUP = "group"
    """A conversation that brings people together; `why["people"]` are those in it."""
    UPDATE = "update"
    """To a project's channel: what its lead says of it; `why["update"]` is its row."""
    REPLY = "reply"
    """To somebody's own words: how they were understood; `why` has the conversation, and the thread if there is one."""
    ALARM = "alarm"
    """To the PMO leads, at most once a day: what is wrong with the bot itself."""


class PostState(StrEnum):
    """How far a message is."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    HELD = "held"
    OBSERVED = "observed"
    """It would have been sent, if the project were not only observed."""
    DEAD = "dead"


class Post(Base, table=True):
    """A message to be sent, exactly once.

    `key` names the slot it fills, with the intended local date: planning twice inserts once.  The row is claimed with a
    lease and stays as the record of what was sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        Index("ix_outbox_pending", "lane", "id", sqlite_where=text("state IN ('due', 'sending')"),
              postgresql_where=text("state IN ('due', 'sending')")),
        Index("ix_outbox_due", "not_before", sqlite_where=text("state IN ('due', 'sending')"),
              postgresql_where=text("state IN ('due', 'sending')")),
        Index("ix_outbox_sent", "sent_id", sqlite_where=text("sent_id IS NOT NULL"),
              postgresql_where=text("sent_id IS NOT NULL")),
        Index("ix_outbox_person", "team_id", "person_id", "on_date"),
        Index("ix_outbox_settled", "team_id", "settled_at", sqlite_where=text("settled_at IS NOT NULL"),
              postgresql_where=text("settled_at IS NOT NULL")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    key: str = Field(max_length=128)
    kind: PostKind = Field(sa_type=text_enum(PostKind))
    lane: str = Field(max_length=64)
    """Messages of one lane leave one after the other: a person, or a channel."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    project_id: int | None = Field(default=None, foreign_key="project.id")
    sent_id: int | None = Field(default=None, foreign_key="sent.id")
    """The message that this one edits, or hangs below."""
    body: dict[str, Any] | None = Field(default=None, sa_type=OPTIONAL_JSON)
    """The payload itself, where it was fixed when the row was made; else it is rendered at the time of sending."""
    on_date: date | None = None
    not_before: datetime = Field(sa_type=UTCDateTime)
    why: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The receipt: which rule, which date and zone made this message due; each of its lines has its own."""
    state: PostState = Field(default=PostState.DUE, sa_type=text_enum(PostState))
    attempts: int = 0
    """How often it was claimed without a clear answer; above 1 it is in doubt, and looked up before it is sent."""
    first_tried_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """By the rules' clock, which is Slack's: a look-up in its history starts here."""
    lease_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """By the clock of the database, which all workers share; as is `retry_at`."""
    lease_by: str | None = Field(default=None, max_length=64)
    retry_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Real time: Slack's `Retry-After` is not to be moved by a virtual clock."""
    outcome: str = Field(default="", max_length=255)
    """Why it was put off, dropped, held or given up."""
    created_at: datetime = Field(sa_type=UTCDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Sent(Base, table=True):
    """Where a message went, so that it can be edited in place."""

    __tablename__ = "sent"
    __table_args__ = (UniqueConstraint("team_id", "key"), UniqueConstraint("team_id", "channel", "ts"))

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    key: str = Field(max_length=128)
    """The slot of the outbox it fills."""
    channel: str = Field(max_length=32)
    ts: str = Field(max_length=32)
    sent_at: datetime = Field(sa_type=UTCDateTime)
