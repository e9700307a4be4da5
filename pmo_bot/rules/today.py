"""What `/pmo` alone shows: somebody's day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Item, Person
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pages import Page
from pmo_bot.rules.question import Question


def next_due(owed: Iterable[Item], today: date) -> date | None:
    """The next date of what somebody owes, after today: `/pmo` and App Home name the same one."""
    return min((item.due for item in owed if item.due is not None and item.due > today), default=None)


@dataclass(frozen=True, slots=True)
class Today:
    """One person's day."""

    reader: Person
    today: date
    due: Page[Item]
    """Due today or before."""
    waiting: Page[Question | Packet]
    owed: int
    """Everything they owe, whenever it is due."""
    next_due: date | None
    people: Mapping[int, Person]
