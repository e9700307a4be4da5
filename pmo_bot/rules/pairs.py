"""A pair that looks alike, as its readers see it, and whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Likeness, Pair, PairAnswer, Person, Project


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: an item with its owner, or a decision with whoever decided."""

    id: int
    number: int
    key: str
    title: str
    holds: bool
    """It is still open, or still counts."""
    project: Project | None = None
    person: Person | None = None
    due: date | None = None
    """Of a decision: when it was taken."""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class PairSeen:
    """Both of them, with what somebody said."""

    pair: Pair
    low: Side
    high: Side
    by: Person | None = None

    @property
    def live(self) -> bool:
        """Whether it is still to be said what they are to each other."""
        return self.pair.answer is None and self.low.holds and self.high.holds

    @property
    def is_work(self) -> bool:
        """Whether they are items, and no decisions."""
        return self.pair.kind is Likeness.WORK

    @property
    def is_different(self) -> bool:
        """Whether somebody said that they have nothing to do with each other."""
        return self.pair.answer is PairAnswer.DIFFERENT

    @property
    def sides(self) -> tuple[Side, Side]:
        """The older one first."""
        return self.low, self.high

    @property
    def owners(self) -> tuple[Person, ...]:
        """Whose they are: each person once."""
        return _once(side.person for side in self.sides)


@dataclass(frozen=True, slots=True)
class PairTalk:
    """A conversation about a pair: who is in it, and who asked for it."""

    seen: PairSeen
    people: tuple[Person, ...]
    by: Person
    apart: Person | None = None
    """Slack would not open one for all: this reader is told alone whom to write to."""


def _once(people: Iterable[Person | None]) -> tuple[Person, ...]:
    return tuple({person.id: person for person in people if person is not None}.values())
