"""What the bot owes to Slack, line by line and message by message, and what became of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


class PostKind(StrEnum):
    """What a message is."""

    BRIEF = "brief"
    ASK = "ask"
    DIGEST = "digest"
    THREAD = "thread"
    """The rest of a digest, below it."""
    EDIT = "edit"
    HOME = "home"
    WELCOME = "welcome"
    """What the bot is, to a new sponsor: so that the first message is no packet."""
    REPORT = "report"
    """To the lead of a project that is only observed: what would have been sent."""
    GROUP = "group"
    """A conversation that brings people together; `why["people"]` are those in it."""
    REPLY = "reply"
    """To somebody's own words: how they were understood; `why` has the conversation, and the thread if there is one."""


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
    body: dict[str, Any] | None = Field(default=None, sa_type=JSON)
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


class LineKind(StrEnum):
    """What a line is for."""

    NUDGE = "nudge"
    """To the owner: it is due."""
    COVER = "cover"
    """The same, to whoever stands in while the owner is away."""
    PREVIEW = "preview"
    """To the owner: what will be passed on."""
    PACKET = "packet"
    """To contact, sponsor, PMO lead: an escalation."""
    AWAITED = "awaited"
    """The same, once more in their brief: before somebody else is asked."""
    REQUEST = "request"
    """To the owner: will you?"""
    COUNTER = "counter"
    """To whoever decides: the owner offers another date."""
    DECLINED = "declined"
    """To the requester: it is not theirs; who else?"""
    QUESTION = "question"
    """To the requester: the owner needs to know something."""
    CONFIRM = "confirm"
    """To the requester: it is said to be done; is it?"""
    BLOCKER = "blocker"
    """To the person an item waits for."""
    APPROVAL = "approval"
    """To the lead: does the clock stand still for a reason in free text?"""
    RIPPLE = "ripple"
    """To the owner of what waits: a date it builds on moved."""
    HEARD = "heard"
    """To the owner: what somebody they waited for has said."""
    SETTLED = "settled"
    """To everybody who was told of an escalation: how it ended."""
    SLIPPED = "slipped"
    """To the lead: its date moved to a later day, and not for the first time."""
    MOVED = "moved"
    """To everybody who was told a date: it is another one now."""
    NOTED = "noted"
    """To the owner: somebody left a note."""
    LATE = "late"
    """To whoever asked, once: the date has passed, and somebody was asked what happens next."""
    ORPHAN = "orphan"
    """To the lead: the owner has left."""


class Line(Base, table=True):
    """A line of a brief or an ask: one thing owed to one person, once."""

    __tablename__ = "line"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        Index("ix_line_item", "team_id", "item_id"),
        Index("ix_line_post", "team_id", "post_key"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    key: str = Field(max_length=128)
    kind: LineKind = Field(sa_type=text_enum(LineKind))
    post_key: str = Field(max_length=128)
    item_id: int = Field(foreign_key="item.id")
    person_id: int = Field(foreign_key="person.id")
    commitment: int
    step: str = Field(max_length=16)
    """The step of the ladder: `-1`, `0`, `+3`; `preview`, `contact`, `sponsor`, `pmo`, `requester`; of an ask `ask`,
    and `again-1` where a brief reminds of it."""
    step_on: date
    """The local date the step was meant for; `on_date` of the message may be later."""
    escalation_id: int | None = Field(default=None, foreign_key="escalation.id")
    why: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The receipt: the dates, zone, calendar and policy version by which it was owed when it was planned."""
    answer: str | None = Field(default=None, max_length=32)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(sa_type=UTCDateTime)
