"""What a digest is made of: sections of lines, each a sentence and what it is about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pmo_bot.model import AnyItem, Audience, Decision, DecisionOption, Health, Item, Person, Phase, Project
from pmo_bot.rules.conflicts import Conflict
from pmo_bot.rules.digest_facts import Declared, Objection
from pmo_bot.rules.health import Evidence
from pmo_bot.rules.readiness import Readiness
from pmo_bot.rules.severity import Aged
from pmo_bot.rules.value import ValueLine

SECTION_LINES = 5
DECIDE_ID = "decide-"
"""With the id of its item: the buttons of a question, all that changes in a report once it is sent."""
NOT_ASKED = Readiness()


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line: a sentence of `blocks.words` and what it is about."""

    word: str
    item: AnyItem | None = None
    person: Person | None = None
    decision: Decision | None = None
    then: date | None = None
    days: int = 0
    score: int | None = None
    """Of a risk."""
    before: Sequence[tuple[Person, date]] = ()
    """Who was asked before, and when."""
    owner: Person | None = None
    """Whose it is, where `person` is somebody else."""
    options: Sequence[DecisionOption] = ()
    """What there is to choose from."""
    chosen: str = ""
    """What was chosen."""
    phase: tuple[Phase, Phase] | None = None
    """The phase that the project was in, and the one that it is in."""
    read: tuple[int, int] = (0, 0)
    """How many of how many have read it."""
    conflict: Conflict | None = None
    objection: Objection | None = None
    readiness: Readiness = NOT_ASKED
    value: ValueLine | None = None
    """What it says about what the project is for."""
    aged: tuple[Aged, ...] = ()
    """How many issues are open since go-live, by severity."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its first five lines, and the rest for the thread."""

    name: str
    lines: tuple[DigestLine, ...]
    room: int = SECTION_LINES

    @property
    def shown(self) -> tuple[DigestLine, ...]:
        """What stands in the message itself."""
        return self.lines[: self.room]

    @property
    def rest(self) -> tuple[DigestLine, ...]:
        """What goes to the thread."""
        return self.lines[self.room :]


@dataclass(frozen=True, slots=True)
class Digest:
    """Sections in order, empty ones left out.  `quiet` means that one line says it all."""

    project: Project
    day: date
    week_of: date
    sections: tuple[Section, ...]
    health: Health
    was: Health | None
    kept: int
    finished: int
    figures: Mapping[str, int]
    next_line: DigestLine | None
    quiet: bool
    weeks: tuple[tuple[date, int, int], ...] = ()
    """Week by week: the Monday, how much was kept on its first date, of how much; the last one is this."""
    streak: int = 1
    """For how many reports in a row it has not been green, this one included."""
    audience: Audience = Audience.TEAM
    """For whom it is."""
    unit: str = ""
    """The team of which alone it tells."""
    declared: Declared | None = None
    evidence: Evidence = field(default_factory=Evidence)
    kept_because: Declared | None = None
    """Why the colour stays although the record says otherwise."""
    slot: str = ""
    """Begins the key of an edition; empty for what the project's own channel reads."""
    aim: str = ""
    """The goal that it serves, where its readers are told of that first."""
    readers: Collection[int] | None = None
    """Who reads it, where that is known: only they are called by name."""
    note: Declared | None = None
    """What its lead says, in their own words."""
    meant_for: date | None = None
    """The day on which it should have left, where that was an earlier one."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was decided of something that a report asked for; nothing where it was only let go."""

    item: Item
    by: Person | None = None
    chosen: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SettledDigest:
    """A report that was sent, with what has become of its questions."""

    body: Mapping[str, Any]
    answers: tuple[Answered, ...]
