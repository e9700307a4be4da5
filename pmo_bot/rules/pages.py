"""Pages of what is too long to be shown at once, and the places where somebody has leafed to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list: what is shown, where it starts, how long the list is."""

    shown: tuple[T, ...] = ()
    start: int = 0
    total: int = 0
    size: int = 10

    @property
    def next_start(self) -> int | None:
        """Where the next page starts; None on the last one."""
        after = self.start + len(self.shown)
        return after if after < self.total else None

    @property
    def back_start(self) -> int | None:
        """Where the page before starts; None on the first one."""
        return max(0, self.start - self.size) if self.start else None


def page(rows: Sequence[T], size: int, start: int = 0) -> Page[T]:
    """The rows from `start` on.  A list that has become shorter than that shows its last page."""
    if start >= len(rows):
        start = max(0, (len(rows) - 1) // size * size)
    return Page(tuple(rows[start : start + size]), start, len(rows), size)


def pack(starts: Mapping[str, int]) -> str:
    """Where each section is leafed to, as the metadata of a view."""
    return json.dumps({name: start for name, start in starts.items() if start}, separators=(",", ":"))


def unpack(metadata: str) -> dict[str, int]:
    """From the metadata of a view; what is not ours counts as the first page."""
    try:
        known = json.loads(metadata or "{}")
    except ValueError:
        return {}
    pairs = known.items() if isinstance(known, dict) else ()
    return {str(name): start for name, start in pairs if isinstance(start, int) and start > 0}
