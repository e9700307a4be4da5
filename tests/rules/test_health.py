"""The colour that the record gives: by what is late, silent, moved, undecided, unaccepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Health, Priority
from pmo_bot.rules.health import BADNESS, Evidence, Sign, is_greener

counts = st.dictionaries(st.sampled_from([s for s in Sign if s is not Sign.LATE]), st.integers(0, 9))
lates = st.dictionaries(st.sampled_from(list(Priority)), st.integers(0, 9))
records = st.builds(Evidence, st.integers(0, 500), lates, counts)


@pytest.mark.parametrize(
    ("record", "colour"),
    [
        (Evidence(20), Health.GREEN),
        (Evidence(20, {Priority.LOW: 1}), Health.AMBER),
        (Evidence(9, {Priority.NORMAL: 5}), Health.AMBER),
        (Evidence(9, {Priority.NORMAL: 6}), Health.RED),
        (Evidence(9, {Priority.CRITICAL: 1}), Health.RED),
        (Evidence(100, {Priority.NORMAL: 15}), Health.AMBER),
        (Evidence(100, {Priority.NORMAL: 16}), Health.RED),
        (Evidence(500, counts={Sign.MILESTONES: 1}), Health.RED),
        (Evidence(500, counts={Sign.ANSWERS: 1}), Health.RED),
        (Evidence(9, counts={Sign.MOVED: 1}), Health.AMBER),
        (Evidence(9, counts={Sign.DECISIONS: 1}), Health.AMBER),
        (Evidence(9, counts={Sign.RISKS: 3}), Health.RED),
        (Evidence(9, counts={Sign.UNACCEPTED: 2}), Health.GREEN),
        (Evidence(9, counts={Sign.UNACCEPTED: 3}), Health.AMBER),
    ],
)
def test_what_weighs_how_much(record: Evidence, colour: Health) -> None:
    assert record.colour is colour


@given(records, st.sampled_from([s for s in Sign if s is not Sign.LATE]))
def test_one_more_of_anything_never_makes_it_greener(record: Evidence, sign: Sign) -> None:
    worse = Evidence(record.open, record.late, {**record.counts, sign: record.of(sign) + 1})
    assert BADNESS[worse.colour] >= BADNESS[record.colour]


@given(records)
def test_a_colour_has_its_reasons_and_green_has_none(record: Evidence) -> None:
    assert bool(record.reasons) is (record.colour is not Health.GREEN)
    weights = [record.points(sign) for sign, _ in record.reasons]
    assert weights == sorted(weights, reverse=True)


def test_only_a_greener_colour_is_asked_about() -> None:
    amber = Evidence(9, {Priority.NORMAL: 1})
    assert is_greener(Health.GREEN, amber)
    assert not is_greener(Health.AMBER, amber)
    assert not is_greener(Health.RED, amber)
    assert not is_greener(None, amber)
