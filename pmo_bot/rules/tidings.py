"""A piece of news as its reader sees it: nothing is asked, so nothing has to be pressed."""

from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Escalation, Item, Line, LineKind, Person


@dataclass(frozen=True, slots=True)
class Tidings:
    """How something ended, what moved, or what was said; with everything as it is now."""

    line: Line
    item: Item
    by: Person | None = None
    """Who did it; who was asked."""
    owner: Person | None = None
    round: Escalation | None = None
    was: date | None = None
    """The date that its reader was told before."""
    words: str = ""
    """What was said with it."""

    @property
    def kind(self) -> LineKind:
        """What it is about."""
        return self.line.kind
