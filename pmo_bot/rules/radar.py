"""The radar: titles of different projects that look alike, found without comparing each with each.

Two titles are compared when they say the same words, or share words that few others have.  What many projects have in
common is how they work and no work done twice: a step that every project has, two projects begun from one plan.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from pmo_bot.model import Likeness
from pmo_bot.rules.calendar import MIDNIGHT, Calendar, monday_of
from pmo_bot.rules.similar import likeness, words

SAME_WORK = 0.8
"""From here on two titles look like the same work.  Chosen on the pairs in `tests/rules/test_radar.py`."""
SAME_QUESTION = 0.78
OPPOSED = 0.55
"""Lower, where one says the opposite of the other: the word that differs is the point."""
STEM = 5
"""Letters of a word by which it is known, so that endings make no difference."""
FEW = 30
"""A word that more titles have leads nowhere by itself."""
ROUTINE = 4
"""What this many projects have is how people work here."""
ONE_PLAN = 4
"""Two projects with so many of them, and half of what the smaller one has, were begun from one plan."""
LOOKS_ON = timedelta(days=2)
"""After Monday, the day of the reports: on Wednesday."""
A_WEEK = timedelta(days=7)
MOST_A_WEEK = 3
"""As many pairs one person is shown in a week; the others wait for the next."""


@dataclass(frozen=True, slots=True)
class Titled:
    """Something with a title that belongs to a project, known by its number."""

    number: int
    project_id: int | None
    title: str
    choice: str = ""
    """What was chosen, of a decision with options."""


@dataclass(frozen=True, slots=True)
class Found:
    """Two that look alike, the lower number first."""

    low: int
    high: int
    kind: Likeness
    close: float
    """How much: at most 1."""

    @property
    def key(self) -> str:
        """Names the two, whatever is found about them."""
        return key_of(self.low, self.high)


def key_of(low: int, high: int) -> str:
    """How a pair is named: `12-31`."""
    return f"{low}-{high}"


def look_on(calendar: Calendar, now: datetime) -> date:
    """The Monday of the newest week whose look should have been by now: each is on Wednesday, before the briefs."""
    today = calendar.today(now)
    monday = monday_of(today)
    return monday if _moment(calendar, monday) <= now else monday - A_WEEK


def next_look(calendar: Calendar, now: datetime) -> datetime:
    """When it looks again."""
    return _moment(calendar, look_on(calendar, now) + A_WEEK)


def look_at(calendar: Calendar, monday: date) -> datetime:
    """When the look of a week is."""
    return _moment(calendar, monday)


def _moment(calendar: Calendar, monday: date) -> datetime:
    return calendar.at(monday + LOOKS_ON, MIDNIGHT)


# --- the same work ----------------------------------------------------------------------


def same_work(items: Sequence[Titled]) -> list[Found]:
    """Items of different projects that look like the same work, the closest first."""
    close = [pair for one, other in _candidates(items) if (pair := _work(one, other)) is not None]
    return _sorted(_without_routine({one.number: one for one in items}, close))


def _work(one: Titled, other: Titled) -> Found | None:
    """Titles that differ in a number, such as of a version or a year, are about different things."""
    numbers = _numbers(one.title), _numbers(other.title)
    if all(numbers) and numbers[0] != numbers[1]:
        return None
    how = likeness(one.title, other.title)
    return _found(one, other, Likeness.WORK, how) if how >= SAME_WORK else None


def _numbers(title: str) -> frozenset[str]:
    return frozenset(word for word in words(title) if any(letter.isdigit() for letter in word))


def _without_routine(items: Mapping[int, Titled], pairs: Sequence[Found]) -> list[Found]:
    """Without steps that many projects have, and without projects begun from one plan."""
    where: dict[int, set[int | None]] = defaultdict(set)
    between: Counter[tuple[int, int]] = Counter()
    for pair in pairs:
        low, high = items[pair.low].project_id, items[pair.high].project_id
        for number in (pair.low, pair.high):
            where[number] |= {low, high}
        between[_between(items, pair)] += 1
    sizes = Counter(one.project_id or 0 for one in items.values())
    one_plan = {
        both for both, count in between.items() if count >= ONE_PLAN and 2 * count >= min(sizes[one] for one in both)
    }
    return [
        pair
        for pair in pairs
        if _between(items, pair) not in one_plan and max(len(where[pair.low]), len(where[pair.high])) < ROUTINE
    ]


def _between(items: Mapping[int, Titled], pair: Found) -> tuple[int, int]:
    first, second = sorted((items[pair.low].project_id or 0, items[pair.high].project_id or 0))
    return first, second


# --- the same question ------------------------------------------------------------------


def same_questions(decisions: Sequence[Titled]) -> list[Found]:
    """Decisions of different projects on one question, or that seem to say the opposite, the closest first."""
    pairs = (_question(one, other) for one, other in _candidates(decisions))
    return _sorted(pair for pair in pairs if pair is not None)


def _question(one: Titled, other: Titled) -> Found | None:
    how, against = likeness(one.title, other.title), opposed(one.title, other.title)
    if against and how >= OPPOSED:
        return _found(one, other, Likeness.AGAINST, how)
    if how < SAME_QUESTION:
        return None
    both = one.choice.casefold(), other.choice.casefold()
    differs = all(both) and both[0] != both[1]
    return _found(one, other, Likeness.AGAINST if differs else Likeness.QUESTION, how)


NOT = frozenset(["no", "not", "never", "without", "none", "dont", "cannot", "wont", "nothing"])
SIDES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("keep stay retain continue leave", "drop remove delete replace retire stop end close switch leaving"),
        ("buy outsource", "build make"),
        ("allow permit enable", "forbid ban block disable"),
        ("accept approve", "reject decline refuse"),
        ("start open begin", "stop close end"),
        ("always", "never"),
        ("before", "after"),
        ("central centralise centralize", "local decentralise decentralize"),
    )
)
"""Words that stand on opposite sides of a question."""


def opposed(one: str, other: str) -> bool:
    """Whether one of two titles seems to say the opposite of the other: a *no*, or a word of the other side."""
    first, second = _spoken(one), _spoken(other)
    sides = any(
        (first & left and second & right and not first & right)
        or (first & right and second & left and not first & left)
        for left, right in SIDES
    )
    negated = bool(first & NOT) != bool(second & NOT)
    return sides != negated


def _spoken(title: str) -> frozenset[str]:
    return frozenset(title.casefold().replace("’", "").replace("'", "").replace(",", " ").replace(".", " ").split())


# --- which are compared -----------------------------------------------------------------


def _candidates(all_: Sequence[Titled]) -> Iterator[tuple[Titled, Titled]]:
    """Pairs of different projects that say the same words, or share rare ones: two, or one where a title has few."""
    beginnings = [frozenset(word[:STEM] for word in words(one.title)) for one in all_]
    shared: Counter[tuple[int, int]] = Counter()
    for places in _index(beginnings).values():
        shared.update(_across(all_, places))
    alone = {pair for places in _same(beginnings) for pair in _across(all_, places)}
    few = [len(found) <= 3 for found in beginnings]
    near = {pair for pair, count in shared.items() if count > 1 or few[pair[0]] or few[pair[1]]}
    yield from ((all_[one], all_[other]) for one, other in sorted(near | alone))


def _index(beginnings: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """By word: the titles that have it, where they are few."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, stems in enumerate(beginnings):
        for stem in stems:
            found[stem].append(place)
    return {stem: places for stem, places in found.items() if 1 < len(places) <= FEW}


def _same(beginnings: Sequence[frozenset[str]]) -> list[list[int]]:
    """Titles that say the same words, unless many do."""
    found: dict[frozenset[str], list[int]] = defaultdict(list)
    for place, stems in enumerate(beginnings):
        found[stems].append(place)
    return [places for places in found.values() if 1 < len(places) <= FEW]


def _across(all_: Sequence[Titled], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    return (pair for pair in combinations(places, 2) if all_[pair[0]].project_id != all_[pair[1]].project_id)


def _found(one: Titled, other: Titled, kind: Likeness, how: float) -> Found:
    low, high = sorted((one.number, other.number))
    return Found(low, high, kind, how)


def _sorted(pairs: Iterable[Found]) -> list[Found]:
    return sorted(pairs, key=lambda pair: (-pair.close, pair.low, pair.high))
