"""Words that somebody wrote to the bot, and how it understood them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Saying(Base, table=True):
    """One clause of a message to the bot: said back, and applied on a click.  A row of its own, so it can be erased.

    What became of it is no column: the change it led to names it in its event, as `said:ID`.
    """

    __tablename__ = "saying"
    __table_args__ = (
        UniqueConstraint("team_id", "post_key", "number"),
        Index("ix_saying_item", "team_id", "item_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    post_key: str = Field(max_length=128)
    """The message that says it back."""
    number: int
    """Its place in what was written."""
    person_id: int = Field(foreign_key="person.id")
    item_id: int | None = Field(default=None, foreign_key="item.id")
    """What it is about; None until that is chosen."""
    text: str = Field(max_length=3000)
    reading: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """How it was understood, in the form of `rules.spoken_meaning.Said`."""
    among: list[int] = Field(default_factory=list, sa_type=JSON)
    """The items it may be about, while several are."""
    stood: str = Field(default="", max_length=64)
    """How the item stood when it was said: an answer to what has changed since is not applied."""
    seen: int = 0
    """The newest event when it was said: what comes after it may be what became of it."""
    turned_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when it is known to have meant something else."""
    created_at: datetime = Field(sa_type=UTCDateTime)
