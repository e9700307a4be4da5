"""What `/pmo` alone shows: somebody's day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Item, Person
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pages import Page
from pmo_bot.rules.question import Question


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
