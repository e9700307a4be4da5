"""A line of a message: one thing owed to one person, once."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum


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
    DECIDE = "decide"
    """To whoever is asked for a decision: what do we do?"""
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
    DECIDED = "decided"
    """To whoever asked for a decision: what it is."""
    LATE = "late"
    """To whoever asked, once: the date has passed, and somebody was asked what happens next."""
    READINESS = "readiness"
    """To the owner of a milestone, ten working days before it: how much of what it needs is open."""
    CLASH = "clash"
    """To the leads of two projects, once: somebody is needed for a milestone of either on one day."""
    FULL = "full"
    """To the leads of several projects, once: together these fill somebody's week beyond what fits."""
    ORPHAN = "orphan"
    """To the lead: the owner has left."""
    REVIEW = "review"
    """To the owner of a risk: is it still so?"""
    UNTAKEN = "untaken"
    """To the lead, then the sponsor: nobody has taken up an issue after go-live."""
    PLAN = "plan"
    """To the owner: their risk has happened, says somebody; shall its plan begin?"""
    RISEN = "risen"
    """To the lead: a risk has become high."""

    @property
    def is_question(self) -> bool:
        """Whether a word of its reader is waited for: yes, no, another date, another name."""
        return self in _QUESTIONS

    @property
    def is_news(self) -> bool:
        """Whether it only tells something: nothing is asked."""
        return self in _NEWS

    @property
    def is_owners(self) -> bool:
        """Whether it goes to whoever owes the item, or stands in for them, because they owe it."""
        return self in _OWNERS

    @property
    def is_of_packet(self) -> bool:
        """Whether it puts an escalation before somebody who is to decide."""
        return self in (LineKind.PACKET, LineKind.AWAITED)


_QUESTIONS = frozenset({
    LineKind.REQUEST, LineKind.DECIDE, LineKind.COUNTER, LineKind.DECLINED, LineKind.QUESTION, LineKind.CONFIRM,
    LineKind.BLOCKER, LineKind.APPROVAL, LineKind.RIPPLE, LineKind.ORPHAN, LineKind.REVIEW, LineKind.PLAN,
    LineKind.UNTAKEN,
})  # fmt: skip
_NEWS = frozenset({LineKind.SETTLED, LineKind.SLIPPED, LineKind.MOVED, LineKind.NOTED, LineKind.LATE, LineKind.DECIDED,
                   LineKind.READINESS, LineKind.CLASH, LineKind.FULL, LineKind.RISEN})  # fmt: skip
_OWNERS = frozenset({LineKind.NUDGE, LineKind.COVER, LineKind.PREVIEW, LineKind.HEARD})


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
