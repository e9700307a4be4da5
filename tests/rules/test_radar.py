"""What looks like the same work or the same question, and what only sounds a little like it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Likeness
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.radar import SAME_WORK, Titled, look_on, next_look, opposed, same_questions, same_work
from pmo_bot.rules.similar import likeness

MADRID = Calendar(ZoneInfo("Europe/Madrid"))


def titled(*titles: str) -> list[Titled]:
    """Each title in a project of its own."""
    return [Titled(number, number, title) for number, title in enumerate(titles, 1)]


def numbers(items: Sequence[Titled]) -> list[tuple[int, int]]:
    return [(one.low, one.high) for one in same_work(items)]


SAME = [
    ("Draft the cutover plan", "Cutover plan draft"),
    ("Order the new laptops for the branch", "Order new laptops for branches"),
    ("Access list for the new tenant", "New tenant access list from legal"),
    ("Train the support team on the new tool", "Training of the support team for the new tool"),
    ("Vendor contract review with legal", "Legal review of the vendor contract"),
    ("Clean up the customer master data", "Customer master data cleaning"),
    ("Verträge prüfen", "Vertrage prüfen"),
]
OTHER = [
    ("Deploy v2.4", "Deploy v2.5"),
    ("Close the books of 2026", "Close the books of 2027"),
    ("Call Bob", "Call Rob"),
    ("Update the risk register", "Update the budget register"),
    ("Migrate the customer data", "Migrate the supplier data"),
    ("Write the training material", "Write the training plan"),
    ("Book the room for the kickoff", "Book the hotel for the kickoff"),
    ("Test the backup", "Test the restore"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_work_in_other_words_is_found(one: str, other: str) -> None:
    assert numbers(titled("Prepare the steering", one, "Sell the company", other)) == [(2, 4)]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_only_sounds_like_it_is_left_alone(one: str, other: str) -> None:
    assert numbers(titled(one, other)) == []


def test_within_one_project_nothing_is_compared() -> None:
    assert same_work([Titled(1, 1, "Draft the cutover plan"), Titled(2, 1, "Draft the cutover plan")]) == []


def test_a_step_that_many_projects_have_is_how_people_work() -> None:
    assert len(numbers(titled(*["Hold the kickoff meeting"] * 3))) == 3
    assert numbers(titled(*["Hold the kickoff meeting"] * 4)) == []


def test_two_projects_begun_from_one_plan_are_not_the_same_work() -> None:
    plan = [
        "Order the laptops",
        "Train the helpdesk",
        "Move the mailboxes",
        "Switch the telephones",
        "Print the badges",
    ]
    cloned = [Titled(10 * project + place, project, title) for project in (1, 2) for place, title in enumerate(plan)]
    apart = [Titled(90 + place, 1, f"Something quite {word}") for place, word in enumerate(("else", "other"))]
    assert numbers([*cloned, *apart]) == []
    assert len(numbers([one for one in cloned if one.number not in (12, 13)])) == 3


def test_the_closest_come_first() -> None:
    found = same_work([
        Titled(1, 1, "Order the new laptops for the branch"), Titled(2, 2, "Order new laptops for branches"),
        Titled(3, 3, "Review the vendor contract"), Titled(4, 4, "Review the vendor contract"),
    ])  # fmt: skip
    assert [(one.low, one.high) for one in found] == [(3, 4), (1, 2)]
    assert found[0].close > found[1].close >= SAME_WORK


WORDS = st.sampled_from(("access", "list", "tenant", "vendor", "contract", "legal", "cutover", "plan", "budget"))
TITLES = st.lists(st.lists(WORDS, min_size=2, max_size=4, unique=True).map(" ".join), min_size=2, max_size=12)


@given(TITLES)
def test_no_more_is_found_than_by_comparing_each_with_each_and_no_less_of_what_few_share(titles: list[str]) -> None:
    items = [Titled(number, number % 3, title) for number, title in enumerate(titles, 1)]
    every = {
        (one.number, other.number)
        for one, other in combinations(items, 2)
        if one.project_id != other.project_id and likeness(one.title, other.title) >= SAME_WORK
    }
    assert set(numbers(items)) <= every
    if not same_plan(items, every):
        assert set(numbers(items)) == every


def same_plan(items: Sequence[Titled], pairs: set[tuple[int, int]]) -> bool:
    """Whether two of the projects have so much in common that they count as begun from one plan."""
    home = {one.number: one.project_id for one in items}
    between = [tuple(sorted((home[low] or 0, home[high] or 0))) for low, high in pairs]
    return any(between.count(both) >= 4 for both in between)


def test_ten_thousand_items_take_moments() -> None:
    dice = random.Random(1)  # noqa: S311 - nothing is kept secret with it
    words = ["".join(dice.choices("abcdefghijklmnoprstuvz", k=dice.randint(4, 9))) for _ in range(1500)]
    often = [1 / (place + 3) for place in range(len(words))]
    items = [Titled(n, n % 40, " ".join(dice.choices(words, often, k=dice.randint(3, 8)))) for n in range(10_000)]
    planted = [Titled(20_001, 1, "Draft the cutover plan"), Titled(20_002, 2, "Cutover plan draft")]
    began = process_time()
    found = same_work([*items, *planted])
    assert process_time() - began < 5, "all pairs would take minutes"
    assert (20_001, 20_002) in {(one.low, one.high) for one in found}


# --- decisions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Keep the old tenant running until March", "Switch off the old tenant in March", Likeness.AGAINST),
        ("We buy the identity service", "We build the identity service ourselves", Likeness.AGAINST),
        ("Customer data leaves the country", "Customer data does not leave the country", Likeness.AGAINST),
        ("Keep the old tenant until March", "Keep the old tenant until May", Likeness.QUESTION),
        ("We take Birch for the identity service", "Birch for the identity service", Likeness.QUESTION),
    ],
)
def test_decisions_on_one_question_and_those_that_say_the_opposite(one: str, other: str, kind: Likeness) -> None:
    assert [found.kind for found in same_questions(titled(one, other))] == [kind]


def test_one_question_with_two_answers_is_a_contradiction() -> None:
    asked = [Titled(1, 1, "Which vendor do we take?", "Acme"), Titled(2, 2, "Which vendor do we take?", "Birch")]
    assert [one.kind for one in same_questions(asked)] == [Likeness.AGAINST]
    agreed = [Titled(1, 1, "Which vendor do we take?", "Acme"), Titled(2, 2, "Which vendor do we take?", "acme")]
    assert [one.kind for one in same_questions(agreed)] == [Likeness.QUESTION]


def test_decisions_about_other_things_are_left_alone() -> None:
    assert same_questions(titled("Keep the old tenant running", "Drop the old printer", "We buy the licences")) == []


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("Keep the tenant", "Do not keep the tenant", True),
        ("Keep the tenant", "Drop the tenant", True),
        ("Keep the tenant", "Do not drop the tenant", False),
        ("We don’t buy it", "We buy it", True),
        ("Keep the tenant", "Keep the printer", False),
    ],
)
def test_a_no_or_a_word_of_the_other_side_makes_the_opposite(one: str, other: str, *, against: bool) -> None:
    assert opposed(one, other) is against
    assert opposed(other, one) is against


# --- when -------------------------------------------------------------------------------


def test_the_look_is_on_wednesday_before_anybodys_brief() -> None:
    tuesday_night = datetime(2026, 12, 1, 22, 59, tzinfo=UTC)
    assert look_on(MADRID, tuesday_night) == date(2026, 11, 23)
    assert look_on(MADRID, tuesday_night + timedelta(minutes=1)) == date(2026, 11, 30)
    assert next_look(MADRID, tuesday_night) == datetime(2026, 12, 1, 23, 0, tzinfo=UTC)
