"""What counts as a win: what the record shows by itself, and what whoever leads writes down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from unicodedata import east_asian_width

from pmo_bot.model import Confirmation, Item, Kind, Kpi, Person, Project, State
from pmo_bot.rules.value import reached

SHOWN_FOR = timedelta(days=90)
ALL = 100
"""Per cent of the way to a target."""


WORDS_LEAST, LETTERS_LEAST = 3, 10
"""What is written down tells something with so many words or letters; a wide sign counts two."""


def tells_something(words: str) -> bool:
    """Whether whoever reads it later can know what was reached."""
    spoken = [word for word in words.split() if any(sign.isalnum() for sign in word)]
    letters = [sign for word in spoken for sign in word if sign.isalnum()]
    return len(spoken) >= WORDS_LEAST or sum(1 + (east_asian_width(sign) in "WF") for sign in letters) >= LETTERS_LEAST


class How(StrEnum):
    """What was reached."""

    GOAL = "goal"
    """A figure of a goal has come to its target."""
    BENEFIT = "benefit"
    """Somebody confirmed that a benefit came true."""
    EARLY = "early"
    """A milestone was there before its first date."""
    CARRIED_OUT = "carried_out"
    """All that follows from a decision is done."""
    WRITTEN = "written"
    """Somebody who leads wrote it down."""


@dataclass(frozen=True, slots=True)
class Won:
    """One win, as far as its reader may know of it."""

    how: How
    on: date
    what: str
    """A title, a name, or what was written."""
    key: str = ""
    project: Project | None = None
    by: Person | None = None
    """Who wrote it, or confirmed it."""
    days: int = 0
    """By how many days a milestone was early."""
    value: float | None = None
    unit: str = ""
    row: int = 0
    """The row of what was written."""


def in_order(found: Iterable[Won]) -> list[Won]:
    """The newest first; of one day those that weigh most."""
    return sorted(found, key=lambda one: (-one.on.toordinal(), list(How).index(one.how), one.key, one.row))


def came_to_target(kpi: Kpi, values: Sequence[tuple[date, float]]) -> tuple[date, float] | None:
    """When a figure first came to its target, if it stands there now."""
    there = [reached(kpi, value) == ALL for _, value in values]
    if not there or not there[-1]:
        return None
    first = len(there) - next((n for n, one in enumerate(reversed(there)) if not one), len(there))
    return values[first]


def days_early(item: Item, closed_on: date) -> int:
    """By how many days a milestone was there before a date that never moved; 0 where it was not early."""
    done = item.kind is Kind.MILESTONE and item.state is State.DONE and item.confirmation is not Confirmation.AWAITED
    return max(0, (item.due - closed_on).days) if done and item.due is not None and item.slips == 0 else 0


def carried_out(following: Sequence[Item], closed_on: Mapping[int, date]) -> date | None:
    """When the last of what follows from a decision was done; None while anything is open, or nothing was done."""
    done = [item for item in following if item.state is State.DONE]
    if not done or any(item.is_open for item in following):
        return None
    return max(closed_on[item.id] for item in done)
