"""Risks: bands, when one is looked at again, what its plan lacks, when it is news, and the order of many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Event, Item, Kind, LineKind, Mode, Priority, Response, Risk, State
from pmo_bot.rules.asks import pending
from pmo_bot.rules.facts import ItemFacts, Past
from pmo_bot.rules.gaps import Around, gaps
from pmo_bot.rules.heat import Ranked, Trend, build, trend
from pmo_bot.rules.news import news
from pmo_bot.rules.plan import Way, first_key, owed
from pmo_bot.rules.policy import DEFAULT, Ladder
from pmo_bot.rules.risks import (
    LEVELS,
    REVIEWED_EVERY,
    Band,
    Handled,
    asks_score,
    band,
    is_high,
    latest_day,
    review_on,
    score,
    scores_in,
)
from pmo_bot.rules.wake import wake_at
from tests.rows import CALENDAR, JON, MARIA, MONDAY, at, calendar, day, done, event, facts, item, project, recipient

sides = st.integers(1, 5)


def a_risk(**more: object) -> Item:
    return item("The vendor may deliver late", **{"kind": Kind.RISK, "due": day(60), **more})


def assessed(of: Item, p: int | None = 4, i: int | None = 4, **more: object) -> Risk:
    given = {"item_id": of.id, "team_id": "T1", "probability": p, "impact": i, "reviewed_on": MONDAY}
    return Risk(**{**given, **more})


# --- bands ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "name"),
    [(1, Band.LOW), (4, Band.LOW), (5, Band.MEDIUM), (9, Band.MEDIUM), (10, Band.HIGH), (12, Band.HIGH),
     (15, Band.VERY_HIGH), (25, Band.VERY_HIGH)],
)  # fmt: skip
def test_where_each_band_begins_and_ends(points: int, name: Band) -> None:
    assert band(points) is name


@given(sides, sides, sides, sides)
def test_what_is_likelier_and_harder_is_never_in_a_lower_band(p: int, i: int, more_p: int, more_i: int) -> None:
    order = list(Band)
    low, high = band(p * i), band(max(p, more_p) * max(i, more_i))
    assert order.index(low) <= order.index(high)


def test_every_band_has_cells_and_the_reason_that_is_given_for_its_border_holds() -> None:
    cells = [(p, i) for p in LEVELS for i in LEVELS]
    assert {band(p * i) for p, i in cells} == set(Band)
    assert all(min(p, i) >= 2 for p, i in cells if is_high(p * i))
    assert all(min(p, i) >= 3 for p, i in cells if band(p * i) is Band.VERY_HIGH)
    assert all(max(p, i) <= 2 or (min(p, i) == 1 and max(p, i) <= 4) for p, i in cells if band(p * i) is Band.LOW)


def test_half_a_score_is_none() -> None:
    assert (score(4, None), score(None, 4), score(4, 3)) == (None, None, 12)


def test_only_stricter_modes_ask_for_a_score() -> None:
    assert [mode for mode in Mode if asks_score(mode)] == [Mode.CONTROLLING, Mode.DIRECTIVE]


# --- looked at again --------------------------------------------------------------------


@pytest.mark.parametrize(("p", "i", "days"), [(5, 5, 5), (3, 4, 10), (3, 3, 20), (1, 1, 60)])
def test_the_higher_the_score_the_sooner_it_is_looked_at(p: int, i: int, days: int) -> None:
    risk = a_risk()
    assert review_on(risk, assessed(risk, p, i), CALENDAR) == day(days)


def test_nobody_looks_at_what_has_no_score_is_closed_or_has_happened() -> None:
    risk, over, issue = a_risk(), done(kind=Kind.RISK), a_risk(kind=Kind.ISSUE)
    assert review_on(risk, None, CALENDAR) is None
    assert review_on(risk, assessed(risk, None, None), CALENDAR) is None
    assert review_on(over, assessed(over), CALENDAR) is None
    assert review_on(issue, assessed(issue), CALENDAR) is None


def known(risk: Item, **more: object) -> ItemFacts:
    return facts(risk, risk=assessed(risk, 5, 5), **more)  # very high: five working days


def reviews(one: ItemFacts, when: date, clock: str = "09:00") -> list[str]:
    return [line.step for line in owed(one, at(when, clock)) if line.kind is LineKind.REVIEW]


def test_its_owner_is_asked_in_the_brief_of_that_day_and_not_before() -> None:
    one = known(a_risk())
    assert reviews(one, day(4)) == []
    assert reviews(one, day(5), "08:59") == []
    (line,) = [line for line in owed(one, at(day(5))) if line.kind is LineKind.REVIEW]
    assert (line.way, line.reader.person, line.on) == (Way.BRIEF, MARIA, day(5))


def test_however_critical_it_is_a_review_waits_for_the_brief() -> None:
    urgent = known(a_risk(priority=Priority.CRITICAL), ladder=Ladder({**DEFAULT, "critical": True}))
    assert urgent.urgent
    assert reviews(urgent, day(5), "03:00") == []
    (line,) = [line for line in owed(urgent, at(day(5))) if line.kind is LineKind.REVIEW]
    assert (line.way, line.urgent) == (Way.BRIEF, False)


def test_it_is_asked_once_in_each_span_and_then_the_digest_alone_names_it() -> None:
    one, said = known(a_risk()), []
    when = MONDAY
    while when < day(60):
        for line in owed(one, at(when)):
            if line.kind is LineKind.REVIEW:
                said.append(when)
                arrived = {**(one.sent_at or {}), line.key: at(when)}
                one = replace(one, keys=one.keys | {line.key}, sent_at=arrived)
        when += timedelta(days=1)
    assert said == [day(5), day(10), day(15), day(20)]


@given(sides, sides, st.integers(0, 40))
def test_the_plan_wakes_no_later_than_the_day_on_which_it_is_owed(p: int, i: int, ago: int) -> None:
    risk = a_risk(due=day(300))
    one = facts(risk, risk=assessed(risk, p, i, reviewed_on=day(-ago)))
    now = at(MONDAY, "07:00")
    due = review_on(risk, one.risk, CALENDAR)
    assert due is not None
    woken = wake_at(one, now)
    assert woken is not None
    assert woken <= max(at(due), at(MONDAY))


def test_days_on_which_its_owner_is_away_do_not_count() -> None:
    risk = a_risk()
    (asked,) = [asked for asked in pending(known(risk)) if asked.kind is LineKind.REVIEW]
    assert first_key(asked).startswith(f"review:{risk.number}:")
    away = calendar("Europe/Madrid", (day(4), day(8)))
    (later,) = [a for a in pending(replace(known(risk), calendar=away)) if a.kind is LineKind.REVIEW]
    assert later.since > asked.since


# --- news -------------------------------------------------------------------------------


def rise(risk: Item, was: tuple[int, int] | None, now: tuple[int, int], **more: object) -> Event:
    def told(score: tuple[int, int] | None) -> dict[str, int | None]:
        return {"probability": score[0] if score else None, "impact": score[1] if score else None}

    return event("risk.assessed", risk, before=told(was), after=told(now), **more)


def told(risk: Item, now: Risk, *events: Event) -> list[tuple[str, int]]:
    lead = {"contact": recipient("contact", JON)}
    one = facts(risk, risk=now, roles=lead, past=Past(events=events))
    return [(piece.reader.person.name, piece.about["score"]) for piece in news(one) if piece.kind is LineKind.RISEN]


def test_crossing_into_high_is_told_to_the_lead() -> None:
    risk = a_risk()
    assert told(risk, assessed(risk, 4, 4), rise(risk, (3, 3), (4, 4))) == [("Jon Lindqvist", 16)]
    assert told(risk, assessed(risk, 4, 4), rise(risk, None, (4, 4))) == [("Jon Lindqvist", 16)]


def test_what_was_high_before_fell_again_or_was_said_by_the_lead_is_no_news() -> None:
    risk = a_risk()
    assert told(risk, assessed(risk, 5, 5), rise(risk, (3, 4), (5, 5))) == []
    assert told(risk, assessed(risk, 1, 1), rise(risk, (3, 3), (4, 4)), rise(risk, (4, 4), (1, 1))) == []
    assert told(risk, assessed(risk, 4, 4), rise(risk, (3, 3), (4, 4), actor_id=JON.id)) == []


def test_an_event_that_changed_no_score_tells_none() -> None:
    risk = a_risk()
    assert scores_in(event("risk.assessed", risk, after={"response": "reduce"})) is None
    assert scores_in(event("risk.reviewed", risk, after={"reviewed_on": "2026-12-01"})) is None


# --- what a plan lacks ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scored", "response", "measures", "lacks"),
    [
        ((4, 4), None, 0, "response"),
        ((4, 4), None, 1, "response"),
        ((4, 4), Response.REDUCE, 0, "measure"),
        ((4, 4), Response.REDUCE, 1, ""),
        ((4, 4), Response.ACCEPT, 0, ""),
        ((2, 2), Response.REDUCE, 0, ""),
        ((None, None), None, 0, "response"),
    ],
)  # fmt: skip
def test_what_is_not_said_or_done_about_it(
    scored: tuple[int | None, int | None], response: Response | None, measures: int, lacks: str
) -> None:
    risk = a_risk()
    at_work = tuple(item(f"measure {n}") for n in range(measures))
    assert Handled(assessed(risk, *scored, response=response), at_work).lacks == lacks


def test_a_measure_that_was_let_go_is_none() -> None:
    risk = a_risk()
    dropped = done(state=State.DROPPED)
    assert Handled(assessed(risk, response=Response.REDUCE), (dropped,)).lacks == "measure"


def found(kind: str, risk: Item, handled: Handled | None, on: date = MONDAY) -> list[tuple[str, int]]:
    handled_by = {risk.id: handled} if handled is not None else {}
    around = Around([risk], {MARIA.id: MARIA}, CALENDAR, on, Mode.SUPPORTIVE, handled_by)
    return [(gap.word, gap.days) for gap in gaps(kind, around)]


def test_a_risk_has_three_working_days_for_its_response_and_a_high_one_none() -> None:
    fresh = a_risk(created_at=at(MONDAY))
    assert found("unplanned", fresh, None, day(2)) == []
    assert found("unplanned", fresh, None, day(3)) == [("no_response", 3)]
    assert found("unplanned", fresh, Handled(assessed(fresh, 4, 4)), MONDAY) == [("no_response", 0)]
    assert found("unplanned", fresh, Handled(assessed(fresh, response=Response.AVOID))) == [("no_measure", 0)]


def test_an_action_is_no_risk_without_a_plan() -> None:
    assert found("unplanned", item(created_at=at(day(-30))), None) == []


def test_what_nobody_looks_at_is_named_after_the_day_on_which_its_owner_was_asked() -> None:
    risk = a_risk()
    handled = Handled(assessed(risk, 5, 5))
    assert found("unreviewed", risk, handled, day(REVIEWED_EVERY[Band.VERY_HIGH])) == []
    assert found("unreviewed", risk, handled, day(6)) == [("unreviewed", 6)]


def test_a_measure_comes_on_the_working_day_before_at_the_latest() -> None:
    assert latest_day(MONDAY, CALENDAR) == day(-1) == date(2026, 11, 27)


# --- many of them -----------------------------------------------------------------------


def ranked(p: int, i: int, cause: str = "", **more: object) -> Ranked:
    risk = a_risk(**more)
    return Ranked(risk, Handled(assessed(risk, p, i, cause=cause)))


def test_they_are_ranked_by_score_then_the_harder_hit_then_the_nearer_date() -> None:
    later, sooner = ranked(3, 4, due=day(9)), ranked(3, 4, due=day(2))
    harder, lower, none = ranked(3, 5), ranked(4, 3), Ranked(a_risk(), Handled())
    heat = build([none, later, lower, sooner, harder], None, MONDAY)
    assert list(heat.risks) == [harder, sooner, later, lower, none]


@given(st.lists(st.tuples(sides, sides), max_size=20))
def test_the_matrix_counts_every_assessed_risk_once(scored: list[tuple[int, int]]) -> None:
    heat = build([*(ranked(p, i) for p, i in scored), Ranked(a_risk(), Handled())], None, MONDAY)
    assert sum(heat.cells.values()) == sum(heat.bands.values()) == len(scored)
    assert all(heat.cells[cell] == scored.count(cell) for cell in heat.cells)
    assert heat.unassessed == 1


def test_causes_are_the_same_however_they_are_written_and_one_alone_is_none() -> None:
    heat = build([ranked(2, 2, "nordwind"), ranked(4, 4, "Nordwind"), ranked(5, 5, "Legal")], None, MONDAY)
    assert [(cause.name, len(cause.risks), cause.worst) for cause in heat.causes] == [("Nordwind", 2, 16)]


def test_a_project_follows_its_causes_into_others_and_no_further() -> None:
    apollo = project()
    here, there = ranked(2, 2, "Nordwind", project_id=apollo.id), ranked(4, 4, "Nordwind", project_id=9)
    elsewhere = [ranked(5, 5, "Legal", project_id=9), ranked(5, 5, "Legal", project_id=9)]
    heat = build([here, there, *elsewhere], apollo, MONDAY)
    assert list(heat.risks) == [here]
    assert [(cause.name, len(cause.risks)) for cause in heat.causes] == [("Nordwind", 2)]


def test_the_trend_is_that_of_the_last_look() -> None:
    risk = a_risk()
    assert trend(rise(risk, (4, 4), (2, 2))) == (Trend.DOWN, 16)
    assert trend(rise(risk, (2, 2), (4, 4))) == (Trend.UP, 4)
    assert trend(rise(risk, (2, 4), (4, 2))) == (Trend.SAME, 8)
    assert trend(rise(risk, None, (4, 4))) == (Trend.NEW, None)
    assert trend(event("risk.reviewed", risk)) == (Trend.SAME, None)
    assert trend(None) == (Trend.SAME, None)
