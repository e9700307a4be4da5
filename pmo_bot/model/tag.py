"""Short words that a workspace shares: skills, teams of people, requirements, what lessons are about."""

from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pmo_bot.model.base import Base, text_enum


class TagKind(StrEnum):
    """What a tag is about."""

    SKILL = "skill"
    TEAM = "team"
    REQUIREMENT = "requirement"
    """What items and decisions are for."""
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


class Tagged(Base, table=True):
    """An item, or a decision, is for a requirement; known by its number, which a question and its decision share."""

    __tablename__ = "tagged"
    __table_args__ = (Index("ix_tagged_tag", "team_id", "tag_id"),)

    team_id: str = Field(primary_key=True, foreign_key="workspace.team_id", max_length=32)
    number: int = Field(primary_key=True)
    tag_id: int = Field(primary_key=True, foreign_key="tag.id")
