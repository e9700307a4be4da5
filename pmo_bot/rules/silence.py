"""Where the bot says nothing by itself: projects outside a pilot, and those that are only observed."""

from dataclasses import dataclass
from datetime import date, datetime

from pmo_bot.model import Item, Kind, Person, Phase, Project, Workspace
from pmo_bot.rules.receipt import Told

OBSERVED = "observed:"
"""Begins the keys of messages and lines that would have been, were their project not only observed."""
OBSERVED_DAYS = 14
REPORTED = 8
BEFORE = frozenset({Phase.PROPOSED, Phase.APPROVED})
"""The phases in which nothing is delivered yet: nobody is reminded, and no report is sent."""


def pilots(workspace: Workspace) -> tuple[str, ...]:
    """The keys of the projects the bot speaks up about; empty for all."""
    return tuple(key for key in workspace.pilot.split(",") if key)


def is_before(project: Project | None, item: Item) -> bool:
    """Whether its project has not begun: then nobody is reminded, but for the question whether it begins."""
    return project is not None and project.phase in BEFORE and item.kind is not Kind.DECISION


def is_silent(workspace: Workspace, project: Project | None) -> bool:
    """Whether a pilot leaves this out: there the bot answers whoever asks it, and says nothing by itself."""
    listed = pilots(workspace)
    return bool(listed) and (project is None or project.key not in listed)


@dataclass(frozen=True, slots=True)
class Observed:
    """To the lead of a project that is only observed: what would have been said since the last report."""

    project: Project
    reader: Person
    today: date
    since: datetime
    told: tuple[Told, ...]
    """The first of it."""
    total: int
    people: int
    """How many would have heard something."""
    ended: bool
    """The time is over: from now on everybody hears."""
