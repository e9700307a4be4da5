"""Done: whose word it needs, and when silence is enough."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_bot.model import About, Confirmation, Item, Kind, LineKind, Mode, Role
from pmo_bot.rules import confirming
from pmo_bot.rules.asks import pending
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.plan import owed
from pmo_bot.rules.wake import wake_at
from tests.rows import INES, JON, MARIA, MONDAY, PRIYA, SAM, at, day, done, facts, item, person, project, recipient

ROLES = {
    "requester": recipient("requester", SAM),
    "contact": recipient("contact", JON),
    "pmo": recipient("pmo", PRIYA),
}
PMO = person("Priya Nair", id=PRIYA.id, role=Role.PMO)
DONE_AT = at(MONDAY, "12:00")


def about(what: Item, mode: Mode = Mode.CONTROLLING, **more: Any) -> ItemFacts:
    return facts(what, **{"project": project(mode=mode), "roles": ROLES, **more})


def awaited(**more: Any) -> Item:
    return done(id=7, confirmation=Confirmation.AWAITED, **more)


@pytest.mark.parametrize(
    ("mode", "requester", "asked"),
    [
        (Mode.SUPPORTIVE, SAM, None),
        (Mode.CONTROLLING, SAM, SAM),
        (Mode.DIRECTIVE, SAM, SAM),
        (Mode.CONTROLLING, MARIA, None),
        (Mode.DIRECTIVE, MARIA, JON),
    ],
)
def test_whose_word_a_done_needs(mode: Mode, requester: Any, asked: Any) -> None:
    roles = {**ROLES, "requester": recipient("requester", requester)}
    found = confirming.asked_of(about(item(requester_id=requester.id), mode, roles=roles))
    assert (found.person if found else None) is asked


def test_what_a_check_asks_is_answered_by_whoever_is_asked() -> None:
    assert confirming.asked_of(about(item(kind=Kind.CHECK, about=About.FIRST), Mode.DIRECTIVE)) is None


def test_where_nobody_else_is_there_the_owners_word_is_enough() -> None:
    assert confirming.asked_of(about(item(), Mode.DIRECTIVE, roles={})) is None


def test_never_the_owner_confirms() -> None:
    mine = item(requester_id=MARIA.id, owner_id=MARIA.id)
    assert not confirming.may_confirm(MARIA, mine, project())
    assert [confirming.may_confirm(who, item(), project()) for who in (SAM, JON, PMO, INES)] == [True] * 3 + [False]


def test_said_by_whoever_asked_it_is_confirmed_by_that() -> None:
    assert confirming.of_done(about(item()), SAM) is Confirmation.CONFIRMED
    assert confirming.of_done(about(item()), MARIA) is Confirmation.AWAITED
    assert confirming.of_done(about(item(), Mode.SUPPORTIVE), MARIA) is None


def test_the_question_waits_until_it_is_answered() -> None:
    (asked,) = pending(about(awaited()))
    assert (asked.kind, asked.reader.person) == (LineKind.CONFIRM, SAM)
    assert pending(about(done(id=7, confirmation=Confirmation.CONFIRMED))) == ()


def test_it_stands_at_the_end_of_the_third_working_day_after_it_was_asked() -> None:
    (asked,) = pending(about(awaited()))
    reached = {f"{asked.key}:ask": at(day(1))}
    assert confirming.stands_at(about(awaited(), sent_at=reached)) == at(day(4), "17:00")


def test_a_question_that_has_not_arrived_takes_no_time() -> None:
    assert confirming.stands_at(about(awaited())) is None


def test_in_directive_mode_silence_is_never_enough() -> None:
    (asked,) = pending(about(awaited(), Mode.DIRECTIVE))
    assert confirming.stands_at(about(awaited(), Mode.DIRECTIVE, sent_at={f"{asked.key}:ask": at(day(1))})) is None


def test_once_the_project_is_supportive_it_stands_at_once() -> None:
    assert confirming.stands_at(about(awaited(), Mode.SUPPORTIVE)) == DONE_AT


def test_with_nobody_left_to_ask_it_stands_after_three_of_the_owners_days() -> None:
    assert confirming.stands_at(about(awaited(), roles={})) == at(day(3), "17:00")


def test_the_plan_asks_and_wakes_for_the_silence() -> None:
    (line,) = owed(about(awaited()), at(MONDAY, "12:05"))
    assert (line.kind, line.reader.person) == (LineKind.CONFIRM, SAM)
    asked = about(awaited(), keys=frozenset({line.key}), sent_at={line.key: at(MONDAY, "12:10")})
    assert wake_at(asked, at(MONDAY, "12:10")) == at(day(1)), "a reminder"
    reminded = {line.key, *(line.key.replace(":ask", f":again-{n}") for n in (1, 2))}
    quiet = about(awaited(), keys=frozenset(reminded), sent_at={line.key: at(MONDAY, "12:10")})
    assert wake_at(quiet, at(day(3), "12:00")) == at(day(3), "17:00")
