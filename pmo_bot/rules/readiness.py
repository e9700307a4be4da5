"""Whether what a milestone needs is there: looked at ten working days before, while there is time to do something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import AnyItem, Item, Kind
from pmo_bot.rules.calendar import Calendar

AHEAD = 10
"""Working days before a milestone on which its owner is told what is open."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything that has to be there before a milestone, however far back: how much of it there is, what is open."""

    total: int = 0
    open: tuple[Item, ...] = ()
    """The nearest date first."""
    hidden: int = 0
    """So many of the open ones may not be named to whoever looks; they are not in `open` then."""

    @property
    def open_count(self) -> int:
        """How much is open, be it named or not."""
        return len(self.open) + self.hidden


def looked_at_on(item: AnyItem, calendar: Calendar) -> date | None:
    """The day on which an open milestone is looked at; None for what is none, or has no date."""
    if item.kind is not Kind.MILESTONE or item.due is None or not item.is_open:
        return None
    return calendar.plus(item.due, -AHEAD)


def is_near(item: AnyItem, calendar: Calendar, today: date) -> bool:
    """Whether a milestone lies ahead and is close enough to be looked at."""
    on = looked_at_on(item, calendar)
    return on is not None and item.due is not None and on <= today <= item.due


def key(item: Item) -> str:
    """Names the line that tells it: once for each date."""
    return f"readiness:{item.number}:{item.due}"


def first(items: Sequence[Item]) -> tuple[Item, ...]:
    """By date, without one last."""
    return tuple(sorted(items, key=lambda one: (one.due or date.max, one.number)))
