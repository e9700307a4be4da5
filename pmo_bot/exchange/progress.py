"""A progress bar for long work."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
WIDTH = 30


def shown(work: Sequence[T], what: str) -> Iterator[T]:
    """The same things one after the other; a terminal shows how far it is, a file or pipe nothing."""
    for done, one in enumerate(work, start=1):
        yield one
        draw(done / len(work), what)


def draw(share: float, what: str) -> None:
    """Show how much of some work is done, on a terminal only; the whole of it ends the line."""
    if sys.stderr.isatty():
        full = round(WIDTH * min(share, 1.0))
        end = "\n" if share >= 1 else ""
        sys.stderr.write(f"\r{what} [{'█' * full}{'·' * (WIDTH - full)}] {share:4.0%}{end}")
        sys.stderr.flush()
