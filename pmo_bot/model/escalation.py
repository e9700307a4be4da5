"""An escalation: from the preview the owner saw to the answer somebody gave."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Escalation(Base, table=True):
    """One round for one commitment.  The preview freezes `facts`; when they change the round is void."""

    __tablename__ = "escalation"
    __table_args__ = (UniqueConstraint("team_id", "item_id", "commitment", "round"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    item_id: int = Field(foreign_key="item.id")
    commitment: int
    round: int
    facts: dict[str, Any] = Field(sa_type=JSON)
    policy: dict[str, Any] = Field(sa_type=JSON)
    """The policy in force when the preview was made: later edits do not touch an escalation in flight."""
    policy_version: int = 0
    sentence_id: int | None = Field(default=None, foreign_key="note.id")
    """What the owner added to the packet."""
    previewed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the preview reached the owner."""
    paused_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """An acknowledgement keeps the ladder still until then."""
    acknowledged_by_id: int | None = Field(default=None, foreign_key="person.id")
    released_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Supportive mode: when the lead asked for the steps above."""
    gathered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When somebody who was told brought people together: the ladder stands still while they talk."""
    gathered_by_id: int | None = Field(default=None, foreign_key="person.id")
    review_on: date | None = None
    """The answer was to live with it until then: on this local date of the owner's it is looked at again."""
    void_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answer: str | None = Field(default=None, max_length=32)
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    created_at: datetime = Field(sa_type=UTCDateTime)
