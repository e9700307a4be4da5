"""Which lessons are shown beside what somebody begins: planted ones, and never a random one."""

from __future__ import annotations

import random
from datetime import date

import pytest

from pmo_bot.rules.lessons import CLOSE, Thing, Told, asked_on, closeness, matching
from tests.rows import CALENDAR, MONDAY, day, lesson, project

PLANTED = [
    ("Book the training room", "Book the room a month ahead", "none was free"),
    ("The vendor may deliver late", "Ask the vendor every week for a delivery date", ""),
    ("Migration rehearsal", "Do a second rehearsal of the migration", "the first one found too much"),
    ("Helpdesk is overrun after go-live", "Double the helpdesk in the week of the go-live", ""),
    ("Licence ends before the rollout", "Check when licences end", "ours ended during the rollout"),
    ("Legal review of the contract", "Send contracts to legal six weeks before", "their review takes a month"),
    ("Data freeze", "Announce the data freeze twice", "half of the team had not read it"),
]
ONSETS, NUCLEI = ("b", "cr", "d", "f", "gl", "h", "k", "l", "m", "n", "p", "r", "st", "t", "v"), "aeiou"


def sentences(seed: int, count: int) -> list[str]:
    """Made-up sentences of three to seven words out of a thousand, some of them much more common than others."""
    rng = random.Random(seed)  # noqa: S311 - a seed, no secret
    of_all = random.Random(0)  # noqa: S311 - a seed, no secret
    known = ["".join(of_all.choice(ONSETS) + of_all.choice(NUCLEI) for _ in range(3)) for _ in range(1000)]
    often = [1 / (at + 50) for at in range(1000)]
    return [" ".join(rng.choices(known, often, k=rng.randint(3, 7))) for _ in range(count)]


@pytest.mark.parametrize(("title", "learned", "because"), PLANTED)
def test_what_is_about_the_same_is_shown(title: str, learned: str, because: str) -> None:
    planted = Told(lesson(learned, because=because), project())
    others = [Told(lesson(one), project()) for one in sentences(1, 200)]
    assert planted in matching(Thing((title,)), [*others, planted])


def test_what_is_about_something_else_is_not() -> None:
    crossed = [(title, other) for title, *own in PLANTED for _, *other in PLANTED if own != other]
    assert [(title, other) for title, other in crossed if near(title, *other)] == []


def near(title: str, learned: str, because: str = "") -> bool:
    return closeness([title], lesson(learned, because=because)) >= CLOSE


def test_a_random_lesson_is_hardly_ever_shown_for_a_random_title() -> None:
    titles, learned = sentences(2, 40), sentences(3, 250)
    pairs = [(title, other) for title in titles for other in learned if near(title, other)]
    assert len(pairs) <= len(titles) * len(learned) / 1000
    assert not any(near(title, other) for title, *_ in PLANTED for other in learned)


def test_one_long_word_in_common_is_an_accident() -> None:
    assert not near("Book the training room", "Training on site beats training online")
    assert near("Rehearsal", "Do a second rehearsal")  # of one word it is all there is


def test_a_tag_that_is_named_is_enough() -> None:
    tagged = Told(lesson("They answer on the phone only"), project(), tags=("acme",))
    assert matching(Thing(("Acme may deliver late",)), [tagged]) == [tagged]
    assert matching(Thing(("Birch may deliver late",)), [tagged]) == []


def test_at_most_two_the_closest_first_and_of_equals_the_one_that_helped() -> None:
    same = [Told(lesson("Book the room early", id=n), project(), helped=n) for n in (1, 2, 3)]
    far = Told(lesson("Book the flight and the hotel early"), project())
    assert [one.lesson.id for one in matching(Thing(("Book the room",)), [far, *same])] == [3, 2]


def test_of_equals_the_one_of_the_same_kind_of_project_comes_first() -> None:
    other = Told(lesson("Move the archive in two steps"), project(), helped=5)
    alike = Told(lesson("Move the archive in two steps"), project(pack="stage-gate"))
    assert matching(Thing(("Move the archive",), pack="stage-gate"), [other, alike]) == [alike, other]
    assert matching(Thing(("Move the archive",)), [other, alike]) == [other, alike]


@pytest.mark.parametrize(
    ("before", "expected"), [(None, day(1)), (day(-20), day(1)), (day(-2), day(3)), (day(1), day(6))]
)
def test_a_lead_is_asked_tomorrow_and_no_sooner_than_a_week_after_the_last_time(
    before: date | None, expected: date
) -> None:
    assert asked_on(MONDAY, before, CALENDAR) == expected
