"""How the bot answers somebody's own words: what each clause comes to, or what it asks back."""

from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Event, Item, Person, Project
from pmo_bot.rules.spoken_meaning import Meant, Said, Stand
from pmo_bot.rules.today import Today


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with an item after the words were said, and by whom."""

    event: Event
    by: Person | None
    own: bool
    answers: bool
    """Whether it is what these words led to, and not what happened meanwhile."""
    undo: int | None = None
    """The event that can be taken back."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item the words may be about, and what they would come to there."""

    item: Item
    meant: Meant | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One clause, with everything as it is now."""

    id: int
    text: str
    said: Said
    stand: Stand | None = None
    """None while it is open which item is meant, or where none is."""
    meant: tuple[Meant, ...] = ()
    note: Meant | None = None
    """The words themselves, to be kept with the item."""
    among: tuple[Candidate, ...] = ()
    outcome: Outcome | None = None
    turned: bool = False
    """It meant something else."""
    stale: bool = False
    """The item changed since it was said."""
    owner: Person | None = None
    requester: Person | None = None
    project: Project | None = None
    decider: Person | None = None
    """Who agrees to another date."""
    other: Person | None = None
    """Whom the words name."""
    on: Item | None = None
    blocker: Person | None = None
    """Whom the item waits for now."""
    confirmer: Person | None = None
    """Who is asked whether it is done."""
    day: Today | None = None
    """What they owe today, where they ask for it."""

    @property
    def at_once(self) -> Meant | None:
        """What a choice among items does, where it does the same to each of them: then it needs no second click."""
        meant = {one.meant for one in self.among}
        return meant.pop() if len(meant) == 1 and self.said.other is None and self.said.shift is None else None


@dataclass(frozen=True, slots=True)
class Heard:
    """The answer to one message."""

    reader: Person
    today: date
    parts: tuple[Part, ...]
    next_due: date | None = None
    """Of what the reader owes; None where they owe nothing."""
    rest: tuple[Item | None, ...] = ()
    """What was too much for one message: for each clause its item, where it names one."""
