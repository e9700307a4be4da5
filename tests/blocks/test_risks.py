"""Risks as messages and windows: what they say, and that nothing people wrote breaks or formats them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks import answers, cards, forms_risks, risks
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.heat import heat_message
from pmo_bot.blocks.words.risk_scores import points, sides
from pmo_bot.model import Contingency, Item, Kind, Mode, Person, Project, Response, Risk
from pmo_bot.rules.heat import Ranked, Trend, build
from pmo_bot.rules.risk_card import RiskCard
from pmo_bot.rules.risks import LEVELS, Handled
from tests.blocks.test_hostile import as_message, closed, cut, few, harmless, items, people, projects, text
from tests.rows import JON, MARIA, MONDAY, at, event, item

level = st.none() | st.integers(1, 5)


@st.composite
def assessments(draw: st.DrawFn) -> Risk:
    score, left = ((draw(level), draw(level)) for _ in range(2))
    return Risk(
        item_id=7, team_id="T1", probability=score[0], impact=score[1], residual_probability=left[0],
        residual_impact=left[1], response=draw(st.none() | st.sampled_from(list(Response))), cause=draw(cut(text, 60)),
        trigger=draw(cut(text, 500)), reviewed_on=draw(st.none() | st.just(MONDAY)), plan=1,
        activated_at=draw(st.none() | st.just(at(MONDAY))),
    )  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> tuple[Contingency, ...]:
    titles = draw(st.lists(cut(text, 500), max_size=5))
    return tuple(
        Contingency(team_id="T1", risk_id=7, plan=1, position=n, title=title, owner_id=JON.id, days=draw(level) or 0)
        for n, title in enumerate(titles, 1)
    )


@few
@given(items, st.none() | assessments(), plans(), st.lists(items | closed, max_size=30), people)
def test_a_card_takes_whatever_people_wrote(
    about: Item, risk: Risk | None, plan: tuple[Contingency, ...], measures: list[Item], who: Person
) -> None:
    about.kind = Kind.RISK
    card = RiskCard(about, MONDAY, risk, MONDAY, tuple(measures), plan, measure_of=(about,), planned_for=about,
                    people={JON.id: who})  # fmt: skip
    as_message(cards.card_message(who, about, who, who, None, None, None, [], {}, {}, [], MONDAY, risk=card))
    harmless("modal", forms_risks.assess(Origin(), about, risk))
    harmless("modal", forms_risks.plan_for(Origin(), about, risk, plan, {JON.id: "U1"}, 5))
    harmless("modal", forms_risks.measure(Origin(), about, owner="U1", offer=MONDAY, above=None))
    kept = answers.captured(about, who, None, who, event("item.created", about), MONDAY)
    as_message(risks.noted(kept, about, Mode.CONTROLLING, None))
    as_message(risks.measured(kept, about, MONDAY, MONDAY))
    as_message(risks.activated(about, [(one, who) for one in measures[:5]], MONDAY))
    as_message(risks.it_happened(about, 5, 3))


@few
@given(
    st.lists(st.tuples(items, assessments(), st.none() | projects, st.sampled_from(list(Trend))), max_size=30), people
)
def test_many_at_a_glance_take_it_too(found: list[tuple[Item, Risk, Project | None, Trend]], who: Person) -> None:
    every = [Ranked(about, Handled(risk), home, who, how, 9) for about, risk, home, how in found]
    for start in (0, 10):
        as_message(heat_message(build(every, None, MONDAY), start))


def test_every_score_has_its_words() -> None:
    said = {sides(p, i) for p in LEVELS for i in LEVELS}
    assert len(said) == 25
    assert points(12) == "high (12)"
    assert sides(None, 3) == "not assessed"


def buttons(message: Any) -> list[str]:
    (row,) = [block for block in message.blocks if block["block_id"] == "risk-do"]
    return [element["text"]["text"] for element in row["elements"]]


def card(kind: Kind, risk: Risk | None = None, plan: tuple[Contingency, ...] = ()) -> Any:
    about = item(id=7, kind=kind)
    found = RiskCard(about, MONDAY, risk, plan=plan)
    return cards.card_message(MARIA, about, MARIA, MARIA, None, None, None, [], {}, {}, [], MONDAY, risk=found)


LINE = Contingency(team_id="T1", risk_id=7, plan=1, position=1, title="Call the vendor", days=1)


@pytest.mark.parametrize(
    ("kind", "begun", "plan", "labels"),
    [
        (Kind.RISK, False, (), ["Assess…", "Add a measure…", "Plan for it…", "It has happened"]),
        (Kind.RISK, False, (LINE,),
         ["Assess…", "Add a measure…", "Plan for it…", "Activate the plan", "It has happened"]),
        (Kind.RISK, True, (LINE,), ["Assess…", "Add a measure…", "It has happened"]),
        (Kind.ISSUE, False, (LINE,), ["Activate the plan"]),
    ],
)  # fmt: skip
def test_a_card_offers_what_can_be_done_now(
    kind: Kind, begun: bool, plan: tuple[Contingency, ...], labels: list[str]
) -> None:
    known = Risk(item_id=7, team_id="T1", plan=1, activated_at=at(MONDAY) if begun else None)
    assert buttons(card(kind, known, plan)) == labels


def test_an_action_offers_nothing_of_the_kind() -> None:
    assert not any(block["block_id"].startswith("risk") for block in card(Kind.ACTION).blocks)
