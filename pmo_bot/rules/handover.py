"""The hand-over note: everything that somebody keeps in motion, as the record has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Item, Person, Project


@dataclass(frozen=True, slots=True)
class Said:
    """The last note about an item: who wrote it, and when."""

    text: str
    by: Person | None
    on: date


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that is to be handed over."""

    item: Item
    requester: Person | None
    project: Project | None
    blocker: Person | None
    blocked_on: Item | None
    waiting: tuple[Item, ...]
    """What waits for it."""
    passed_to: Person | None
    """Whose answer about it is waited for, because its date had passed."""
    note: Said | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """What one reader may know of what somebody owes, has asked for, and has to answer; worst first."""

    person: Person
    reader: Person
    today: date
    tasks: tuple[Task, ...]
    more: int
    """How many of their items did not fit."""
    asked: tuple[Item, ...]
    """What they asked of others."""
    answers: tuple[Item, ...]
    """About which somebody waits for their word."""
    people: Mapping[int, Person]
