"""Whoever stands in hears of the eve and the day of what falls due while its owner is away, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import LineKind, Standing
from pmo_bot.rules.cover import ROLE, cover_steps, cover_wakes, owed_cover
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.plan import owed
from pmo_bot.rules.policy import DEFAULT, Ladder
from pmo_bot.rules.wake import wake_at
from tests.rows import MARIA, SAM, at, calendar, day, facts, item, line, person, recipient

AWAY = (day(-1), day(3))


def away(first: date = AWAY[0], last: date = AWAY[1], **more: object) -> ItemFacts:
    """An item that is due on day 1; its owner is away around it and Sam stands in."""
    known = facts(item(due=day(1)), calendar=calendar("Europe/Madrid", (first, last)))
    roles = {ROLE: recipient(ROLE, SAM, instead_of=MARIA)}
    return replace(known, **{"roles": roles, **more})  # type: ignore[arg-type]


def steps(known: ItemFacts) -> list[str]:
    return [step.name for step in cover_steps(known)]


def test_the_eve_and_the_day_as_if_the_owner_were_there() -> None:
    assert [(step.name, step.on) for step in cover_steps(away())] == [("-1", day(0)), ("0", day(1))]


def test_only_what_falls_into_the_absence() -> None:
    assert steps(away(first=day(1))) == ["0"]
    assert steps(away(last=day(0))) == ["-1"]
    assert steps(away(first=day(2))) == []


def test_what_is_closed_undated_or_left_behind_is_covered_by_nobody() -> None:
    assert steps(away(item=item(due=None))) == []
    assert steps(away(item=item(due=day(1), closed_at=at(day(0))))) == []
    assert steps(away(owner=person(id=1, standing=Standing.DEACTIVATED))) == []


def test_a_policy_without_reminders_has_none_here_either() -> None:
    assert steps(away(ladder=Ladder({**DEFAULT, "nudges": []}))) == []


def test_a_promise_that_began_later_is_not_told_of_before() -> None:
    assert steps(away(item=item(due=day(1), created_at=at(day(1), "08:00"), committed_at=at(day(1), "08:00")))) == ["0"]


def test_it_is_said_once() -> None:
    told = line(LineKind.COVER, "0", day(1), person_id=SAM.id)
    assert owed_cover(away(), day(1)) is not None
    assert owed_cover(away(lines=(told,)), day(1)) is None
    nudged = line(LineKind.NUDGE, "0", day(1))
    assert owed_cover(away(lines=(nudged,)), day(1)) is not None, "what the owner was told is another line"


def test_what_was_just_done_is_not_told() -> None:
    assert owed_cover(away(acts=(day(0),)), day(1)) is None
    assert owed_cover(away(acts=(day(-1),)), day(1)) is not None


def test_what_is_put_off_waits() -> None:
    assert owed_cover(away(item=item(due=day(1), snoozed_until=day(2))), day(1)) is None


def test_it_comes_with_the_brief_of_whoever_stands_in() -> None:
    assert [one.kind for one in owed(away(), at(day(1), "08:59"))] == []
    (one,) = owed(away(), at(day(1), "09:00"))
    assert (one.kind, one.step, one.reader.person, one.reader.instead_of) == (LineKind.COVER, "0", SAM, MARIA)
    assert owed(away(roles={}), at(day(1), "09:00")) == []


def test_the_plan_looks_again_when_it_is_to_be_said() -> None:
    assert wake_at(away(), at(day(-1), "12:00")) == at(day(0), "09:00")
    before = away(roles={})
    assert wake_at(before, at(day(-2), "08:00")) is not None
    assert at(day(0), "00:00") in list(cover_wakes(before, at(day(-2), "08:00"))), "who stands in then is known then"


@given(st.integers(-6, 6), st.integers(0, 23), st.booleans())
def test_the_plan_never_looks_again_at_once(days: int, hour: int, somebody: bool) -> None:
    now = at(day(days), f"{hour:02}:00")
    known = away() if somebody else away(roles={})
    assert all(wake > now for wake in cover_wakes(known, now))
