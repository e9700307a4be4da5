"""Text in the cells of a CSV file: no spreadsheet takes it for a formula, and it comes back as it was."""

from __future__ import annotations

import csv
import io
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmo_bot.exchange.cells import cell, harmless, uncell

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SEPARATED = st.lists(
    st.sampled_from([";", "\t", "\n", "\r", "'", '"', " ", "=", "+", "-", "@", "＝", "\ufeff", "a", ","])
).map("".join)
FORMULAS = SEPARATED | st.builds(
    "".join, st.tuples(st.sampled_from(["", '"', "'", " ", "\t", "\r", "\n", "\u00a0", "\ufeff", '""', "“"]),
                       st.sampled_from("=+-@＝＋－＠﹢﹣﹦﹫"), TEXTS),
)  # fmt: skip
OF_A_FORMULA = frozenset("=+-@\t\r\n")


@given(st.none() | TEXTS | FORMULAS)
@example(None)
@example("")
@example("'")
@example("''=1")
def test_nothing_is_lost(text: str | None) -> None:
    assert uncell(cell(text)) == text


@given(st.lists(st.none() | TEXTS | FORMULAS, min_size=2, max_size=5))
def test_nor_in_a_file(texts: list[str | None]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([cell(one) for one in texts])
    (read,) = csv.reader(io.StringIO(file.getvalue(), newline=""), strict=True)
    assert [uncell(one) for one in read] == texts


@given(st.lists(st.none() | TEXTS | FORMULAS, min_size=2, max_size=2, unique=True))
def test_two_texts_are_two_cells(texts: list[str | None]) -> None:
    one, other = texts
    assert cell(one) != cell(other)


@given(TEXTS | FORMULAS)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    """Also when a program takes quotes and spaces away first, or reads a wide sign as the plain one."""
    begins = cell(text)[0]
    assert OF_A_FORMULA.isdisjoint(begins)
    if begins != "'":
        assert OF_A_FORMULA.isdisjoint(normalize("NFKC", begins))
        assert begins.strip('"´`‘’“” \u00a0\ufeff')


@given(st.lists(SEPARATED, min_size=1, max_size=4), st.sampled_from(";\t,"))
@example(["a;=1"], ";")
@example(["a\n=1\nb"], ";")
@example(['x";"=1'], ";")
def test_nor_where_a_program_takes_another_separator(texts: list[str], separator: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["key", *(cell(one) for one in texts)]] * 2)
    for row in csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=separator):
        assert [one for one in row if one.lstrip(' "\u00a0\ufeff\t\r\n')[:1] in tuple("=+-@＝")] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Draft the plan", "Draft the plan"), ("12", "12"), ("Ökoplan", "Ökoplan"), ("=1+1", "'=1+1"),
        ('"=1+1"', "'\"=1+1\""), ("-5", "'-5"), ("＝1", "'＝1"), ("\t=1", "'\t'=1"), ("'tis", "''tis"), ("", "'"),
        ("a;=1", "a;'=1"), ("a;'=1", "a;''=1"), ("a; b", "a; b"), ("1 - 2; 3 + 4", "1 - 2; 3 + 4"),
    ],
)  # fmt: skip
def test_a_text_that_is_none_of_these_stays_as_it_is(text: str, told: str) -> None:
    assert cell(text) == told


def test_in_a_table_for_people_nothing_is_an_empty_cell() -> None:
    assert (harmless(""), harmless("=1"), harmless("a")) == ("", "'=1", "a")
