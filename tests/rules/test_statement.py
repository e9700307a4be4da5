"""The statement of a month: when it leaves, and which sentences it has enough for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks.statement import statement_message
from pmo_bot.blocks.text import plain
from pmo_bot.model import Kind
from pmo_bot.rules.drift import Share
from pmo_bot.rules.statement import (
    MINUTES,
    Answers,
    Automated,
    Counted,
    Figures,
    Statement,
    leaves_at,
    month_of,
    next_at,
    owed,
)
from pmo_bot.rules.value import Progress
from tests.rows import CALENDAR, INES, at, calendar, goal, item, kpi

NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
LONG_BEFORE = datetime(2025, 1, 1, tzinfo=UTC)


def statement(now: Figures, then: Figures | None = None, **more: object) -> Statement:
    """November, after it was over."""
    nothing = Share(at(NOVEMBER), 0, 0)
    made = Statement(INES, month_of(CALENDAR, NOVEMBER), under_way=False, now=now, then=then or Figures(),
                     carried_out=Counted(), drift=nothing, drift_before=nothing)  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def says(one: Statement) -> list[str]:
    """Its sentences, without marks, heading and small print."""
    blocks = statement_message(one).payload()["blocks"]
    said = [plain(block["text"]["text"]) for block in blocks[1:] if block["type"] == "section"]
    return [text.removeprefix("• ").replace("*", "").replace("`", "") for text in said if text.startswith("•")]


# --- when -------------------------------------------------------------------------------


def test_it_leaves_on_the_first_working_day_of_the_next_month_at_nine() -> None:
    assert leaves_at(CALENDAR, date(2026, 12, 1)) == at(date(2026, 12, 1), "09:00")
    assert leaves_at(CALENDAR, date(2026, 11, 1)) == at(date(2026, 11, 2), "09:00"), "the first was a Sunday"
    back = calendar("Europe/Madrid", (date(2026, 11, 30), date(2026, 12, 8)))
    assert leaves_at(back, date(2026, 12, 1)) == at(date(2026, 12, 9), "09:00"), "away until the eighth"


def test_what_is_owed_is_the_month_before_and_never_one_from_before_somebody_was_named() -> None:
    morning = at(date(2026, 12, 1), "09:00")
    assert owed(CALENDAR, LONG_BEFORE, morning) == NOVEMBER
    assert owed(CALENDAR, LONG_BEFORE, morning - timedelta(minutes=1)) == OCTOBER
    assert owed(CALENDAR, morning + timedelta(minutes=1), at(date(2026, 12, 20))) is None


@given(st.integers(0, 730 * 24 * 60).map(lambda minutes: LONG_BEFORE + timedelta(minutes=minutes)))
def test_the_next_one_is_owed_when_its_time_has_come_and_not_before(now: datetime) -> None:
    ahead = next_at(CALENDAR, now)
    assert now < ahead < now + timedelta(days=40)
    assert owed(CALENDAR, LONG_BEFORE, ahead) != owed(CALENDAR, LONG_BEFORE, ahead - timedelta(minutes=1))
    assert owed(CALENDAR, LONG_BEFORE, ahead - timedelta(minutes=1)) == owed(CALENDAR, LONG_BEFORE, now)


# --- what -------------------------------------------------------------------------------


def test_a_figure_stands_beside_the_month_before_with_how_many_it_is_of() -> None:
    keys = tuple(f"A-{n}" for n in range(1, 13))
    one = statement(Figures(kept=Counted(12, 15, keys)), Figures(kept=Counted(10, 14)))
    assert says(one) == [
        "12 of 15 finished things were done by the first date that was promised: 80 %, after 71 % of 14 in October "
        "(A-1, A-2, A-3, A-4, A-5 and 7 more)."
    ]


def test_of_too_few_no_share_is_told_and_none_is_compared() -> None:
    few = Counted(3, 4, ("A-1",))
    assert says(statement(Figures(kept=few), Figures(kept=Counted(10, 14)))) == [
        "3 of 4 finished things were done by the first date that was promised, too few for a share (it takes 5) (A-1)."
    ]
    assert "October" not in says(statement(Figures(kept=Counted(10, 14)), Figures(kept=few)))[0]
    assert says(statement(Figures(own=few))) == []


def test_how_fast_answers_came_is_the_middle_of_three_or_more() -> None:
    hours = [timedelta(hours=one) for one in (2, 26, 100)]
    one = statement(Figures(answers=Answers(tuple(hours), ("A-1", "A-2", "I-3"))),
                    Figures(answers=Answers((timedelta(days=4),) * 3)))  # fmt: skip
    assert says(one) == [
        "Half of the 3 late things that were passed on were answered within 26 hours, after 4 days in October "
        "(A-1, A-2, I-3)."
    ]
    assert says(statement(Figures(answers=Answers((hours[0],), ("A-1",))))) == [
        "1 of the late things that were passed on was answered, too few to tell how fast (A-1)."
    ]


def test_what_was_saved_says_how_it_is_estimated() -> None:
    counts = {Automated.REMINDER: 20, Automated.QUESTION: 0, Automated.PASSED_ON: 1, Automated.REPORT: 4}
    assert MINUTES == {Automated.REMINDER: 3, Automated.QUESTION: 3, Automated.PASSED_ON: 15, Automated.REPORT: 30}
    assert says(statement(Figures(automated=counts))) == [
        "About 3 hours of chasing and reporting by hand were saved, estimated: 20 reminders × 3 min + 1 late item "
        "passed on × 15 min + 4 reports × 30 min."
    ]
    assert says(statement(Figures(automated={Automated.REMINDER: 19}))) == [], "less than an hour"


def test_what_it_was_for() -> None:
    done = Figures(
        reached=(item("Go-live", id=3, number=3, kind=Kind.MILESTONE),), confirmed=(kpi(name="Hours for each tenant"),)
    )
    one = statement(
        done,
        goals=[(goal(title="Half the effort"), Progress(8, 13)), (goal(title="Too little"), Progress(1, 4))],
        carried_out=Counted(7, 11, ("D-3", "D-9")),
        drift=Share(at(NOVEMBER), 9, 74),
        drift_before=Share(at(NOVEMBER), 12, 80),
    )
    assert says(one) == [
        "Reached: Go-live (M-3).",
        f"Came true, as said by somebody who does not lead the project: Hours for each tenant ({kpi().key}).",
        f"How far the goals are: Half the effort ({goal().key}) 61 %, 8 of 13.",
        "Of 11 that hold and ask for something, 7 are carried out; not yet: D-3, D-9.",
        "12 % of the open work serves no goal (9 of 74, after 15 % when November began): /pmo list orphans.",
    ]


def test_it_has_at_most_twelve_lines_however_much_there_is() -> None:
    full = Figures(
        kept=Counted(5, 9), answers=Answers((timedelta(hours=3),) * 9), decided=("D-1",) * 40, own=Counted(5, 9),
        lessons=3, lessons_used=5, reached=tuple(item(id=n) for n in range(9)), confirmed=(kpi(),) * 4,
        missed=(kpi(),), automated=dict.fromkeys(Automated, 40),
    )  # fmt: skip
    one = statement(full, full, goals=[(goal(), Progress(1, 7))] * 9, carried_out=Counted(1, 2),
                    drift=Share(at(NOVEMBER), 9, 74), drift_before=Share(at(NOVEMBER), 12, 80))  # fmt: skip
    assert len(says(one)) == 10
    assert (
        "3 lessons were written down for those who come next, and 5 lessons were of use to somebody again: /pmo lesson."
        in (says(one))
    )


@pytest.mark.parametrize(("figures", "empty"), [(Figures(), True), (Figures(lessons=1), False),
                                                (Figures(automated={Automated.REPORT: 9}), True)])  # fmt: skip
def test_a_month_in_which_only_the_bot_did_something_is_none_to_write_of(figures: Figures, *, empty: bool) -> None:
    assert figures.is_empty is empty
