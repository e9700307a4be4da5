"""What waits for what: chains, circles, and which of the items in a sentence waits."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmo_bot.model import Item, Person
from pmo_bot.rules.grammar_keys import keys_in


@dataclass(frozen=True, slots=True)
class Waits:
    """Pairs of what waits and what it waits for, to be walked."""

    before: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """By item: what it waits for directly."""

    @classmethod
    def of(cls, edges: Iterable[tuple[int, int]]) -> "Waits":
        """From single pairs."""
        found: dict[int, set[int]] = {}
        for item_id, on_id in edges:
            found.setdefault(item_id, set()).add(on_id)
        return cls({item_id: frozenset(on) for item_id, on in found.items()})

    def reversed(self) -> "Waits":
        """The same, walked the other way: from what is waited for to what waits."""
        return Waits.of((on, item_id) for item_id, before in self.before.items() for on in before)

    def all_before(self, item_id: int) -> frozenset[int]:
        """Everything that has to be there first, however far back; never the item itself."""
        found: set[int] = set()
        ahead = [item_id]
        while ahead:
            new = self.before.get(ahead.pop(), frozenset()) - found
            found |= new
            ahead += new
        return frozenset(found - {item_id})

    def chain(self, item_id: int, goal: int) -> tuple[int, ...]:
        """The shortest way from what waits to something it waits for, both included; empty where there is none."""
        came_from: dict[int, int] = {}
        ahead = [item_id]
        while ahead:
            one = ahead.pop(0)
            if one == goal:
                return _way(came_from, item_id, goal)
            for on in sorted(self.before.get(one, ())):
                if on not in came_from and on != item_id:
                    came_from[on] = one
                    ahead.append(on)
        return ()


def _way(came_from: Mapping[int, int], start: int, goal: int) -> tuple[int, ...]:
    found = [goal]
    while found[-1] != start:
        found.append(came_from[found[-1]])
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Around:
    """What one item waits for and what waits for it directly, as far as its reader may know; the rest is counted."""

    needs: tuple[Item, ...] = ()
    hidden_needs: int = 0
    waiting: tuple[Item, ...] = ()
    hidden_waiting: int = 0
    owners: Mapping[int, Person] = field(default_factory=dict)


def by_date(item: Item) -> tuple[bool, date, int]:
    """What is open first, the nearest date first."""
    return not item.is_open, item.due or date.max, item.number


BACKWARDS = re.compile(r"\b(?:before|precedes)\b", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:after|before|precedes|needs|from|waits?\s+for|waits?\s+on|depends?\s+on)\b", re.IGNORECASE)


def pairs(text: str, items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """What is to wait for what, as it was said: `A-12 after M-3`, `A-12 waits for M-3, M-4`, `A-12 before A-14`.

    `items` are those that the text names, in its order.  Without a word between them the first waits for the others.
    """
    said = BETWEEN.search(text)
    count = len({item.number for item in items if item.number in _numbers(text[: said.start()])}) if said else 1
    first, rest = items[: count or 1], items[count or 1 :]
    if said is not None and BACKWARDS.search(said[0]):
        first, rest = rest, first
    return [(waits, on) for waits in first for on in rest]


def _numbers(text: str) -> Collection[int]:
    return {int(key.rpartition("-")[2]) for word in text.split() for key in keys_in(word)}
