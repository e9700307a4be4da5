"""A company that lives with risks can be taken back and happens again: the same rows, the same messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import select

from pmo_bot.jobs.replay import replay
from pmo_bot.model import Base, Event, Kind, Mode, Response
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services import contingencies, measures, rehearsal, risks, tape_playing, undoing
from pmo_bot.services.contingencies import PlanLine
from pmo_bot.services.items import Capture, capture, finish, move
from pmo_bot.services.risks import Assessment
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.lengths import length, proof
from tests.services.shop import START, Shop

pytestmark = proof
WEEKS = length(4, 8)
BEGINS = START + timedelta(days=10)
MADE = ("outbox", "line", "sent", "snapshot", "baseline", "escalation", "event", "wording", "note")
CACHES = {"wake_at", "home_seen_at", "greeted_at", "dm_channel", "checked_at", "next_number", "id", "head"}
HAPPENS = {"risk.assessed", "risk.reviewed", "risk.planned", "risk.measured", "risk.activated", "risk.undone",
           "item.happened"}  # fmt: skip


@pytest.fixture(scope="module", params=length([1], [1, 2, 3]))
def lived(request: pytest.FixtureRequest) -> Iterator[Shop]:
    shop = Shop.open(Mode.CONTROLLING)
    live(shop, Random(request.param))  # noqa: S311 - a life that can be lived again
    yield shop
    shop.close()


def live(shop: Shop, dice: Random) -> None:
    """Somebody does something with a risk every few hours, whatever the bot says to it."""
    for _ in range(4):
        note(shop, dice)
    shop.passes(BEGINS - START)
    everything_at_least_once(shop)
    while shop.time.at < START + timedelta(weeks=WEEKS):
        with suppress(Refused, AlreadyDone):
            dice.choice(DEEDS)(shop, dice)
        shop.passes(timedelta(hours=dice.randint(1, 30)))


def everything_at_least_once(shop: Shop) -> None:
    due = shop.today() + timedelta(days=30)
    wanted = Capture("It may snow", Kind.RISK, shop.id_of("ana"), shop.project().id, due, score=(4, 4))
    risk = capture(shop.db, shop.act("ria"), wanted).item.id
    shop.passes(timedelta(days=1))
    risks.unchanged(shop.db, shop.act("ria"), risk)
    salt = Capture("Buy salt", owner_id=shop.id_of("ben"), due=shop.today() + timedelta(days=3))
    measures.add_measure(shop.db, shop.act("ria"), risk, salt)
    lines = [PlanLine("Stay at home", shop.id_of("ben"), 1)]
    planned = contingencies.plan_for(shop.db, shop.act("ria"), risk, lines, "White roofs")
    undoing.undo(shop.db, shop.act("ria"), planned.event.id)
    contingencies.plan_for(shop.db, shop.act("ria"), risk, [*lines, *lines], "Snow")
    shop.passes(timedelta(days=1))
    risks.happened(shop.db, shop.act("ria"), risk)
    contingencies.activate(shop.db, shop.act("ria"), risk)


def note(shop: Shop, dice: Random) -> None:
    due = shop.today() + timedelta(days=dice.randint(20, 90))
    scored = (dice.randint(1, 5), dice.randint(1, 5)) if dice.random() < 0.7 else None
    wanted = Capture("It may rain", Kind.RISK, shop.id_of(dice.choice(["ana", "ben"])), shop.project().id, due,
                     score=scored)  # fmt: skip
    capture(shop.db, shop.act("ria"), wanted)


def one_of(shop: Shop, dice: Random, *kinds: Kind) -> int:
    found = [item.id for item in shop.items() if item.kind in kinds and item.is_open]
    return dice.choice(found) if found else 0


def assess(shop: Shop, dice: Random) -> None:
    left = dice.randint(1, 3)
    said = Assessment(dice.randint(2, 5), dice.randint(2, 5), dice.choice([None, *Response]), 1, left,
                      dice.choice(["", "Nordwind", "Legal"]), dice.choice(["", "Clouds"]))  # fmt: skip
    risks.assess(shop.db, shop.act("ria"), one_of(shop, dice, Kind.RISK), said)


def look(shop: Shop, dice: Random) -> None:
    risks.unchanged(shop.db, shop.act("ria"), one_of(shop, dice, Kind.RISK))


def measure(shop: Shop, dice: Random) -> None:
    wanted = Capture("Take an umbrella", owner_id=shop.id_of("ben"), due=shop.today() + timedelta(days=3))
    measures.add_measure(shop.db, shop.act("ria"), one_of(shop, dice, Kind.RISK), wanted)


def plan(shop: Shop, dice: Random) -> None:
    lines = [PlanLine(f"Go inside {n}", shop.id_of("ben"), n) for n in range(dice.randint(1, 3))]
    contingencies.plan_for(shop.db, shop.act("ria"), one_of(shop, dice, Kind.RISK), lines, "Clouds")


def activate(shop: Shop, dice: Random) -> None:
    contingencies.activate(shop.db, shop.act("ria"), one_of(shop, dice, Kind.RISK, Kind.ISSUE))


def happen(shop: Shop, dice: Random) -> None:
    risks.happened(shop.db, shop.act("ria"), one_of(shop, dice, Kind.RISK))


def undo(shop: Shop, dice: Random) -> None:
    with shop.db.reading() as session:
        last = max(event.id for event in session.exec(select(Event)))
    undoing.undo(shop.db, shop.act("ria"), last)


def end(shop: Shop, dice: Random) -> None:
    finish(shop.db, shop.act("ria"), one_of(shop, dice, *Kind))


def put_off(shop: Shop, dice: Random) -> None:
    due = shop.today() + timedelta(days=dice.randint(1, 20))
    move(shop.db, shop.act("ria"), one_of(shop, dice, *Kind), due, "It is slow")


DEEDS = [note, note, assess, assess, look, measure, measure, plan, plan, activate, happen, undo, undo, end, put_off]


def rows(db: Database) -> dict[str, list[dict[str, Any]]]:
    """All that acts change, without keys and caches."""
    with db.reading() as session:
        return {
            name: sorted(
                (
                    {k: v for k, v in row.items() if k not in CACHES}
                    for row in session.execute(select(table)).mappings()
                ),
                key=repr,
            )
            for name, table in Base.metadata.tables.items()
            if name not in MADE
        }


def kinds(found: dict[str, list[dict[str, Any]]]) -> list[tuple[int, str]]:
    return sorted((row["number"], row["kind"]) for row in found["item"])


def by_hand(shop: Shop) -> set[str]:
    with shop.db.reading() as session:
        return set(session.exec(select(Event.what).where(Event.recorded_at >= BEGINS)))


def test_back_and_on_again_everything_is_as_it_was(lived: Shop) -> None:
    assert by_hand(lived) >= HAPPENS, "worth a replay"
    with temporary_copy(lived.db) as db:
        before = rows(db)
        tape = rewind(db, BEGINS)
        assert rows(db)["risk"] != before["risk"]
        while tape.groups:
            tape_playing.happen(db, tape)
        after = rows(db)
        assert after["risk"] == before["risk"]
        assert after["mitigation"] == before["mitigation"]
        assert after["contingency"] == before["contingency"]
        assert kinds(after) == kinds(before)


def test_the_replay_sends_exactly_what_was_sent(lived: Shop) -> None:
    sent = [(m.local, m.to, m.kind, m.items, m.key) for m in rehearsal.messages(lived.db, BEGINS)]
    again = [(m.local, m.to, m.kind, m.items, m.key) for m in replay(lived.db, BEGINS, lived.time.at)]
    assert len(sent) > 30
    assert [one for one in sent if one not in again] == []
    assert [one for one in again if one not in sent] == []
