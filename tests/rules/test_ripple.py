"""What a new date touches: chains, circles, and whatever hypothesis thinks of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Item
from pmo_bot.rules.ripple import Touched, ripple
from tests.rows import CALENDAR, day, item


def touched(first: Item, n: int, waiting: dict[int, list[Item]]) -> tuple[Touched, ...]:
    return ripple(first, day(n), waiting, lambda one: CALENDAR)


def test_what_is_due_after_the_new_date_still_fits() -> None:
    first, after = item(due=day(0)), item(due=day(6))
    assert touched(first, 5, {first.id: [after]}) == ()


def test_a_chain_is_followed_as_far_as_dates_no_longer_fit() -> None:
    first, second, third, far = (item(due=day(n)) for n in (0, 3, 4, 30))
    found = touched(first, 5, {first.id: [second], second.id: [third], third.id: [far]})
    assert [(one.item.id, one.late_by) for one in found] == [(second.id, 2), (third.id, 1)]


def test_a_circle_ends_where_it_was_entered() -> None:
    first, second = item(due=day(0)), item(due=day(1))
    assert [one.item.id for one in touched(first, 5, {first.id: [second], second.id: [first]})] == [second.id]


def test_what_has_no_date_cannot_be_late() -> None:
    first, open_end = item(due=day(0)), item(due=None)
    assert touched(first, 5, {first.id: [open_end]}) == ()


@given(
    st.lists(st.integers(0, 12), min_size=2, max_size=7),
    st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20),
    st.integers(0, 12),
)
def test_each_is_named_once_and_only_when_it_no_longer_fits(
    dues: list[int], pairs: set[tuple[int, int]], to: int
) -> None:
    items = [item(due=day(n)) for n in dues]
    waiting: dict[int, list[Item]] = {}
    for on, after in sorted(pairs):
        if max(on, after) < len(items):
            waiting.setdefault(items[on].id, []).append(items[after])
    found = touched(items[0], to, waiting)
    assert len({one.item.id for one in found}) == len(found)
    assert all(one.item.due is not None and one.item.due <= one.earliest for one in found)
    assert items[0].id not in {one.item.id for one in found}
    direct = {one.id for one in waiting.get(items[0].id, []) if one.due is not None and one.due <= day(to)}
    assert direct - {items[0].id} <= {one.item.id for one in found}
