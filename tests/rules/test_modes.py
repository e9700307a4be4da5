"""What each governance mode asks for."""

from __future__ import annotations

import pytest

from pmo_bot.model import Kind, Mode, Role
from pmo_bot.rules import modes
from pmo_bot.rules.modes import Need
from tests.rows import INES, JON, MARIA, MONDAY, SAM, item, person, project

PMO = person("Priya Nair", role=Role.PMO)
EVERYTHING = frozenset(Need)


@pytest.mark.parametrize(
    ("mode", "needs"),
    [
        (Mode.SUPPORTIVE, ()),
        (Mode.CONTROLLING, (Need.OWNER, Need.DUE)),
        (Mode.DIRECTIVE, (Need.OWNER, Need.DUE, Need.PROJECT, Need.DONE_MEANS)),
    ],
)
def test_what_is_needed_to_note_something(mode: Mode, needs: tuple[Need, ...]) -> None:
    assert modes.missing(mode, EVERYTHING) == needs
    assert modes.missing(mode, ()) == ()


def test_what_an_item_lacks() -> None:
    assert modes.lacks(None, None, None, "  ") == EVERYTHING
    assert modes.lacks(1, MONDAY, 1, "agreed") == frozenset()
    assert modes.lacked_by(item(project_id=1)) == {Need.DONE_MEANS}


@pytest.mark.parametrize("mode", Mode)
def test_a_date_moves_with_its_reason_unless_supportive_and_a_first_date_needs_none(mode: Mode) -> None:
    assert modes.asks_reason(mode, MONDAY) is (mode is not Mode.SUPPORTIVE)
    assert not modes.asks_reason(mode, None)


def test_in_directive_mode_dates_are_the_leads_and_a_pmo_leads() -> None:
    directive = project(mode=Mode.DIRECTIVE)
    asked = item(requester_id=SAM.id)
    assert [modes.asks_lead(who, asked, directive) for who in (MARIA, SAM, INES)] == [True] * 3
    assert [modes.asks_lead(who, asked, directive) for who in (JON, PMO)] == [False] * 2
    assert not modes.asks_lead(MARIA, asked, project(mode=Mode.CONTROLLING))
    assert not modes.asks_lead(MARIA, asked, None)


@pytest.mark.parametrize("step", ["contact", "sponsor", "pmo"])
def test_supportive_climbs_no_further_than_the_lead_before_they_say_so(step: str) -> None:
    assert modes.may_climb(Mode.SUPPORTIVE, step, released=False) is (step == "contact")
    assert modes.may_climb(Mode.SUPPORTIVE, step, released=True)
    assert modes.may_climb(Mode.CONTROLLING, step, released=False)


def test_only_a_strict_project_needs_a_sponsor() -> None:
    assert [modes.needs_sponsor(mode) for mode in Mode] == [False, True, True]


def test_complete_is_only_what_has_owner_date_and_what_done_means() -> None:
    whole = modes.parts_of(item(done_means="agreed"))
    half = modes.parts_of(item())
    assert modes.parts_of(item(owner_id=None, due=None, done_means=" ")) == 0
    assert modes.completeness([whole] * 3) == 100
    assert modes.completeness([half]) == 66
    assert modes.completeness([*[whole] * 999, half]) == 99
    assert modes.completeness([]) == 100


@pytest.mark.parametrize("kind", [Kind.DECISION, Kind.CHECK])
def test_what_is_over_with_an_answer_needs_no_words_for_it(kind: Kind) -> None:
    assert modes.parts_of(item(kind=kind)) == modes.WHOLE
