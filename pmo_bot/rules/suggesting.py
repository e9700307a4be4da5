"""Who might own something: whoever can do it and has room.  A suggestion is never carried out by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from pmo_bot.model import AnyItem, Item, Person
from pmo_bot.rules.brief import rank
from pmo_bot.rules.calendar import Calendar, monday_of
from pmo_bot.rules.heirs import SUGGESTED
from pmo_bot.rules.load import Load, effort

LACKING_AFTER = 3
"""Working days without an owner after which it is said that nobody free has the skill."""
LAST_PRIORITY = 4
"""Of a project of which nobody has said how early it comes."""
NO_PRIORITIES: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might own something.  How much they have to do ranks them and is told to nobody."""

    load: Load
    skills: frozenset[int] = frozenset()
    projects: frozenset[int] = frozenset()
    """In which projects they work."""

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.load.person

    def has_room(self, item: AnyItem) -> bool:
        """Whether it fits into the week in which it is due, or where it has no date, into any of those looked at."""
        if item.due is None or not self.load.weeks:
            return self.load.room >= effort(item)
        monday = max(monday_of(item.due), self.load.weeks[0].monday)
        found = next((week for week in self.load.weeks if week.monday == monday), None)
        return found is None or week_room(found.fits, found.points) >= effort(item)

    def fits(self, item: AnyItem) -> bool:
        """Whether they can do any of it, or where it needs nothing in particular, know its project; and have room."""
        if item.skills:
            return bool(self.can(item)) and self.has_room(item)
        return item.project_id in self.projects and self.has_room(item)

    def can(self, item: AnyItem) -> tuple[int, ...]:
        """What of all that it needs they say that they can do."""
        return tuple(one for one in item.skills if one in self.skills)


def week_room(fits: int, points: int) -> int:
    """What still fits into a week."""
    return max(0, fits - points)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody with the reasons, as far as they may be told."""

    person: Person
    can: tuple[int, ...]
    """What of all that it needs they say that they can do."""
    here: bool
    """They work in its project."""
    sooner: Item | None = None
    """Something of a project that comes first wants the same person."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Who might own an item, for one reader."""

    item: Item
    skills: Mapping[int, str] = field(default_factory=dict)
    """What it needs, by tag."""
    people: tuple[Suggestion, ...] = ()
    reads_load: frozenset[int] = frozenset()
    """Of whom the reader may be told that they have room: those who work in a project that they lead."""


def suggest(
    item: Item, candidates: Iterable[Candidate], priorities: Mapping[int, int] = NO_PRIORITIES,
    wanting: Sequence[Item] = (),
) -> tuple[Suggestion, ...]:  # fmt: skip
    """At most three, the best first: who is wanted by nothing that comes sooner, can do most of it, knows the project,
    has most room.

    `wanting` are other items that nobody owns; those of projects that come before this one's have the first choice,
    each of its best candidate.  `priorities` are those of projects, 1 first.
    """
    known = list(candidates)
    spoken_for: dict[int, Item] = {}
    mine = _priority(item, priorities)
    ahead = [one for one in wanting if one.id != item.id and _priority(one, priorities) < mine]
    for one in sorted(ahead, key=lambda one: (_priority(one, priorities), rank(one))):
        best = next((c for c in _best(one, known) if c.person.id not in spoken_for), None)
        if best is not None:
            spoken_for[best.person.id] = one
    fitting = sorted(_best(item, known), key=lambda one: one.person.id in spoken_for)
    return tuple(
        Suggestion(
            person=one.person,
            can=one.can(item),
            here=item.project_id in one.projects,
            sooner=spoken_for.get(one.person.id),
        )
        for one in fitting[:SUGGESTED]
    )


def _best(item: Item, candidates: Iterable[Candidate]) -> list[Candidate]:
    fitting = [one for one in candidates if one.fits(item) and one.person.id != item.owner_id]
    return sorted(
        fitting,
        key=lambda one: (-len(one.can(item)), item.project_id not in one.projects, -one.load.room, one.person.id),
    )


def _priority(item: Item, priorities: Mapping[int, int]) -> int:
    return priorities.get(item.project_id or 0, LAST_PRIORITY)


@dataclass(frozen=True, slots=True)
class Lack:
    """A skill that things without an owner need and nobody with room has."""

    skill_id: int
    items: tuple[AnyItem, ...] = field(default=())


def lacking(items: Iterable[AnyItem], candidates: Sequence[Candidate], calendar: Calendar, day: date) -> list[Lack]:
    """By skill, most first: what nobody has owned for more than three working days because nobody free can do it.

    What needs several counts for each that is lacking.
    """
    found: dict[int, list[AnyItem]] = {}
    for item in sorted(items, key=rank):
        if item.owner_id is not None or not item.is_open:
            continue
        since = calendar.today(item.turn_at or item.created_at)
        if calendar.between(since, day) > LACKING_AFTER:
            free = {skill for one in candidates if one.has_room(item) for skill in one.skills}
            for skill in item.skills:
                found.setdefault(skill, []).extend([item] if skill not in free else [])
    return sorted((Lack(skill, tuple(them)) for skill, them in found.items() if them), key=lambda one: -len(one.items))
