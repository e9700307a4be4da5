"""What items and decisions are for: tags of requirements, and what happened to everything that carries one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmo_bot.model import Decision, Event, Item, Person, Project, Tag
from pmo_bot.rules.pages import Page

MOST = 6
"""Requirements of one item: what is for everything helps nobody to find it."""
COLUMNS = frozenset({"due", "state", "owner_id", "choice", "superseded_by_id"})
"""What a change log tells of: dates, states, owners, decisions."""


def is_told(event: Event) -> bool:
    """Whether an event belongs into a change log: something was begun, decided, moved, given away, ended."""
    if event.what in ("item.created", "decision.logged"):
        return True
    return bool(COLUMNS & (event.after.keys() | event.before.keys()))


@dataclass(frozen=True, slots=True)
class Told:
    """One change, of an item or of a decision."""

    event: Event
    about: Item | Decision


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """Everything that changed for a requirement, oldest first, as one reader may know it."""

    tag: Tag
    reader: Person
    changes: Page[Told]
    project: Project | None = None
    people: Mapping[int, Person] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
