"""What a JSON value has to look like: small shapes that say what is wrong with a value, and trim it.

`problems` names every fault with a JSON pointer.  `fit` cuts texts that are too long and lists that have too
many entries; it changes nothing else and never raises, whatever it is given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pmo_bot.model.signs import HALF
from pmo_bot.slack.limits.cutting import cut, size


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing Slack would refuse; the message never repeats what people wrote."""

    pointer: str
    message: str


Found = Iterator[Problem]
Rule = Callable[[Mapping[str, Any], str], Found]


class Shape(Protocol):
    """Something a value can be checked against."""

    def problems(self, value: Any, at: str) -> Found:
        """What is wrong with the value that stands at this pointer."""
        ...

    def fit(self, value: Any) -> Any:
        """The value with its texts and lists cut to their limits."""
        ...


@dataclass(frozen=True)
class Str:
    """A string.  Only `words` are cut: a cut id, value or address would still be accepted, but mean something else."""

    most: int
    least: int = 1
    words: bool = False
    pattern: str | None = None

    def problems(self, value: Any, at: str) -> Found:
        if not isinstance(value, str):
            yield Problem(at, "must be a string")
        elif HALF.search(value):
            yield Problem(at, "has half of a character (a lone surrogate)")
        elif size(value) < self.least:
            yield Problem(at, "must not be empty")
        elif size(value) > self.most:
            yield Problem(at, f"has {size(value)} characters, at most {self.most} are allowed")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield Problem(at, "has the wrong format")

    def fit(self, value: Any) -> Any:
        return cut(value, self.most) if self.words and isinstance(value, str) else value


def words(most: int, least: int = 1) -> Str:
    """A string that people read."""
    return Str(most, least, words=True)


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def problems(self, value: Any, at: str) -> Found:
        if not isinstance(value, bool):
            yield Problem(at, "must be true or false")

    def fit(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Number:
    """A finite number within bounds; `above` excludes the bound itself."""

    least: float = -math.inf
    most: float = math.inf
    above: float = -math.inf
    whole: bool = True

    def problems(self, value: Any, at: str) -> Found:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole and (self.whole or not isinstance(value, float) or not math.isfinite(value)):
            yield Problem(at, "must be a whole number" if self.whole else "must be a number")
        elif not self.least <= value <= self.most or value <= self.above:
            yield Problem(at, "is a number out of range")

    def fit(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    allowed: frozenset[Any]

    def problems(self, value: Any, at: str) -> Found:
        if not isinstance(value, str | int) or value not in self.allowed:
            yield Problem(at, f"must be one of {', '.join(sorted(map(str, self.allowed)))}")

    def fit(self, value: Any) -> Any:
        return value


def one_of(*allowed: Any) -> Choice:
    """One of these words."""
    return Choice(frozenset(allowed))


@dataclass(frozen=True)
class Many:
    """A list of equals."""

    each: Shape
    most: int
    least: int = 1

    def problems(self, value: Any, at: str) -> Found:
        if not isinstance(value, list):
            yield Problem(at, "must be a list")
            return
        if len(value) < self.least:
            yield Problem(at, f"needs at least {self.least}")
        if len(value) > self.most:
            yield Problem(at, f"has {len(value)} entries, at most {self.most} are allowed")
        for index, entry in enumerate(value):
            yield from self.each.problems(entry, f"{at}/{index}")

    def fit(self, value: Any) -> Any:
        return [self.each.fit(entry) for entry in value[: self.most]] if isinstance(value, list) else value


@dataclass(frozen=True)
class Record:
    """An object with the properties it must have, those it may have, and no others."""

    must: Mapping[str, Shape]
    may: Mapping[str, Shape] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    mend: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]] | None = None

    def problems(self, value: Any, at: str) -> Found:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object")
            return
        found = list(self._own(value, at))
        for rule in () if found else self.rules:
            found += rule(value, at)
        yield from found

    def _own(self, value: dict[str, Any], at: str) -> Found:
        for name in self.must:
            if name not in value:
                yield Problem(at, f"`{name}` is missing")
        for name, part in value.items():
            shape = self.must.get(name) or self.may.get(name)
            if shape is None:
                yield Problem(at, f"`{name}` is not a property of this")
            else:
                yield from shape.problems(part, f"{at}/{name}")

    def fit(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        shapes = {**self.must, **self.may}
        fitted = {name: shapes[name].fit(part) if name in shapes else part for name, part in value.items()}
        return self.mend(value, fitted) if self.mend else fitted


@dataclass(frozen=True)
class Kinds:
    """An object whose `type` says which shape it has."""

    shapes: Mapping[str, Shape]

    def problems(self, value: Any, at: str) -> Found:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object")
        elif "type" not in value:
            yield Problem(at, "`type` is missing")
        elif not isinstance(value["type"], str) or value["type"] not in self.shapes:
            yield Problem(f"{at}/type", "is a type that is not allowed here")
        else:
            yield from self.shapes[value["type"]].problems(value, at)

    def fit(self, value: Any) -> Any:
        kind = value.get("type") if isinstance(value, dict) else None
        return self.shapes[kind].fit(value) if isinstance(kind, str) and kind in self.shapes else value

    def only(self, *kinds: str) -> Kinds:
        """The same with fewer types."""
        return Kinds({kind: self.shapes[kind] for kind in kinds})


def typed(kind: str, must: Mapping[str, Shape], may: Mapping[str, Shape] | None = None, **more: Any) -> Record:
    """A record whose `type` is this word."""
    return Record({"type": one_of(kind), **must}, may or {}, **more)
