"""A receipt as it is read: what a line was for, what made it due, what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pmo_bot.model import Event, Item, Line, Person, PostKind, PostState
from pmo_bot.rules.pages import Page


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a message, whom it was for, how far the message is, and what its reader did with it."""

    line: Line
    item: Item
    person: Person | None
    state: PostState
    arrived_at: datetime | None = None
    answer: Event | None = None
    """The first thing the reader did with the item before they were told of it again."""
    actor: Person | None = None
    """Who did that: the reader, or whoever stood in for them."""
    by: Person | None = None
    """Who asked, or whose word made it due."""
    instead_of: Person | None = None
    owner: Person | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """What decides the reminders of an item now, why the reader was told, and every line so far, oldest first."""

    item: Item
    owner: Person | None
    effective_due: date | None
    policy_version: int
    mine: Told | None
    """The newest line that its reader was sent about it, or the one they clicked on."""
    trail: Page[Told]


@dataclass(frozen=True, slots=True)
class WhyMessage:
    """Why a whole message was sent: its kind, its slot, and its lines."""

    kind: PostKind
    on: date | None
    receipt: Mapping[str, str]
    """What was kept when it was planned: rule, zone, and what else the kind needs."""
    told: tuple[Told, ...] = ()
    project: str = ""
    alike: bool = False
    """It shows what looks alike in two projects."""
