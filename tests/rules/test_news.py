"""What people are told because they were told something before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pmo_bot.model import Acceptance, Event, Item, Line, LineKind
from pmo_bot.rules.facts import ItemFacts, Past
from pmo_bot.rules.news import News, news
from pmo_bot.rules.policy import DEFAULT, Ladder
from tests.rows import INES, JON, MARIA, SAM, at, day, done, escalation, event, facts, item, line, recipient

NEAR = {person.id: recipient("news", person) for person in (MARIA, JON, INES, SAM)}
ROUND = {"facts": {"owner": MARIA.id}}


def packet(who: Any, n: int, step: str = "contact") -> Line:
    """An escalation that reached somebody."""
    return line(
        LineKind.PACKET, step, person_id=who.id, escalation_id=1, why={"due": "2026-11-30"}, created_at=at(day(n))
    )


def known(
    what: Item, lines: tuple[Line, ...] = (), events: tuple[Event, ...] = (), round_: dict[str, Any] | None = None,
    **more: Any,
) -> ItemFacts:  # fmt: skip
    live = escalation(at(day(1)), **{**ROUND, **(round_ or {})})
    past = Past((live,) if lines else (), lines, events, NEAR)
    sent = {one.key: one.created_at for one in lines}
    current = {"escalation": live} if lines and live.answered_at is None and what.is_open else {}
    return facts(what, **{"lines": lines, "sent_at": sent, "past": past, **current, **more})


def told(what: ItemFacts, kind: LineKind) -> set[int]:
    return {one.reader.person.id for one in news(what) if one.kind is kind}


def answered(**more: Any) -> dict[str, Any]:
    return {"answered_at": at(day(4), "11:00"), "answered_by_id": INES.id, "answer": "extend", **more}


# --- how it ended ---------------------------------------------------------------------


def test_all_who_were_told_the_owner_and_who_asked_hear_how_it_ended_but_not_who_decided() -> None:
    over = known(item(commitment=1), (packet(JON, 2), packet(INES, 4, "sponsor")), round_=answered())
    assert told(over, LineKind.SETTLED) == {JON.id, MARIA.id, SAM.id}


def test_who_gets_it_after_it_ended_reads_there_how_it_ended() -> None:
    over = known(
        item(commitment=1), (packet(JON, 2), packet(INES, 5, "sponsor")), round_=answered(answered_by_id=JON.id)
    )
    assert told(over, LineKind.SETTLED) == {MARIA.id, SAM.id}


def test_it_is_told_once() -> None:
    over = known(item(commitment=1), (packet(JON, 2),), round_=answered())
    keys = frozenset(one.key for one in news(over))
    assert news(replace(over, keys=keys)) == []


def test_an_owner_who_finishes_it_ends_it() -> None:
    finished = event("item.done", after={"closed_at": "2026-12-03"}, recorded_at=at(day(3)), actor_id=MARIA.id)
    over = known(done(on=day(3)), (packet(JON, 2),), (finished,))
    assert told(over, LineKind.SETTLED) == {JON.id, SAM.id}


def test_nobody_was_told_nobody_is_told() -> None:
    finished = event("item.done", after={"closed_at": "2026-12-03"}, recorded_at=at(day(3)))
    assert news(known(done(on=day(3)), (), (finished,))) == []


def test_what_ended_long_ago_is_no_news() -> None:
    over = known(item(commitment=1), (packet(JON, 2),), round_=answered())
    assert told(replace(over, past=replace(over.past, since=at(day(5)))), LineKind.SETTLED) == set()


def test_a_void_round_ends_in_silence() -> None:
    assert news(known(item(commitment=1), (packet(JON, 2),), round_=answered(void_at=at(day(2))))) == []


# --- a date that was told -------------------------------------------------------------


def moved(by: int = MARIA.id, was: str = "2026-11-30", to: str = "2026-12-09", **more: Any) -> Event:
    return event("item.moved", before={"due": was}, after={"due": to, "commitment": 1}, actor_id=by, **more)


LATER = {"due": day(7), "commitment": 1, "acceptance": Acceptance.ACCEPTED}


def test_whoever_asked_hears_the_new_date_and_who_moved_it_does_not() -> None:
    assert told(known(item(**LATER), (), (moved(),)), LineKind.MOVED) == {SAM.id}
    assert told(known(item(**LATER), (), (moved(by=JON.id),)), LineKind.MOVED) == {MARIA.id, SAM.id}


def test_who_was_told_the_old_date_in_a_message_hears_the_new_one() -> None:
    read = line(LineKind.COVER, "0", person_id=INES.id, why={"due": "2026-11-30"})
    assert told(known(item(**LATER), (read,), (moved(),)), LineKind.MOVED) == {SAM.id, INES.id}


def test_who_read_the_new_date_already_is_not_told_again() -> None:
    read = line(LineKind.COVER, "0", person_id=SAM.id, why={"due": "2026-12-09"})
    assert told(known(item(**LATER), (read,), (moved(),)), LineKind.MOVED) == set()


def test_an_owner_who_is_asked_about_the_new_date_is_not_told_it_as_well() -> None:
    asked = item(**{**LATER, "acceptance": Acceptance.REQUESTED})
    assert told(known(asked, (), (moved(by=JON.id),)), LineKind.MOVED) == {SAM.id}


@pytest.mark.parametrize("what", [item(due=None), done(due=day(7)), item(**{**LATER, "due": day(0)})])
def test_no_date_a_closed_item_or_a_date_that_came_back_is_no_news(what: Item) -> None:
    back = moved(was="2026-12-09", to="2026-11-30")
    assert told(known(what, (), (moved(), back)), LineKind.MOVED) == set()


# --- notes, and being late ------------------------------------------------------------


def test_a_note_of_somebody_else_reaches_the_owner() -> None:
    assert told(known(item(), (), (event("item.noted", actor_id=INES.id),)), LineKind.NOTED) == {MARIA.id}
    assert told(known(item(), (), (event("item.noted", actor_id=MARIA.id),)), LineKind.NOTED) == set()


def test_whoever_asked_is_told_once_that_it_is_late_unless_the_policy_says_no() -> None:
    late = known(item(), (packet(JON, 2),))
    assert told(late, LineKind.LATE) == {SAM.id}
    quiet = replace(late, ladder=Ladder({**DEFAULT, "tell_requester": False}))
    assert told(quiet, LineKind.LATE) == set()
    assert told(known(item(), (packet(SAM, 2, "requester"),)), LineKind.LATE) == set(), "they have the packet"


def test_news_names_what_it_is_about() -> None:
    (one,) = (one for one in news(known(item(**LATER), (), (moved(id=77),))) if one.kind is LineKind.MOVED)
    assert isinstance(one, News)
    assert dict(one.about) == {"by": MARIA.id, "was": "2026-11-30", "event": 77}
