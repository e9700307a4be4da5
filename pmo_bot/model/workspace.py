"""A Slack team that the bot serves."""

from datetime import datetime

from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum
from pmo_bot.model.project import Enforce


class Workspace(Base, table=True):
    """One Slack team.  Every other row carries its `team_id`; nothing is read across workspaces."""

    __tablename__ = "workspace"

    team_id: str = Field(primary_key=True, max_length=32)
    name: str = Field(default="", max_length=255)
    enterprise_id: str = Field(default="", max_length=32, index=True)
    """The organisation that let the bot in for this workspace too; empty where the workspace did it by itself."""
    next_number: int = 1
    """The number of the next item or decision: one sequence, so that a key survives a change of kind."""
    pilot: str = Field(default="", max_length=2000)
    """Keys of the projects the bot writes about, with commas; empty for all."""
    gates: Enforce = Field(default=Enforce.REQUIRE, sa_type=text_enum(Enforce))
    """What happens where a gate lacks something, for projects that do not say it themselves."""
    sponsor_id: int | None = None
    """Whom the PMO itself answers to: they get the statement of each month.  A person, who belongs to a workspace: two
    tables that need each other could not be made one after the other, so this is no foreign key."""
    started_at: datetime = Field(sa_type=UTCDateTime)
    """When the bot began here.  What fell due before is shown, but nobody is chased for it."""
    head: str = Field(default="", max_length=64)
    """The hash of its newest event: the next one goes on from there."""
    wake_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Cache: when the plan has to look at the workspace as a whole again; empty for at once.  Never the truth."""


class Erasing(Base, table=True):
    """A workspace that is being erased in this transaction: without such a row no record of it can be taken away."""

    __tablename__ = "erasing"

    team_id: str = Field(primary_key=True, max_length=32)
