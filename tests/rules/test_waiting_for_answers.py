"""While an answer is awaited: a reminder, a pause, living with it, and what is critical."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from pmo_bot.model import Item, Kind, LineKind, Priority
from pmo_bot.rules.climbing import awaited_key, next_packet, owes_preview, reminder_of_packet, would_be_next
from pmo_bot.rules.escalation import answer_by, first_packet_at, is_over, worst_waiting
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.nudges import owed_nudge
from pmo_bot.rules.plan import owed
from pmo_bot.rules.policy import DEFAULT, Ladder
from pmo_bot.rules.wake import wake_at
from tests.rows import CALENDAR, INES, JON, MONDAY, at, calendar, day, escalation, facts, item, line, recipient

PREVIEWED = at(day(1))
CRITICAL = {**DEFAULT, "critical": True}


def asked(**round_: object) -> ItemFacts:
    """Jon has had the packet since Wednesday."""
    told = line(LineKind.PACKET, "contact", person_id=JON.id, escalation_id=1)
    return facts(escalation=escalation(PREVIEWED, **round_), lines=(told,), sent_at={told.key: at(day(2))})


# --- by when --------------------------------------------------------------------------


@pytest.mark.parametrize(("grace", "days"), [(2, 4), (1, 3), (0, 3), (5, 7)])
def test_a_packet_gives_as_many_working_days_as_the_ladder(grace: int, days: int) -> None:
    assert answer_by(CALENDAR, at(day(2)), Ladder({**DEFAULT, "grace": grace})) == day(days)


def test_what_waits_is_named_milestones_first() -> None:
    plain, later, first = item(due=day(1)), item(kind=Kind.MILESTONE, due=day(9)), item(kind=Kind.MILESTONE, due=day(3))
    assert worst_waiting([plain, later, first]) == (first, later, plain)


# --- a reminder -----------------------------------------------------------------------


def test_an_answer_is_asked_for_once_more_a_working_day_before_it_is_wanted() -> None:
    found = reminder_of_packet(asked())
    assert found is not None
    assert (found[0].person.id, found[1]) == (JON.id, day(3))
    assert [one.kind for one in owed(asked(), at(day(3)))] == [LineKind.AWAITED]
    assert wake_at(asked(), at(day(2), "10:00")) == at(day(3))


def test_it_is_said_once() -> None:
    known = asked()
    reader = recipient("contact", JON)
    assert reminder_of_packet(replace(known, keys=frozenset({awaited_key(known, reader)}))) is None


def test_a_pause_puts_it_off_to_its_end() -> None:
    found = reminder_of_packet(asked(paused_until=at(day(6), "10:00")))
    assert found is not None
    assert found[1] == day(6)


def test_nobody_is_reminded_of_what_is_answered_or_who_is_not_asked_any_more() -> None:
    assert reminder_of_packet(asked(answered_at=at(day(2), "12:00"))) is None
    assert reminder_of_packet(replace(asked(), chain=(recipient("sponsor", INES),))) is None
    assert reminder_of_packet(replace(asked(), sent_at={})) is None


def test_who_would_be_next_is_known_while_a_pause_holds_them_back() -> None:
    onward = would_be_next(asked(paused_until=at(day(9))))
    assert onward is not None
    assert onward.person.id == INES.id


# --- living with it -------------------------------------------------------------------


def accepted() -> ItemFacts:
    return asked(answered_at=at(day(2), "12:00"), answer="accept", review_on=day(10))


def test_all_is_quiet_until_it_is_looked_at_again() -> None:
    assert owed_nudge(accepted(), day(8)) is None
    assert next_packet(accepted()) is None
    assert not owes_preview(accepted(), day(9))
    assert wake_at(accepted(), at(day(5))) is not None


def test_its_round_is_over_on_that_day() -> None:
    round_ = escalation(PREVIEWED, review_on=day(10))
    assert [is_over(round_, day(n)) for n in (9, 10, 11)] == [False, True, True]
    assert not is_over(escalation(PREVIEWED), day(99))


# --- what is critical -----------------------------------------------------------------


def critical(what: Item | None = None, **more: object) -> ItemFacts:
    about = what or item(priority=Priority.CRITICAL)
    return facts(about, **{"ladder": Ladder(CRITICAL), **more})


def nxt(what: ItemFacts) -> datetime | None:
    found = next_packet(what)
    return found[1] if found is not None else None


def test_it_needs_no_preview_and_waits_for_no_working_hour() -> None:
    tokyo = (recipient("contact", JON, calendar("Asia/Tokyo")),)
    assert nxt(critical(chain=tokyo)) == at(day(2))  # five in the afternoon there: closed
    (one,) = (one for one in owed(critical(chain=tokyo), at(day(2))) if one.kind is LineKind.PACKET)
    assert one.urgent


def test_it_still_climbs_step_by_step_and_stops_when_somebody_answers() -> None:
    told = line(LineKind.PACKET, "contact", person_id=JON.id, escalation_id=1)
    live = escalation(None, policy=CRITICAL)
    second = critical(escalation=live, lines=(told,), sent_at={told.key: at(day(2))})
    assert nxt(second) == at(day(4))
    assert nxt(replace(second, escalation=escalation(None, policy=CRITICAL, answered_at=at(day(2))))) is None


@pytest.mark.parametrize("what", [item(priority=Priority.HIGH), item(priority=Priority.CRITICAL, due=None)])
def test_what_is_not_critical_or_has_no_date_waits(what: Item) -> None:
    assert nxt(critical(what)) is None


def test_a_policy_has_to_let_it_through() -> None:
    assert nxt(critical(ladder=Ladder(DEFAULT))) is None
    assert nxt(critical(escalation=escalation(None, policy=DEFAULT))) is None, "the policy of its preview holds"


def test_its_preview_says_when_it_leaves() -> None:
    assert first_packet_at(critical(), at(day(2), "15:00")) == at(day(2))
    assert day(0) == MONDAY
