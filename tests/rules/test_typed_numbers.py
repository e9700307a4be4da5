"""Numbers as people type them: what half of the world reads otherwise is asked back, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.typed_numbers import amount_of, figure_of


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("42", 42.0), ("-3", -3.0), ("4.5", 4.5), ("1,200", 1200.0), ("1,234,567.8", 1234567.8), ("1200", 1200.0)],
)
def test_a_plain_number_is_read(typed: str, figure: float) -> None:
    assert figure_of(typed) == figure


@pytest.mark.parametrize(
    "typed", ["3,5", "1,20", "12,0000", "1,,200", "1,", ",5", "1.234,5", "1e5", "nan", "", "1 200"]
)
def test_what_may_mean_something_else_is_no_number(typed: str) -> None:
    assert figure_of(typed) is None


@pytest.mark.parametrize("typed", ["120.000", "0.5", "-5", "3,5", "1e5", "9" * 400])
def test_an_amount_has_no_point_and_no_sign(typed: str) -> None:
    assert amount_of(typed) is None


@given(st.integers(min_value=0, max_value=10**15))
def test_an_amount_is_the_same_with_its_commas_and_without(amount: int) -> None:
    assert amount_of(str(amount)) == amount_of(f"{amount:,}") == amount
