"""A dependency between two items."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base


class Link(Base, table=True):
    """`item_id` waits for `on_id`."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("team_id", "item_id", "on_id"),
        Index("ix_link_on", "team_id", "on_id"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    item_id: int = Field(foreign_key="item.id")
    on_id: int = Field(foreign_key="item.id")
