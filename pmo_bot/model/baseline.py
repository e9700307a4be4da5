"""How a workspace stood in its first thirty days."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Baseline(Base, table=True):
    """The figures of the first thirty days, written once: what comes later is compared with them."""

    __tablename__ = "baseline"
    __table_args__ = (UniqueConstraint("team_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    first: date
    last: date
    body: dict[str, Any] = Field(sa_type=JSON)
    """Numbers only, by their names in `rules.baseline`."""
    taken_at: datetime = Field(sa_type=UTCDateTime)
