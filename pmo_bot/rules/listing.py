"""What a list of items shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pmo_bot.model import Item, Person, Project, Tag, TagKind
from pmo_bot.rules.pages import Page

LISTED = 20
"""Lines of one page."""


class Scope(StrEnum):
    """Which items a list shows."""

    MINE = "mine"
    ASKED = "asked"
    OVERDUE = "overdue"
    UNOWNED = "unowned"
    UNACCEPTED = "unaccepted"
    ISSUES = "issues"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is about."""

    scope: Scope
    person: Person | None = None
    project: Project | None = None
    unit: Tag | None = None
    """A team: what its people owe."""
    requirement: Tag | None = None
    """What is for it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items this person may see, worst first; what was asked for begins with what nobody has picked up."""

    wanted: Wanted
    items: Page[Item]
    people: Mapping[int, Person]
    ages: Mapping[int, int]
    """By item: for how many of its owner's working days it has been late."""
    reader: Person
    today: date


def with_tag(wanted: Wanted, tag: Tag) -> Wanted:
    """The same for a team, or for a requirement."""
    return replace(wanted, unit=tag) if tag.kind is TagKind.TEAM else replace(wanted, requirement=tag)
