"""Who might take over what somebody left behind: whoever works on the same, and has the most room."""

from collections.abc import Iterable
from dataclasses import dataclass

from pmo_bot.model import Person, Project

SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Heir:
    """Somebody who might take over.

    How much they have to do ranks them and is told to nobody: figures about a person are theirs alone.
    """

    person: Person
    projects: tuple[Project, ...]
    """In which of the projects they work."""
    open_items: int


def suggest(candidates: Iterable[Heir], most: int = SUGGESTED) -> tuple[Heir, ...]:
    """The best ones first: who knows more of the projects, then who has less to do.  Strangers are not suggested."""
    known = [heir for heir in candidates if heir.projects]
    return tuple(sorted(known, key=lambda heir: (-len(heir.projects), heir.open_items, heir.person.id))[:most])
