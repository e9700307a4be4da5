"""Which lessons belong to what somebody is about to do, and when somebody is asked for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmo_bot.model import Item, Kind, Lesson, Person, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.similar import beginnings, likeness, words_in

CLOSE = 0.4
"""Lower than for titles: a lesson is a sentence, of which a title has a few words.  Chosen on the pairs in
`tests/rules/test_lessons.py`."""
SHARED = 2
"""Words that a title and a lesson have in common at least."""
MOST = 2
HELPED = frozenset({Kind.RISK, Kind.MILESTONE})
"""What is noted with others' experience in sight."""
IDLE_AFTER = 10
"""Working days after which a lesson that wants an action and has none is told of."""
REST = 5
"""Working days between two times that a lead is asked."""


@dataclass(frozen=True, slots=True)
class Told:
    """A lesson with its context, and what came of it."""

    lesson: Lesson
    project: Project
    by: Person | None = None
    tags: tuple[str, ...] = ()
    action: Item | None = None
    """What was made of it, as far as the reader may know of that."""
    acts: bool = False
    """Whether somebody has its next step."""
    helped: int = 0
    """How often somebody said that it was useful."""

    @property
    def waits(self) -> bool:
        """Whether something is to be done about it and nobody has that."""
        return self.lesson.wants_action and not self.acts

    @property
    def context(self) -> frozenset[str]:
        """All it can be found by: its tags, and the key, phase and pack of its project."""
        phase = self.lesson.phase.value if self.lesson.phase is not None else ""
        named = {*self.tags, self.project.key.lower(), phase, self.project.pack.lower()}
        return frozenset(named - {""})


@dataclass(frozen=True, slots=True)
class Thing:
    """What somebody is about to do: a risk or milestone, or a project that begins."""

    words: tuple[str, ...]
    """Its title; of a project its name and what it is for."""
    item_id: int | None = None
    project_id: int | None = None
    """Of a project that begins."""
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Helping:
    """At most two lessons beside the thing that they may help with."""

    thing: Thing
    told: tuple[Told, ...] = ()
    useful: frozenset[int] = field(default_factory=frozenset)
    """Those of which the reader has said that they are."""


def matching(thing: Thing, lessons: Sequence[Told]) -> list[Told]:
    """At most two that are about the same, the closest first; none rather than one that is not.

    Where two are as close, the one of the same kind of project comes first, then the one that helped more.
    """
    near = [(closeness(thing.words, one.lesson, one.tags), one) for one in lessons]
    close = [pair for pair in near if pair[0] >= CLOSE]
    close.sort(key=lambda pair: (-pair[0], not thing.pack or pair[1].project.pack != thing.pack, -pair[1].helped))
    return [one for _, one in close[:MOST]]


def closeness(words: Collection[str], lesson: Lesson, tags: Collection[str] = ()) -> float:
    """How much a lesson is about some words, from 0 to 1: by what it says, or by a tag that stands among them."""
    said = max((_likeness(one, lesson) for one in words), default=0.0)
    spoken = frozenset[str]().union(*map(words_in, words))
    tagged = any(words_in(tag) and words_in(tag) <= spoken for tag in tags)
    return max(said, CLOSE) if tagged else said


def _likeness(words: str, lesson: Lesson) -> float:
    """One word in common, be it a long one, is an accident; of a title of one word it is all there is."""
    both = f"{lesson.learned} {lesson.because}"
    mine = beginnings(words)
    if len(mine & beginnings(both)) < min(SHARED, len(mine)):
        return 0.0
    return max(likeness(words, other) for other in (lesson.learned, lesson.because, both))


def asked_on(today: date, before: date | None, calendar: Calendar) -> date:
    """The day on which a lead is asked next: the next working day, unless they were asked `before` and rest."""
    tomorrow = calendar.plus(today, 1)
    return max(tomorrow, calendar.plus(before, REST)) if before is not None else tomorrow
