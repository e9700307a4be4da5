"""What happened, for ever; and the words people said, which can be erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime

MOVES = ("item.moved", "item.approved", "item.edited", "item.assigned", "item.reopened")
"""The events that may give an item another date: they do where `due` is among what changed."""


class Note(Base, table=True):
    """Free text somebody wrote: a reason, a sentence for a packet.  Kept apart so that it can be erased."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_item", "team_id", "item_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    item_id: int | None = Field(default=None, foreign_key="item.id")
    author_id: int | None = Field(default=None, foreign_key="person.id")
    text: str = Field(max_length=3000)
    created_at: datetime = Field(sa_type=UTCDateTime)


ABOUT_MOVES = "what IN ('item.objected', 'item.objection')"
"""Few of the events, and looked for in every report."""
TELLING = "(what IN ('item.blocked', 'person.changed') OR source = 'shortcut' OR substr(once, 1, 5) = 'said:')"
"""They tell that somebody has found a thing by themselves, of which a tip would tell a newcomer."""


class Event(Base, table=True):
    """One change: who, what, before, after, why, when, from where.  Append-only; holds ids, nobody's words.

    The database refuses to change one or take one away."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("team_id", "once"),
        Index("ix_event_item", "team_id", "item_id", "happened_at"),
        Index("ix_event_project", "team_id", "project_id", "happened_at"),
        Index(
            "ix_event_objection",
            "team_id",
            "item_id",
            sqlite_where=text(ABOUT_MOVES),
            postgresql_where=text(ABOUT_MOVES),
        ),
        Index("ix_event_telling", "team_id", "actor_id", sqlite_where=text(TELLING), postgresql_where=text(TELLING)),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    what: str = Field(max_length=48)
    """The past tense of the change: `item.moved`, `project.created`."""
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    """None when time did it."""
    behalf_id: int | None = Field(default=None, foreign_key="person.id")
    """For whom the actor stood in."""
    item_id: int | None = Field(default=None, foreign_key="item.id")
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    project_id: int | None = Field(default=None, foreign_key="project.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The columns that changed, in the form of `services.events.plain`.  Texts are in the row and in `Wording`."""
    note_id: int | None = Field(default=None, foreign_key="note.id")
    source: str = Field(default="", max_length=255)
    """Where it came from: `slash`, `button`, `modal`, `import`, or a message as `C123/1733216400.000123`."""
    once: str | None = Field(default=None, max_length=255)
    """Names the click or submission that caused it, so that the same one twice changes nothing."""
    happened_at: datetime = Field(sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    hash: str = Field(default="", max_length=64)
    """Over the hash of the workspace's event before it and everything this one says: see `store.chain`."""


class Wording(Base, table=True):
    """What a text of an item, a goal or a figure said before an event replaced it.

    Kept apart from the event so that it can be erased."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("team_id", "event_id", "name"), Index("ix_wording_item", "team_id", "item_id"))

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    event_id: int = Field(foreign_key="event.id")
    item_id: int | None = Field(default=None, foreign_key="item.id")
    name: str = Field(max_length=32)
    """The column of the row."""
    was: str = Field(max_length=2000)
