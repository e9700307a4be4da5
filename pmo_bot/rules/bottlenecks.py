"""Who much waits for, seen early: items that cannot begin, and answers that are awaited.

Figures about a person: told to them alone, and to whoever leads what waits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmo_bot.model import Item, Person
from pmo_bot.rules.links import Waits

MUCH = 3
"""More open items than this waiting for one person, or more answers, are a bottleneck."""


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """One person, what waits for them, and where it is worth beginning."""

    person: Person
    waiting: int
    """Open items of others that cannot begin, directly or by way of others, before this person's are done."""
    first: Item | None
    """Their item for which most of it waits."""
    answers: int = 0
    """Questions that wait for their word."""


def bottlenecks(
    items: Mapping[int, Item], waits: Waits, people: Iterable[Person], answers: Mapping[int, int], much: int = MUCH
) -> list[Bottleneck]:
    """Those of some people for whom more than `much` waits, most first.  `items` are open; the others do not count."""
    after = waits.reversed()
    found = [_of(person, items, after, answers.get(person.id, 0)) for person in people]
    many = [one for one in found if one.waiting > much or one.answers > much]
    return sorted(many, key=lambda one: (-one.waiting, -one.answers, one.person.id))


def _of(person: Person, items: Mapping[int, Item], after: Waits, answers: int) -> Bottleneck:
    owned = sorted((one for one in items.values() if one.owner_id == person.id), key=lambda one: one.number)
    behind = {one.id: {n for n in after.all_before(one.id) if _waits(items.get(n), person)} for one in owned}
    first = max(owned, key=lambda one: len(behind[one.id]), default=None)
    every = set().union(*behind.values()) if behind else set()
    return Bottleneck(person, len(every), first if every else None, answers)


def _waits(item: Item | None, person: Person) -> bool:
    return item is not None and item.is_open and item.owner_id != person.id
