"""How alike two titles are: the pairs on which the borders were chosen, and what holds for any two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.similar import ALIKE, SMALL, beginnings, likeness, most_alike, words_in

WORD = st.text("abcdefghijklmnopqrstuvwxyzéñü", min_size=3, max_size=9).filter(lambda word: word not in SMALL)
TITLE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Keep the old tenant running until March", "We keep the old tenant until the end of March"),
        ("Book the training room", "The training room is booked"),
        ("Vendor may deliver late", "The vendor delivers late"),
        ("Migrate the archive", "Migration of the archive"),
        ("Choose a vendor", "Vendor chosen: choose Birch"),
        ("Réunion à Málaga", "reunion a malaga"),
    ],
)
def test_the_same_in_other_words_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Keep the old tenant running until March", "Choose the vendor for the archive"),
        ("Book the training room", "Book the flight to Lisbon"),
        ("Vendor may deliver late", "Vendor contract is signed"),
        ("Migrate the archive", "Clean the archive room"),
        ("We take it", "You keep it"),
        ("Draft the plan", "Print the poster"),
    ],
)
def test_what_only_shares_a_word_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@given(TITLE, TITLE)
def test_it_is_between_nothing_and_the_same_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))


@given(TITLE)
def test_the_same_words_are_the_same(title: str) -> None:
    assert likeness(title, title) == pytest.approx(1)


@given(st.lists(WORD, min_size=1, max_size=8).flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))))
def test_neither_order_nor_capitals_nor_signs_matter(both: tuple[list[str], list[str]]) -> None:
    words, mixed = both
    assert likeness(" ".join(words), ", ".join(mixed).upper() + "!") == pytest.approx(1)


@given(TITLE, st.sampled_from(sorted(SMALL)))
def test_a_small_word_says_nothing(title: str, small: str) -> None:
    assert likeness(title, f"{small} {title}") == pytest.approx(1)


@given(st.text("abcdef ", max_size=40), st.text("uvwxyz ", max_size=40))
def test_what_has_no_letter_in_common_has_nothing_in_common(one: str, other: str) -> None:
    assert likeness(one, other) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_has_an_answer(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1


@given(TITLE)
def test_a_word_begins_as_it_begins_whatever_its_ending(title: str) -> None:
    longer = " ".join(f"{word}s" if len(word) >= 4 else word for word in title.split())
    assert beginnings(title) == beginnings(longer)


def test_small_words_begin_nothing_and_accents_do_not_matter() -> None:
    assert beginnings("Is it the Réunion of the vendors?") == {"reun", "vend"}
    assert words_in("The Réunion") == {"reunion"}


def test_the_closest_come_first_and_as_many_as_are_wanted() -> None:
    among = ["Book the flight", "Book the training room", "Training room", "The training room is booked"]
    found = most_alike("Book the training room", among, str, most=2)
    assert found == ["Book the training room", "The training room is booked"]
