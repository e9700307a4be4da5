"""When an owner has left: whose desk it lies on, what is no longer asked, and who is suggested to take over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_bot.model import Acceptance, LineKind, Standing
from pmo_bot.rules.asks import pending
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.heirs import Heir, suggest
from pmo_bot.rules.plan import Way, owed
from pmo_bot.rules.wake import wake_at
from tests.rows import JON, LONG_AGO, PRIYA, SAM, at, day, done, facts, item, person, project, recipient

LEFT = at(day(-3), "10:00")
GONE = person("Maria Ortega", id=1, standing=Standing.DEACTIVATED, left_at=LEFT)
ROLES = {"contact": recipient("contact", JON), "requester": recipient("requester", SAM), "pmo": recipient("pmo", PRIYA)}


def left(**more: object) -> ItemFacts:
    """An item of somebody who has left."""
    return replace(facts(item(), owner=GONE, roles=ROLES), **more)  # type: ignore[arg-type]


def test_it_is_asked_of_the_lead_since_the_owner_left() -> None:
    (asked,) = pending(left())
    assert (asked.kind, asked.reader.person, asked.since) == (LineKind.ORPHAN, JON, LEFT)


@pytest.mark.parametrize(
    ("there", "who"), [(("pmo", "requester"), PRIYA), (("requester",), SAM), (("contact", "pmo"), JON)]
)
def test_whoever_is_there_is_asked(there: tuple[str, ...], who: object) -> None:
    (asked,) = pending(left(roles={step: ROLES[step] for step in there}))
    assert asked.reader.person is who


def test_without_a_project_whoever_asked_comes_first() -> None:
    (asked,) = pending(left(project=None))
    assert asked.reader.person is SAM


def test_nobody_is_asked_to_agree_with_somebody_who_has_left() -> None:
    offered = item(acceptance=Acceptance.COUNTERED, turn_at=at(day(-5)), offer_due=day(4))
    assert [asked.kind for asked in pending(left(item=offered))] == [LineKind.ORPHAN]


def test_what_is_closed_is_nobodys_to_take_over() -> None:
    assert pending(left(item=done())) == ()


def test_a_promise_that_is_younger_than_the_departure_counts_from_its_own_beginning() -> None:
    given = item(created_at=LONG_AGO, committed_at=at(day(-1)))
    assert pending(left(item=given))[0].since == at(day(-1))


def test_the_owner_is_owed_nothing_and_the_lead_one_question() -> None:
    (one,) = owed(left(), at(day(-3), "10:00"))
    assert (one.kind, one.way, one.reader.person) == (LineKind.ORPHAN, Way.ASK, JON)


def test_in_the_night_it_waits_for_the_brief() -> None:
    at_night = at(day(-3), "22:00")
    gone = person("Maria Ortega", id=1, standing=Standing.DEACTIVATED, left_at=at_night)
    assert owed(left(owner=gone), at_night) == []
    assert wake_at(left(owner=gone), at_night) == at(day(-2), "09:00")


# --- who takes over ---------------------------------------------------------------------

APOLLO, BOARD = project(id=1), project(id=2, key="BOARD", name="Board")


def names(*heirs: Heir) -> list[str]:
    return [heir.person.name for heir in suggest(heirs)]


def test_whoever_has_less_to_do_comes_first() -> None:
    busy, free = Heir(person("Busy"), (APOLLO,), 9), Heir(person("Free"), (APOLLO,), 2)
    assert names(busy, free) == ["Free", "Busy"]


def test_whoever_knows_more_of_it_comes_before_that() -> None:
    knows, free = Heir(person("Knows"), (APOLLO, BOARD), 9), Heir(person("Free"), (APOLLO,), 0)
    assert names(free, knows) == ["Knows", "Free"]


def test_strangers_are_not_suggested_and_never_more_than_three() -> None:
    assert names(Heir(person("Stranger"), (), 0)) == []
    assert len(names(*(Heir(person(f"No {n}"), (APOLLO,), n) for n in range(9)))) == 3
