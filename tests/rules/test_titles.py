"""Titles: what nobody sees is left out, what shapes letters and pictures stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.titles import readable

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


UNSEEN = ["", "  ", "\u202e", "\u200b\u200b", "\u200d", " \ufeff\u2060\t\n", "\u3164", "\u2800", "\ufe0f"]


@pytest.mark.parametrize("blank", UNSEEN)
def test_nothing_that_can_be_seen_is_nothing(blank: str) -> None:
    assert readable(blank) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Draft\u202e the plan", "Draft the plan"),
        ("\u200bDraft\u00ad the\u200b plan\u200b", "Draft the plan"),
        ("\u200fDraft", "Draft"),
        ("Draft\tthe\nplan", "Draft the plan"),
        (f"Family day {FAMILY}", f"Family day {FAMILY}"),
        (f"{SCOTLAND} launch", f"{SCOTLAND} launch"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("2 × 3", "2 × 3"),
    ],
)
def test_what_carries_something_stays(typed: str, kept: str) -> None:
    assert readable(typed) == kept


@given(st.text())
def test_reading_it_again_changes_nothing(text: str) -> None:
    assert readable(readable(text)) == readable(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_a_plain_title_is_read_like_one_with_an_accent(text: str) -> None:
    assert readable(f"é{text}") == f"é{text}".rstrip()
    assert readable(text) == text.strip()
