"""Who might own something: whoever can do it and has room; what comes first has the first choice."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Item, Person
from pmo_bot.rules.load import load
from pmo_bot.rules.suggesting import Candidate, lacking, suggest
from tests.rows import CALENDAR, INES, JON, MARIA, MONDAY, PRIYA, SAM, at, day, item

SAP, PYTHON = 1, 2
APOLLO, BIRCH = 1, 2


def somebody(who: Person, busy: int = 0, skills: tuple[int, ...] = (SAP,), works: tuple[int, ...] = ()) -> Candidate:
    """With so many points due this week."""
    owed = [item(owner_id=who.id, effort=1) for _ in range(busy)]
    return Candidate(load(who, owed, CALENDAR, MONDAY), frozenset(skills), frozenset(works))


def wanted(**more: object) -> Item:
    return item(**{"owner_id": None, "skills": [SAP], "project_id": APOLLO, "effort": 3, **more})


def names(*found: object) -> list[int]:
    return [one.person.id for one in found]  # type: ignore[attr-defined]


def test_only_who_can_do_it_and_has_room_that_week_at_most_three() -> None:
    able = [somebody(MARIA), somebody(JON, skills=(PYTHON,)), somebody(SAM, busy=8), somebody(INES, busy=7)]
    assert names(*suggest(wanted(), able)) == [MARIA.id, INES.id]
    many = [somebody(who) for who in (MARIA, JON, SAM, INES, PRIYA)]
    assert len(suggest(wanted(), many)) == 3


def test_who_works_in_the_project_comes_before_who_has_more_room() -> None:
    able = [somebody(MARIA), somebody(JON, busy=5, works=(APOLLO,))]
    found = suggest(wanted(), able)
    assert names(*found) == [JON.id, MARIA.id]
    assert [(one.can, one.here) for one in found] == [((SAP,), True), ((SAP,), False)]


def test_what_needs_nothing_in_particular_goes_to_people_of_the_project() -> None:
    able = [somebody(MARIA), somebody(JON, works=(APOLLO,))]
    assert names(*suggest(wanted(skills=[]), able)) == [JON.id]
    assert suggest(wanted(skills=[], project_id=None), able) == ()


def test_who_can_do_all_of_it_comes_before_who_can_do_some_and_it_is_said_what() -> None:
    able = [somebody(MARIA, works=(APOLLO,)), somebody(JON, busy=5, skills=(SAP, PYTHON)), somebody(SAM, skills=())]
    found = suggest(wanted(skills=[SAP, PYTHON]), able)
    assert [(one.person.id, one.can) for one in found] == [(JON.id, (SAP, PYTHON)), (MARIA.id, (SAP,))]


def test_its_owner_is_not_suggested() -> None:
    assert suggest(wanted(owner_id=MARIA.id), [somebody(MARIA)]) == ()


def test_a_project_that_comes_first_has_the_first_choice_of_the_same_person() -> None:
    first = wanted(project_id=BIRCH)
    able = [somebody(MARIA), somebody(JON, busy=5)]
    found = suggest(wanted(), able, {BIRCH: 1, APOLLO: 2}, [first])
    assert [(one.person.id, one.sooner) for one in found] == [(JON.id, None), (MARIA.id, first)]
    assert names(*suggest(first, able, {BIRCH: 1, APOLLO: 2}, [wanted()])) == [MARIA.id, JON.id]


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=5), st.booleans())
def test_whoever_is_suggested_can_do_it_and_has_room(rows: list[tuple[int, bool]], needs: bool) -> None:
    people = (MARIA, JON, SAM, INES, PRIYA)
    able = [
        somebody(who, busy, (SAP,) if can else (), (APOLLO,))
        for who, (busy, can) in zip(people, rows, strict=False)
    ]  # fmt: skip
    this = wanted(skills=[SAP] if needs else [])
    by_id = {one.person.id: one for one in able}
    for one in suggest(this, able):
        assert by_id[one.person.id].load.weeks[0].points + 3 <= 10
        assert not needs or SAP in by_id[one.person.id].skills


# --- the skill that nobody free has ---------------------------------------------------


def test_what_nobody_free_can_do_is_a_gap_after_more_than_three_working_days() -> None:
    waits = wanted(turn_at=at(MONDAY), due=day(20))
    assert lacking([waits], [], CALENDAR, day(3)) == []
    (lack,) = lacking([waits], [], CALENDAR, day(4))
    assert (lack.skill_id, lack.items) == (SAP, (waits,))
    assert lacking([waits], [somebody(MARIA)], CALENDAR, day(4)) == []


def test_whoever_can_do_it_and_is_full_leaves_the_gap() -> None:
    waits = wanted(turn_at=at(MONDAY - timedelta(days=7)), due=MONDAY)
    assert len(lacking([waits], [somebody(MARIA, busy=9)], CALENDAR, MONDAY)) == 1


def test_what_needs_several_skills_counts_for_each_that_is_lacking() -> None:
    waits = wanted(skills=[SAP, PYTHON], turn_at=at(MONDAY - timedelta(days=14)))
    assert [one.skill_id for one in lacking([waits], [], CALENDAR, MONDAY)] == [SAP, PYTHON]
    assert [one.skill_id for one in lacking([waits], [somebody(MARIA)], CALENDAR, MONDAY)] == [PYTHON]


def test_what_most_wait_for_comes_first() -> None:
    long_ago = {"turn_at": at(MONDAY - timedelta(days=14))}
    waits = [wanted(skills=[PYTHON], **long_ago), wanted(**long_ago), wanted(**long_ago)]
    assert [(one.skill_id, len(one.items)) for one in lacking(waits, [], CALENDAR, MONDAY)] == [(SAP, 2), (PYTHON, 1)]
