"""Short words that a workspace shares: skills, the teams that people belong to, what lessons are about."""

from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, text_enum


class TagKind(StrEnum):
    """What a tag is about."""

    SKILL = "skill"
    TEAM = "team"
    TOPIC = "topic"
    """What a lesson is about: a vendor, a place, a cause."""


class Tag(Base, table=True):
    """One word, once for each workspace and kind: people, items and events name it by its id."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("team_id", "kind", "name"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    kind: TagKind = Field(sa_type=text_enum(TagKind))
    name: str = Field(max_length=30)
    """In lower case."""


class PersonSkill(Base, table=True):
    """Somebody says that they can do this."""

    __tablename__ = "person_skill"

    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    skill_id: int = Field(primary_key=True, foreign_key="tag.id")
