"""How much later, in words: read as working days, or refused."""

import pytest

from pmo_bot.rules.dates import read_shift


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("two more days", 2),
        ("2 more days", 2),
        ("2 days more", 2),
        ("+2d", 2),
        ("+ 2 days", 2),
        ("2d", 2),
        ("one more day", 1),
        ("another day", 1),
        ("another week", 5),
        ("a week", 5),
        ("1w", 5),
        ("two more weeks", 10),
        ("3 working days", 3),
        ("3 wd", 3),
        ("by 2 days", 2),
        ("for 3 days", 3),
        ("I need 2 more days", 2),
        ("another 3 days", 3),
        ("2 days later", 2),
    ],
)
def test_reads_a_shift(words: str, days: int) -> None:
    shift = read_shift(words)
    assert shift is not None
    assert shift.working_days == days


@pytest.mark.parametrize(
    "words",
    [
        "",
        "days",
        "more days",
        "0 days",
        "-2d",
        "+0d",
        "2",
        "+2",
        "a couple of days",
        "999 days",
        "2 months",
        "friday",
        "d",
        "+",
    ],
)
def test_refuses_a_shift(words: str) -> None:
    assert read_shift(words) is None


@pytest.mark.parametrize("words", ["some more days", "2 more", "in 2 days", "x" * 99, "2 days or so"])
def test_refuses_a_shift_with_words_around_it(words: str) -> None:
    assert read_shift(words) is None
