"""A tip a week at most, each once, none about what somebody has found, and none for whoever is no newcomer."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.tips import APART, NEW_FOR, Did, Tip, tip_for, used

MET = date(2026, 11, 30)
TOMORROW = MET + timedelta(days=1)


def test_the_first_message_explains_enough_and_the_next_has_a_tip() -> None:
    assert tip_for(MET, MET, {}, ()) is None
    assert tip_for(TOMORROW, MET, {}, ()) is Tip.WORDS
    assert tip_for(TOMORROW, None, {}, ()) is None
    assert tip_for(MET + NEW_FOR + timedelta(days=1), MET, {}, ()) is None


def test_what_somebody_has_used_is_no_tip() -> None:
    found = used([Did("item.done", "C1/1", "said:4"), Did("item.created", "shortcut"), Did("item.blocked", "button")])
    assert found == {Tip.WORDS, Tip.TRACK, Tip.BLOCKED}
    assert tip_for(TOMORROW, MET, {}, found) is Tip.PREFS
    assert tip_for(TOMORROW, MET, {}, set(Tip)) is None


@given(st.sets(st.integers(0, 120)), st.sets(st.sampled_from(list(Tip))))
def test_however_often_somebody_is_written_to_tips_are_few_and_far_between(days: set[int], found: set[Tip]) -> None:
    shown: dict[date, str] = {}
    for day in sorted(MET + timedelta(days=one) for one in days):
        tip = tip_for(day, MET, shown, found)
        if tip is not None:
            shown[day] = tip.value
    assert len(set(shown.values())) == len(shown) <= len(set(Tip) - found)
    on = sorted(shown)
    assert all(later - earlier >= APART for earlier, later in pairwise(on))
