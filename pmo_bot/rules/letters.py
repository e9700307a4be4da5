"""What did not arrive, as a PMO lead is told of it at App Home."""

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_bot.model import PostState

OURS = "the bot failed"
"""How a reason begins that is no answer of Slack."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The messages that were given up lately, or those of which nobody can tell whether they arrived."""

    state: PostState
    reasons: Mapping[str, int]
    """How many for each reason, most first."""
    places: tuple[str, ...] = ()
    """The keys of the projects they belong to."""
    again: int = 0
    """How many of them can be sent once more: reminders are owed again by themselves."""

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.reasons.values())
