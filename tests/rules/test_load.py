"""How full somebody's weeks are, from the dates of what is open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Item, Kind
from pmo_bot.rules.load import AHEAD, Heat, Load, effort, load, shared
from pmo_bot.rules.tags import tag_names
from tests.rows import CALENDAR, JON, MADRID, MARIA, MONDAY, calendar, done, item

WEEK = timedelta(days=7)


def of(*items: Item, away: tuple[tuple[date, date], ...] = ()) -> Load:
    return load(MARIA, items, calendar(MADRID, *away), MONDAY)


def test_points_count_in_the_week_in_which_they_are_due() -> None:
    found = of(item(effort=5), item(effort=3, due=MONDAY + WEEK), item(effort=8, due=MONDAY + timedelta(days=6)))
    assert [week.points for week in found.weeks] == [13, 3, 0, 0]
    assert [week.monday for week in found.weeks] == [MONDAY + WEEK * number for number in range(AHEAD)]


def test_what_is_late_has_to_be_done_this_week() -> None:
    assert of(item(effort=4, due=MONDAY - WEEK * 5)).weeks[0].points == 4


def test_what_is_done_undated_or_somebody_elses_fills_nothing() -> None:
    assert of(done(effort=8), item(due=None, effort=8), item(owner_id=JON.id, effort=8)).points == 0


@pytest.mark.parametrize(("kind", "points"), [(Kind.ACTION, 2), (Kind.MILESTONE, 3), (Kind.CHECK, 1)])
def test_what_nobody_sized_counts_as_its_kind_usually_does(kind: Kind, points: int) -> None:
    assert effort(item(kind=kind)) == points


def test_less_fits_into_a_week_with_days_off() -> None:
    found = of(item(effort=5), away=((MONDAY, MONDAY + timedelta(days=2)), (MONDAY + WEEK, MONDAY + WEEK * 2)))
    assert [week.fits for week in found.weeks[:2]] == [4, 0]
    assert [week.heat for week in found.weeks[:2]] == [Heat.OVER, Heat.AWAY]


@pytest.mark.parametrize(
    ("points", "heat"), [(0, Heat.FREE), (6, Heat.FITS), (7, Heat.BUSY), (10, Heat.BUSY), (11, Heat.OVER)]
)
def test_a_word_for_how_full_it_is(points: int, heat: Heat) -> None:
    rows = [item(effort=1) for _ in range(points)]
    week = of(*rows).weeks[0]
    assert (week.heat, week.is_over) == (heat, heat is Heat.OVER)


def test_a_week_is_shared_when_no_project_fills_it_alone_and_several_do_together() -> None:
    def found(*parts: tuple[int | None, int]) -> list[list[int]]:
        items = [item(project_id=project, effort=points) for project, points in parts]
        weeks = shared(MARIA, items, calendar(MADRID), MONDAY)
        assert all(one.week.monday == MONDAY for one in weeks)
        return [[one.effort or 0 for one in week.items] for week in weeks]

    assert found((1, 2), (1, 4), (2, 5)) == [[4, 5]], "what takes most of it, of each"
    assert found((1, 5), (2, 5)) == [], "it fits"
    assert found((1, 6), (1, 5), (2, 1)) == [], "one of them fills it alone"
    assert found((1, 7), (None, 7)) == [], "the rest belongs to no project"


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(-30, 27)), max_size=20))
def test_every_dated_thing_of_these_weeks_counts_once(rows: list[tuple[int, int]]) -> None:
    items = [item(effort=points, due=MONDAY + timedelta(days=days)) for points, days in rows]
    assert load(MARIA, items, CALENDAR, MONDAY).points == sum(points for points, _ in rows)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Python, SAP,sap", ["python", "sap"]), ("c++, .net", None), ("data  science", ["data science"]), ("none", []),
        ("<!channel>", None), ("x" * 31, None),
    ],
)  # fmt: skip
def test_skills_are_short_words(said: str, names: list[str] | None) -> None:
    assert tag_names(said) == names
