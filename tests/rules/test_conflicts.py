"""Which dates do not fit, kind by kind, and that what is suggested does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks.words.conflicts import SAYS
from pmo_bot.model import Freeze, Item, Kind
from pmo_bot.rules.conflicts import KINDS, Around, Conflict, conflicts, veiled, weeks_of
from pmo_bot.rules.links import Waits
from tests.rows import CALENDAR, JON, MARIA, MONDAY, calendar, day, item


def around(items: Iterable[Item], waits: Iterable[tuple[Item, Item]] = (), **more: Any) -> Around:
    """Everything that is known, all of it asked about."""
    known = {one.id: one for one in items}
    given_: dict[str, Any] = {
        "items": known, "about": frozenset(known), "waits": Waits.of((one.id, on.id) for one, on in waits),
        "people": {MARIA.id: MARIA, JON.id: JON}, "calendars": {MARIA.id: CALENDAR, JON.id: CALENDAR},
        "calendar": CALENDAR, "today": MONDAY, "weeks": weeks_of(known.values()),
        "milestones": [one for one in known.values() if one.kind is Kind.MILESTONE],
    }  # fmt: skip
    return Around(**{**given_, **more})


def found(*given_: Any, **more: Any) -> list[tuple[str, int, int | None, date | None]]:
    """Each as its kind, its item, and the item and date that are suggested."""
    return [
        (one.kind, one.item.id, one.fix.item.id if one.fix else None, one.fix.day if one.fix else None)
        for one in conflicts(around(*given_, **more))
    ]


def milestone(**more: Any) -> Item:
    return item("Rehearsal", **{"kind": Kind.MILESTONE, "owner_id": JON.id, **more})


def freeze(first: date, last: date, **more: Any) -> Freeze:
    return Freeze(id=1, team_id="T1", first=first, last=last, by_id=JON.id, **more)


def test_every_kind_has_its_sentence() -> None:
    assert set(KINDS) == set(SAYS)


def test_what_is_due_after_the_milestone_that_needs_it_moves_before_it() -> None:
    late, goal = item(due=day(6)), milestone(due=day(4))
    assert found([late, goal], [(goal, late)]) == [("milestone", late.id, late.id, day(3))]


def test_a_milestone_is_reached_on_the_day_of_the_last_thing_it_needs() -> None:
    last, goal = item(due=day(4)), milestone(due=day(4))
    assert found([last, goal], [(goal, last)]) == []
    step = goal.model_copy(update={"kind": Kind.ACTION})
    assert found([last, step], [(step, last)]) == [("order", step.id, step.id, day(5))]


def test_where_there_is_no_time_left_before_it_the_milestone_moves() -> None:
    late, goal = item(due=day(3)), milestone(due=day(0))
    assert found([late, goal], [(goal, late)]) == [("milestone", late.id, goal.id, day(4))]


def test_what_waits_is_due_after_what_it_waits_for() -> None:
    first, second = item(due=day(4)), item(due=day(4))
    assert found([first, second], [(second, first)]) == [("order", second.id, second.id, day(5))]
    assert found([first, item(due=day(5))], [(second, first)]) == []


def test_a_freeze_holds_for_its_project_or_for_all() -> None:
    inside = item(due=day(2), project_id=1)
    assert found([inside], freezes=[freeze(day(1), day(3))]) == [("frozen", inside.id, inside.id, day(4))]
    assert found([inside], freezes=[freeze(day(1), day(3), project_id=1)])[0][0] == "frozen"
    assert found([inside], freezes=[freeze(day(1), day(3), project_id=2)]) == []


def test_a_suggested_date_lies_in_no_freeze_either() -> None:
    inside = item(due=day(2))
    freezes = [freeze(day(1), day(3)), freeze(day(4), day(6))]
    assert found([inside], freezes=freezes) == [("frozen", inside.id, inside.id, day(7))]


def test_a_day_off_moves_to_the_next_working_day() -> None:
    saturday = day(4) + timedelta(days=1)
    off = item(due=saturday)
    assert found([off]) == [("off", off.id, off.id, day(5))]


def test_before_an_absence_if_there_is_time_else_after_it() -> None:
    gone = {MARIA.id: calendar("Europe/Madrid", (day(3), day(6)))}
    far, near = item(due=day(4)), item(due=day(4))
    assert found([far], calendars=gone) == [("off", far.id, far.id, day(2))]
    assert found([near], calendars=gone, today=day(2)) == [("off", near.id, near.id, day(7))]


def test_more_than_fits_into_a_week_moves_what_weighs_least_to_a_week_with_room() -> None:
    week = [item(due=day(7)) for _ in range(3)]
    late = item(due=day(8), priority="low")
    assert found([*week, late], most=4) == []
    assert found([*week, late], most=3) == [("full", late.id, late.id, day(10))]
    next_week = [item(due=day(11)) for _ in range(3)]
    assert found([*week, late, *next_week], most=3) == [("full", late.id, late.id, day(15))]


def test_a_week_is_full_by_what_is_owed_elsewhere_too_and_only_what_is_asked_about_moves() -> None:
    mine, elsewhere = item(due=day(7)), [item(due=day(7), priority="low") for _ in range(3)]
    known = around([mine, *elsewhere], most=3, about=frozenset({mine.id}))
    assert [(one.kind, one.item.id) for one in conflicts(known)] == [("full", mine.id)]


def test_one_person_is_needed_for_two_milestones_on_one_day() -> None:
    one, two = milestone(due=day(4)), milestone(due=day(4), owner_id=None)
    owed = item(due=day(2), owner_id=JON.id)
    assert found([one, two, owed]) == []
    assert found([one, two, owed], [(two, owed)]) == [("double", two.id, two.id, day(5))]


def test_what_is_over_is_no_conflict_of_dates_any_more() -> None:
    late, goal = item(due=day(-2)), milestone(due=day(-4))
    assert found([late, goal], [(goal, late)], freezes=[freeze(day(-9), day(9))]) == []


def test_who_may_not_see_the_other_side_reads_that_there_is_one() -> None:
    late, goal = item(due=day(6)), milestone(due=day(4))
    (seen,) = veiled(conflicts(around([late, goal], [(goal, late)])), lambda one: one.id == late.id)
    assert (seen.other, seen.hidden, seen.items) == (None, True, (late,))
    assert veiled(conflicts(around([late, goal], [(goal, late)])), lambda one: one.id == goal.id) == []


DATES = st.lists(st.integers(-3, 15), min_size=2, max_size=8)
PAIRS = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10)


@given(DATES, PAIRS, st.integers(0, 12), st.integers(0, 5), st.integers(2, 4))
def test_what_is_suggested_would_fit(
    dates: list[int], pairs: set[tuple[int, int]], start: int, long: int, most: int
) -> None:
    """Moved to the suggested day, the item no longer has that conflict with what it had it with."""
    items = [item(due=day(n), kind=Kind.MILESTONE if at % 3 == 0 else Kind.ACTION) for at, n in enumerate(dates)]
    waits = [(items[a], items[b]) for a, b in pairs if a < b < len(items)]
    freezes = [freeze(day(start), day(start + long))]
    for one in conflicts(around(items, waits, freezes=freezes, most=most)):
        if one.fix is not None:
            moved = [with_due(i, one.fix.day) if i.id == one.fix.item.id else i for i in items]
            again = conflicts(around(moved, waits, freezes=freezes, most=most))
            assert same(one) not in [same(other) for other in again]
            assert one.fix.day >= MONDAY
            assert CALENDAR.is_working(one.fix.day)


def with_due(one: Item, due: date) -> Item:
    return Item(**{**one.model_dump(), "due": due})


def same(one: Conflict) -> tuple[Any, ...]:
    week = one.item.due - timedelta(days=one.item.due.weekday()) if one.kind == "full" and one.item.due else None
    return (one.kind, one.item.id, one.other.id if one.other else None, week)


def test_a_view_of_nothing_has_no_conflicts() -> None:
    assert conflicts(replace(around([]), about=frozenset())) == []
