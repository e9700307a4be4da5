"""Packs and templates: what is written is read as the same, and what is none is refused with its place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Enforce, Kind, Mode, Phase
from pmo_bot.rules import packs
from pmo_bot.rules.packs import Pack, Step
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.vocabulary import TERMS, own_term, term
from pmo_bot.services.cloning import moved
from pmo_bot.services.packs import built_in, of_text, to_text
from pmo_bot.services.people import calendar_for
from tests.rows import person, project

words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    min_size=1, max_size=40,
).filter(lambda text: bool(text.strip()))  # fmt: skip
steps = st.builds(Step, words, st.integers(0, packs.DAYS_MOST), st.one_of(st.just(""), words))
any_pack = st.builds(
    Pack,
    name=words,
    title=words,
    about=st.one_of(st.just(""), words),
    mode=st.sampled_from(Mode),
    level=st.one_of(st.none(), st.sampled_from(Enforce)),
    words=st.dictionaries(st.sampled_from(TERMS), words),
    milestones=st.lists(steps, max_size=5).map(tuple),
    gates=st.dictionaries(st.sampled_from(Phase), st.lists(words, max_size=4).map(tuple)),
    checklist=st.lists(steps, max_size=4).map(tuple),
)


@given(any_pack)
def test_a_pack_that_was_written_to_a_file_is_read_as_the_same(pack: Pack) -> None:
    assert of_text(to_text(pack)) == pack


def test_what_comes_along_is_light_agile_and_stage_gates() -> None:
    assert [pack.name for pack in built_in()] == ["light", "agile", "stage-gate"]
    assert [pack.level for pack in built_in()] == [Enforce.WARN, Enforce.WARN, Enforce.BLOCK]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("- one", "the file"),
        ("{name: a, title: A, colour: red}", "colour"),
        ("{name: '', title: A}", "name"),
        ("{name: a, title: A, mode: strict}", "mode"),
        ("{name: a, title: A, milestones: [{title: Go, after: -1}]}", "milestones, number 1"),
        ("{name: a, title: A, milestones: [{title: Go, after: yes}]}", "milestones, number 1"),
        ("{name: a, title: A, gates: {someday: [Plan]}}", "gates"),
        ("{name: a, title: A, words: {sprint: x}}", "words"),
        ("name: [", "the file"),
        ("!!python/object/apply:os.system ['true']", "the file"),
    ],
)
def test_what_is_no_pack_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(Refused) as refused:
        of_text(text)
    assert refused.value.facts["where"] == where


def test_an_item_is_called_as_its_project_says_and_as_usual_elsewhere() -> None:
    agile = project(words={"milestone": "sprint goal"})
    assert (term(agile, Kind.MILESTONE), own_term(agile, Kind.MILESTONE)) == ("sprint goal", "sprint goal")
    assert (term(agile, Kind.RISK), own_term(agile, Kind.RISK)) == ("risk", "")
    assert term(None, Kind.MILESTONE) == "milestone"


@given(st.integers(0, 200), st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_a_cloned_date_is_a_working_day_as_far_from_the_new_start_as_from_the_old(
    days: int, was: date, start: date
) -> None:
    calendar = calendar_for(person("Maria Ortega", country="ES"))
    due = calendar.plus(was, days)
    there = moved(due, was, start, calendar)
    assert calendar.is_working(there)
    assert calendar.between(calendar.on_or_after(start), there) == days
