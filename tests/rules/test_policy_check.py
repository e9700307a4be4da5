"""A policy that makes no sense is told so, mistake by mistake; how reminders are typed."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks.words.policy import MISTAKES, mistake
from pmo_bot.rules import policy_check
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.rules.policy_check import check
from pmo_bot.rules.policy_text import read, written

PREVIEW, CONTACT, SPONSOR = {"at": 1, "do": "preview"}, {"at": 2, "to": "contact"}, {"at": 4, "to": "sponsor"}


def wrong(body: object) -> list[str]:
    return [found.what for found in check(body)]


@pytest.mark.parametrize(
    "body",
    [
        DEFAULT,
        {},
        {"nudges": [], "escalate": []},
        {"nudges": [{"at": -7}, {"at": -1}, {"at": 0}, {"every": 1, "max": 10}]},
        {"escalate": [PREVIEW, CONTACT], "grace": 1, "ack_pause": 20, "critical": True},
        {"escalate": [{"at": 0, "do": "preview"}, {"at": 1, "to": "contact"}, {"at": 1, "to": "sponsor"}]},
        {"escalate": [PREVIEW]},
    ],
)
def test_what_makes_sense_passes(body: dict[str, Any]) -> None:
    assert wrong(body) == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ([], "no_object"),
        ({"nudges": [{"at": n} for n in range(13)]}, "too_many"),
        ({"nudge": []}, "unknown_key"),
        ({"nudges": {"at": 1}}, "no_list"),
        ({"nudges": "soon"}, "no_list"),
        ({"nudges": [{"every": 2, "max": 2}, {"every": 3, "max": 2}]}, "two_repeats"),
        ({"nudges": [{"in": 1}]}, "bad_nudge"),
        ({"nudges": [3]}, "bad_nudge"),
        ({"nudges": [{"at": 1.5}]}, "bad_number"),
        ({"nudges": [{"at": "1"}]}, "bad_number"),
        ({"nudges": [{"at": True}]}, "bad_number"),
        ({"nudges": [{"at": 261}]}, "bad_number"),
        ({"nudges": [{"at": -1, "min_span": 0}]}, "bad_number"),
        ({"nudges": [{"every": 0, "max": 5}]}, "bad_number"),
        ({"nudges": [{"every": 5, "max": 21}]}, "bad_number"),
        ({"escalate": 3}, "no_list"),
        ({"escalate": [{"at": 1, "do": "shout"}]}, "bad_step"),
        ({"escalate": [PREVIEW, {"at": 2, "to": "boss"}]}, "unknown_recipient"),
        ({"escalate": [PREVIEW, CONTACT, {"at": 5, "to": "contact"}]}, "told_twice"),
        ({"escalate": [CONTACT]}, "one_preview"),
        ({"escalate": [PREVIEW, PREVIEW, CONTACT]}, "one_preview"),
        ({"escalate": [{"at": 2, "do": "preview"}, CONTACT]}, "preview_late"),
        ({"escalate": [PREVIEW, SPONSOR, {"at": 2, "to": "contact"}]}, "out_of_order"),
        ({"escalate": [{"at": -1, "do": "preview"}, CONTACT]}, "bad_number"),
        ({"grace": 0}, "bad_number"),
        ({"ack_pause": 21}, "bad_number"),
        ({"critical": "yes"}, "bad_flag"),
        ({"tell_requester": 1}, "bad_flag"),
        ({"nudges": ["x" * 5000]}, "too_long"),
    ],
)
def test_each_mistake_is_found(body: object, what: str) -> None:
    assert wrong(body) == [what]


def test_every_mistake_has_a_sentence_that_says_what_to_do() -> None:
    assert check({"grace": 0})[0].facts == {"key": "grace", "least": 1, "most": 20}
    for found in check({"nudges": 1, "escalate": [CONTACT], "grace": 0, "critical": 1, "more": 2}):
        assert mistake(found).split()[0] in ("Leave", "Write", "Use", "Choose")
    source = policy_check.__file__
    with open(source) as file:
        text = file.read()
    assert all(f'Mistake("{what}"' in text for what in MISTAKES)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["nudges", "escalate", "grace", "at", "to", "do", "every", "max"]), inner,
                        max_size=3), max_leaves=12))  # fmt: skip
def test_nothing_that_is_typed_breaks_the_check(body: Any) -> None:
    before = copy.deepcopy(body)
    assert all(mistake(found) for found in check(body))
    assert body == before


def test_reminders_are_typed_as_they_are_shown() -> None:
    assert written(DEFAULT["nudges"]) == "-5 over 10, -1, 0, +1, +3, then every 5 up to 5"
    assert read(written(DEFAULT["nudges"])) == DEFAULT["nudges"]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("-7, -1, 0, every 1", [{"at": -7}, {"at": -1}, {"at": 0}, {"every": 1, "max": 5}]),
        ("1; 3", [{"at": 1}, {"at": 3}]),
        ("", []),
        ("none", []),
        ("−2", [{"at": -2}]),
        ("tomorrow", None),
        ("1, soon", None),
        ("1.5", None),
        ("every day", None),
    ],
)
def test_what_is_typed_is_understood_or_refused(typed: str, means: list[dict[str, int]] | None) -> None:
    assert read(typed) == means
