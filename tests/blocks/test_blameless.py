"""A report says nothing against anybody: what is late is named with owner, age and next step, and no one is judged."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks.words import digest as words
from pmo_bot.model import State
from pmo_bot.rules.digest_lines import DigestLine
from pmo_bot.rules.thanks import early_by
from tests.rows import CALENDAR, MONDAY, at, day, done, item, person, project

MARIA = person()
JUDGES = re.compile(
    r"\b(fail|fault|blame|guilt|miss(ed)?|forg[eo]t|neglect|ignor|careless|lazy|slow|worst|bad(ly)?|poor|unreliable"
    r"|always|never|still|again and again|should have|too late|lagging|behind|overdue again|score|rank)",
    re.IGNORECASE,
)
SPEAKS = sorted({*words.LINES, *words.NEXT, "late"})
THEN = ("asked next", "told next", "waiting for", "accepted for now", "take it over", "nobody left to ask")
"""What follows a delay: who does what next."""


@given(st.sampled_from(SPEAKS), st.integers(0, 90))
def test_whatever_is_in_a_report_it_says_nothing_against_a_person(word: str, days: int) -> None:
    line = DigestLine(word, item("Draft the plan"), MARIA, then=day(-3), days=days, owner=MARIA)
    said = str(words.line(line, MONDAY))
    assert not JUDGES.search(said), said


def test_whoever_is_late_stands_there_with_what_happens_next() -> None:
    for word in words.NEXT:
        said = str(words.line(DigestLine(word, item("Draft the plan"), MARIA, days=4), MONDAY))
        assert "Maria, 4 working days late" in said
        assert any(then in said for then in THEN), said


def test_thanks_go_only_to_whoever_lets_it_for_what_was_in_time() -> None:
    early = done(on=day(-2), due=MONDAY, closed_at=at(day(-2)), state=State.DONE)
    for gives, lets in product((True, False), repeat=2):
        thanked = early_by(project(thanks=gives), early, person(thanks=lets), CALENDAR)
        assert thanked == (2 if gives and lets else None)
    giving, named = project(thanks=True), person(thanks=True)
    assert early_by(giving, done(on=day(1), due=MONDAY, closed_at=at(day(1))), named, CALENDAR) is None
    assert early_by(giving, done(due=MONDAY, closed_at=at(MONDAY), slips=1), named, CALENDAR) is None
    assert early_by(giving, done(due=MONDAY, closed_at=at(MONDAY)), named, CALENDAR) == 0
