"""What every look of the auditor is given, and what it hands back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from pmo_bot.model import Cause

OVERDUE = timedelta(minutes=3)
"""How long something may be due before it counts as left: with a look every minute it is told within five."""
KEYS = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """One workspace at one instant."""

    session: Session
    team: str
    now: datetime
    """By the rules' clock, which decides what is due."""
    real: datetime
    """By the clock that leases and waits are measured with."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong, with how much of it there is."""

    cause: Cause
    count: int
    keys: tuple[str, ...] = ()
    """The first of the rows, for the log: no one's words."""


def found(cause: Cause, keys: Sequence[str]) -> list[Found]:
    """What is wrong, if anything is."""
    return [Found(cause, len(keys), tuple(keys[:KEYS]))] if keys else []
