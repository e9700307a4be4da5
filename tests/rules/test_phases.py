"""Phases, gates and scores, as pure rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Acceptance, Artefact, Enforce, Mode, Phase, Project, Role, State
from pmo_bot.rules import intake, phases
from pmo_bot.rules.intake import Inputs, Proposal
from pmo_bot.rules.phases import MOVES, Lack, Obstacle
from tests.rows import JON, MONDAY, at, item, person, project

PART = st.integers(1, 5)
INPUTS = st.builds(Inputs, PART, PART, PART, PART, PART)
PMO = person("Priya Nair", role=Role.PMO)


def papers(**more: object) -> Artefact:
    return Artefact(id=1, team_id="T1", project_id=1, phase=Phase.DELIVERY, position=1, name="Rollback plan", **more)


# --- scores -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inputs", "score"),
    [
        (Inputs(1, 1, 5, 5, 1), 0),
        (Inputs(5, 5, 1, 1, 5), 100),
        (Inputs(3, 3, 3, 3, 3), 50),
        (Inputs(5, 4, 2, 3, 3), 75),
    ],
)
def test_a_score_follows_from_its_inputs(inputs: Inputs, score: int) -> None:
    assert intake.score(inputs) == score


@given(INPUTS, st.sampled_from(intake.PARTS))
def test_more_worth_urgency_and_fit_never_lower_a_score_and_more_risk_and_effort_never_raise_it(
    inputs: Inputs, part: str
) -> None:
    more = replace(inputs, **{part: min(getattr(inputs, part) + 1, 5)})
    assert 0 <= intake.score(inputs) <= 100
    if part in intake.TURNED:
        assert intake.score(more) <= intake.score(inputs)
    else:
        assert intake.score(more) >= intake.score(inputs)


@given(st.lists(st.sampled_from(Phase), max_size=12), st.data())
def test_the_counts_of_the_pipeline_are_those_of_the_projects(kinds: list[Phase], data: st.DataObject) -> None:
    found = [project(id=n, key=f"P{n}", phase=phase) for n, phase in enumerate(kinds, 1)]
    points = {one.id: Proposal(one, data.draw(st.integers(0, 100))) for one in found}
    line = intake.pipeline(found, points)
    assert dict(line.counts) == {phase: kinds.count(phase) for phase in Phase}
    scores = [one.score for one in line.proposals]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == kinds.count(Phase.PROPOSED)


# --- gates ------------------------------------------------------------------------------


def test_a_gate_lacks_what_nobody_has_shown_and_nothing_is_in_the_way_back() -> None:
    here = project(phase=Phase.DELIVERY)
    assert phases.lacking(here, Phase.HYPERCARE, artefacts=[papers()]) == (Lack(Obstacle.ARTEFACT, "Rollback plan"),)
    assert phases.lacking(here, Phase.HYPERCARE, artefacts=[papers(provided_at=at(MONDAY))]) == ()
    assert phases.lacking(project(phase=Phase.HYPERCARE), Phase.DELIVERY, artefacts=[papers()]) == ()


@pytest.mark.parametrize(
    ("level", "stops", "lead", "pmo"),
    [(Enforce.WARN, 0, True, True), (Enforce.REQUIRE, 1, True, True), (Enforce.BLOCK, 1, False, True)],
)
def test_each_level_of_a_gate(level: Enforce, stops: int, lead: bool, pmo: bool) -> None:
    here, lacks = project(), (Lack(Obstacle.ARTEFACT, "Rollback plan"),)
    assert len(phases.stops(lacks, level)) == stops
    assert phases.may_waive(JON, here, lacks, level) is lead
    assert phases.may_waive(PMO, here, lacks, level) is pmo


def test_somebody_elses_yes_is_never_waived() -> None:
    for obstacle in (Obstacle.HAND_OVER, Obstacle.UNDECIDED):
        assert not phases.may_waive(PMO, project(), [Lack(obstacle)], Enforce.WARN)


@pytest.mark.parametrize(
    ("more", "done"),
    [
        ({}, False),
        ({"acceptance": Acceptance.ACCEPTED}, False),
        ({"state": State.DONE, "closed_at": at(MONDAY), "acceptance": Acceptance.REQUESTED}, False),
        ({"state": State.DONE, "closed_at": at(MONDAY), "acceptance": Acceptance.ACCEPTED}, True),
    ],
)
def test_something_is_handed_over_when_it_is_accepted_and_done(more: dict[str, object], done: bool) -> None:
    assert phases.is_handed_over(item(**more)) is done


def test_a_project_ends_when_its_value_is_confirmed_and_what_never_began_just_ends() -> None:
    live = project(phase=Phase.VALUE)
    assert phases.may_close(live, ())
    assert not phases.may_close(live, ("Half the licences",))
    assert phases.may_close(project(phase=Phase.PROPOSED), ("Half the licences",))
    assert phases.lacking(project(phase=Phase.DELIVERY), Phase.CLOSED) == (Lack(Obstacle.EARLY),)


@pytest.mark.parametrize("phase", [Phase.PROPOSED, Phase.APPROVED])
def test_a_directive_project_needs_a_decision_before_it_is_delivered(phase: Phase) -> None:
    for mode in Mode:
        found = phases.lacking(project(phase=phase, mode=mode), MOVES[phase][0])
        assert (Lack(Obstacle.UNDECIDED) in found) is (mode is Mode.DIRECTIVE)


def test_every_phase_but_the_end_leads_on_and_to_the_end() -> None:
    for phase in Phase:
        assert phase not in MOVES[phase]
        assert phase is Phase.CLOSED or Phase.CLOSED in MOVES[phase]


def moves(one: Project, to: Phase) -> bool:
    return phases.may_move(person("Inês Duarte", id=one.sponsor_id or 0), one, to)


def test_the_sponsor_may_end_it_and_nothing_else() -> None:
    live = project(phase=Phase.VALUE, sponsor_id=77)
    assert moves(live, Phase.CLOSED)
    assert not moves(live, Phase.HYPERCARE)
