"""How much work the bot makes: questions and clicks for each item that is closed, by mode; and what could go.

Nothing goes by itself: each suggestion is a button that a person presses, or leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmo_bot.model import Mode, Project
from pmo_bot.rules.left_out import DONE_MEANS, REASON

ENOUGH = 10
"""Of so many on something can be told."""
LOOSER: Mapping[Mode, Mode] = {Mode.DIRECTIVE: Mode.CONTROLLING, Mode.CONTROLLING: Mode.SUPPORTIVE}
KEPT_WELL, OBJECTED_LITTLE = 0.9, 0.1


@dataclass(frozen=True, slots=True)
class Meter:
    """What projects that are run like this cost their people."""

    mode: Mode
    closed: int = 0
    asked: int = 0
    """Questions that reached somebody: reminders, requests, previews, packets."""
    answered: int = 0
    clicks: int = 0
    """What people did about items, by a click, a command or their own words."""


@dataclass(frozen=True, slots=True)
class Run:
    """How it went in one project lately."""

    finished: int = 0
    kept: int = 0
    """On their first date."""
    passed_on: int = 0
    """Escalations that reached somebody."""
    objected: int = 0
    """Requests that were declined or countered, and work that was not taken as done."""


@dataclass(frozen=True, slots=True)
class Stricter:
    """A project that may be run less strictly than it is."""

    project: Project
    run: Run
    looser: Mode


@dataclass(frozen=True, slots=True)
class Friction:
    """The meter, and what could go."""

    meters: tuple[Meter, ...] = ()
    same: tuple[tuple[str, int], ...] = ()
    """Required fields that are always answered alike, and how often that was."""
    stricter: tuple[Stricter, ...] = ()


@dataclass(frozen=True, slots=True)
class Adoption:
    """How many of the people whom the bot reached lately did something with it."""

    acted: int
    reached: int


def could_be_looser(mode: Mode, run: Run) -> Mode | None:
    """A looser mode, where promises are kept, nothing is passed on and nearly nobody objects; else None."""
    if mode not in LOOSER or run.finished < ENOUGH or run.passed_on:
        return None
    well = run.kept >= KEPT_WELL * run.finished and run.objected <= OBJECTED_LITTLE * run.finished
    return LOOSER[mode] if well else None


def always_alike(said: Iterable[str]) -> int:
    """How often the same was answered, where nothing else ever was and it was often; else 0."""
    plain = [" ".join(one.casefold().split()).rstrip(".!") for one in said]
    return len(plain) if len(plain) >= ENOUGH and len(set(plain)) == 1 else 0


REQUIRED: Mapping[str, tuple[Mode, ...]] = {
    DONE_MEANS: (Mode.DIRECTIVE,),
    REASON: (Mode.CONTROLLING, Mode.DIRECTIVE),
}
"""The fields with words of their own that a mode requires."""


def alike(said: Mapping[str, Sequence[str]]) -> tuple[tuple[str, int], ...]:
    """The required fields that bring nothing."""
    return tuple((field, often) for field in REQUIRED if (often := always_alike(said.get(field, ()))))
