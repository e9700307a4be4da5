"""A listener that failed over what came back: was it something that none of our buttons and windows ever sent?

What is expected to come wrong is refused where it is read, by `values`; this is the net below, which tells the rest
from an error of ours.
"""

from collections.abc import Iterator
from traceback import walk_tb
from types import TracebackType

OURS = ("handlers.", "pmo_bot.")
READING = "handlers."


def where_unread(error: ValueError) -> str:
    """The listener that could not read what Slack handed back, and its line; empty where the error is another.

    Listeners read, and then ask a service: a value that is no number, no day or no choice of ours fails in their own
    lines, before anything was done.
    """
    own = [(name, line) for name, line in _frames(error.__traceback__) if name.startswith(OURS)]
    name, line = own[-1] if own else ("", 0)
    return f"{name}:{line}" if name.startswith(READING) else ""


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    for frame, line in walk_tb(trace):
        yield str(frame.f_globals.get("__name__", "")), line
