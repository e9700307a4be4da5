"""What a new date does to everything that waits: which dates no longer fit, and by how much."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Item
from pmo_bot.rules.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Touched:
    """Something that waits, directly or by way of others, and can no longer be done by its date."""

    item: Item
    earliest: date
    """The day on which all it waits for is there; its own date is on or before it."""
    late_by: int
    """Working days between its date and that, in its owner's calendar."""


@dataclass(frozen=True, slots=True)
class Ripple:
    """What a move touches, nearest date first; `hidden` counts what the mover may not know of."""

    touched: tuple[Touched, ...] = ()
    hidden: int = 0
    risks: tuple[Item, ...] = ()
    """What it is a measure against and would no longer come before, nearest date first."""

    def __bool__(self) -> bool:
        return bool(self.touched or self.hidden or self.risks)


def ripple(
    item: Item,
    due: date,
    waiting: Mapping[int, Sequence[Item]],
    calendar_of: Callable[[Item], Calendar],
) -> tuple[Touched, ...]:
    """What no longer fits when an item is due on another day; `waiting` says what waits for each item.

    What waits can begin when all before it is there: so its date has to lie after theirs.  A circle ends where it was
    entered.
    """
    ready: dict[int, date] = {item.id: due}
    found: dict[int, Touched] = {}
    ahead = [item]
    while ahead:
        one = ahead.pop(0)
        for after in waiting.get(one.id, ()):
            if after.id == item.id or after.due is None or after.due > ready[one.id]:
                continue
            if after.id in ready and ready[after.id] >= ready[one.id]:
                continue  # it was reached by a way that lets it wait longer
            ready[after.id] = ready[one.id]
            late = calendar_of(after).between(after.due, ready[one.id])
            found[after.id] = Touched(after, ready[one.id], late)
            ahead.append(after)
    return tuple(sorted(found.values(), key=lambda one: (one.item.due or due, one.item.number)))
