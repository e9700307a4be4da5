"""Four figures over thirty days: what counts, what does not, and how it was before what came later."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from pmo_bot.model import Event, Kind, State
from pmo_bot.rules.baseline import Measured, Stood, answer_times, as_they_were, measure, read
from tests.rows import MONDAY, at, day, item

START, END = at(MONDAY), at(day(20))


def told(what: str, item_id: int, before: dict[str, Any], when: datetime = END, actor: int | None = 1) -> Event:
    return Event(team_id="T1", what=what, item_id=item_id, actor_id=actor, before=before, happened_at=when,
                 recorded_at=when)  # fmt: skip


def stood(number: int, **more: Any) -> Stood:
    given: dict[str, Any] = {"kind": Kind.ACTION, "owner_id": 1, "due": day(5), "state": State.OPEN, "closed_at": None,
                             "slips": 0}  # fmt: skip
    return Stood(number, **{**given, **more})


def done(number: int, on: datetime, **more: Any) -> Stood:
    return stood(number, state=State.DONE, closed_at=on, **more)


def local(one: Stood, at: datetime) -> date:
    return at.date()


def test_what_happened_later_is_taken_back_the_newest_first() -> None:
    items = [item(id=1, due=day(9), owner_id=7, slips=2), item(id=2)]
    later = [
        told("item.moved", 1, {"due": str(day(3)), "slips": 0}),
        told("item.moved", 1, {"due": str(day(6)), "slips": 1}),
        told("item.assigned", 1, {"owner_id": None}),
        told("item.created", 2, {}),
    ]
    (was,) = as_they_were(items, later)
    assert (was.due, was.slips, was.owner_id) == (day(3), 0, None)


def test_the_figures_count_work_and_no_answers_or_checks() -> None:
    items = [
        done(1, at(day(5))), done(2, at(day(6))), done(3, at(day(4)), slips=1), done(4, at(day(4)), due=None),
        done(5, START - timedelta(days=1)), done(6, at(day(4)), kind=Kind.CHECK),
        stood(7), stood(8, due=day(30)), stood(9, due=None), stood(10, owner_id=None, due=day(30)),
        stood(11, kind=Kind.DECISION), stood(12, state=State.DROPPED, closed_at=END),
    ]  # fmt: skip
    found = measure(items, [timedelta(hours=1), timedelta(hours=4), timedelta(hours=9)], START, END, local)
    assert found == Measured(kept=1, finished=3, answers=3, minutes=240, whole=2, overdue=1, open=4)
    assert read(found.body()) == found
    assert measure([], [], START, END, local) == Measured()


def test_a_request_is_answered_by_a_word_of_whoever_was_asked() -> None:
    asked = {"acceptance": "requested", "turn_at": START.isoformat()}
    answered = told("item.accepted", 1, asked, START + timedelta(hours=2))
    others = [
        told("item.assigned", 2, {**asked, "owner_id": 3}),  # somebody else is asked instead
        told("item.undone", 3, asked),
        told("item.accepted", 4, {**asked, "acceptance": "countered"}),
        told("item.stood", 5, asked, actor=None),  # time did it
    ]
    assert answer_times([answered, *others]) == [timedelta(hours=2)]
