"""The first thirty days are frozen in figures, and shown beside the last thirty with how many each rests on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from sqlmodel import col, delete, select

from pmo_bot.model import Baseline, Event, Workspace
from pmo_bot.services import baselines
from pmo_bot.store.database import Database
from tests.unprotected import unprotect
from tests.world import MADRID, World

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"


async def december(w: World) -> None:
    """Three things are done, one of them late; one is past its date, one has none; one request was answered slowly."""
    for number, day in enumerate(("2 dec", "3 dec", "4 dec"), 1):
        await w.types(MARIA, f"/pmo add Thing {number} by {day}")
    await w.types(JON, "/pmo add The plan @Maria Ortega by 8 dec")
    await w.types(MARIA, "/pmo add Some day")
    await w.until("2026-11-30", "15:00")
    await w.types(MARIA, "/pmo accept A-4")
    await w.until("2026-12-02", "10:00")
    await w.types(MARIA, "/pmo done A-1")
    await w.types(MARIA, "/pmo done A-2")
    await w.until("2026-12-07", "10:00")
    await w.types(MARIA, "/pmo done A-3")


def kept(w: World) -> Baseline:
    with w.bot.db.reading() as session:
        return session.exec(select(Baseline)).one()


def recomputed(db: Database, start: datetime, end: datetime) -> dict[str, Any]:
    """The same from the events alone: each item is built up from nothing, event by event, until `end`."""
    with db.reading() as session:
        told = session.exec(select(Event).where(col(Event.item_id).is_not(None)).order_by(col(Event.id))).all()
    items: dict[int, dict[str, Any]] = {}
    waits: list[float] = []
    for event in (one for one in told if one.recorded_at <= end):
        was = dict(items.get(event.item_id or 0, {}))
        now = items[event.item_id or 0] = {**was, **event.after}
        said_yes = was.get("acceptance") == "requested" and now["acceptance"] == "accepted"
        if said_yes and event.recorded_at >= start:
            asked = datetime.fromisoformat(was["turn_at"])
            waits.append((event.happened_at - asked) / timedelta(minutes=1))
    done = [one for one in items.values() if one["state"] == "done" and one["due"]]
    still = [one for one in items.values() if one["closed_at"] is None]

    def in_time(one: dict[str, Any]) -> bool:
        closed = datetime.fromisoformat(one["closed_at"]).astimezone(MADRID).date()
        return one["slips"] == 0 and closed <= date.fromisoformat(one["due"])

    return {
        "kept": len([one for one in done if in_time(one)]),
        "finished": len(done),
        "answers": len(waits),
        "minutes": round(median(waits)) if waits else None,
        "whole": len([one for one in still if one["owner_id"] and one["due"]]),
        "overdue": len([one for one in still if one["due"] and one["due"] < end.astimezone(MADRID).date().isoformat()]),
        "open": len(still),
    }


async def test_what_is_frozen_on_the_thirtieth_day_is_what_the_events_say_and_stays(w: World) -> None:
    await december(w)
    so_far = await w.hears(SAM, "/pmo about")
    assert "On Wed 30 Dec these figures are kept, to compare with later." in so_far
    assert "Done by its first date: *66 % (2 of 3)*" in so_far
    with w.bot.db.reading() as session:
        assert session.exec(select(Baseline)).all() == []
        start = session.exec(select(Workspace)).one().started_at

    await w.until("2026-12-31", "10:00")
    assert kept(w).body == recomputed(w.bot.db, start, start + timedelta(days=30))
    assert kept(w).body == {
        "kept": 2, "finished": 3, "answers": 1, "minutes": 300, "whole": 1, "overdue": 1, "open": 2,
    }  # fmt: skip

    await w.types(MARIA, "/pmo done A-4")
    await w.types(MARIA, "/pmo move A-5 to 20 jan")
    await w.until("2027-01-20", "10:00")
    await w.types(MARIA, "/pmo done A-5")
    await w.until("2027-02-05", "10:00")
    assert kept(w).body["kept"] == 2
    shown = await w.hears(SAM, "/pmo about")
    assert "*Before and now*\n_The first thirty days (Mon 30 Nov to Wed 30 Dec)" in shown
    assert "Done by its first date: 66 % (2 of 3) → *100 % (1 of 1)*" in shown
    assert "A request is answered: half within 5 hours (1 answer) → *nothing to tell yet*" in shown
    assert "Past its date: 50 % (1 of 2) → *nothing to tell yet*" in shown
    assert "Below 10 a figure says little yet." in shown

    with w.bot.db.transaction() as session:  # as if nothing had run for five weeks
        body = session.exec(select(Baseline)).one().body
        unprotect(session.connection())
        session.exec(delete(Baseline))
    baselines.keep_due(w.bot.db, w.clock.now())
    assert kept(w).body == body
