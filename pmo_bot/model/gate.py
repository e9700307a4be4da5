"""A gate: what has to be there before a project goes on from a phase."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum
from pmo_bot.model.project import Phase


class Artefact(Base, table=True):
    """One thing that a project needs before it leaves a phase, and who showed it."""

    __tablename__ = "artefact"
    __table_args__ = (UniqueConstraint("team_id", "project_id", "phase", "position"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    project_id: int = Field(foreign_key="project.id")
    phase: Phase = Field(sa_type=text_enum(Phase))
    """The phase that is not left without it."""
    position: int
    """From 1, in the order in which people read them."""
    name: str = Field(max_length=200)
    shown: str = Field(default="", max_length=2000)
    """The link or the sentence that shows it."""
    provided_by_id: int | None = Field(default=None, foreign_key="person.id")
    provided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
