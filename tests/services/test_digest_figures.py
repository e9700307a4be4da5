"""Every figure of every report equals one that is worked out from the events alone, by other means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from pmo_bot.model import Event, Person, Snapshot
from pmo_bot.store.database import Database
from tests.services.life import SEED

ANSWERED = ("D", "C")
pytestmark = pytest.mark.xdist_group("life")


def test_every_figure_of_a_report_follows_from_the_events(lives: Callable[[int], Database]) -> None:
    lived = lives(SEED)
    told = list(reports(lived))
    assert len(told) > 5
    for snapshot, since, zone in told:
        expected = figures(lived, snapshot, since, zone)
        assert {name: snapshot.body[name] for name in expected} == expected, snapshot.on_date
    moved = {name for snapshot, _, _ in told for name, value in snapshot.body.items() if value}
    assert {"open", "overdue", "finished", "kept", "asked", "accepted", "done"} <= moved, "nothing was at stake"


def reports(db: Database) -> Iterator[tuple[Snapshot, datetime, ZoneInfo]]:
    """Each report that was sent, since when it tells, and where its days are counted."""
    with db.reading() as session:
        last: dict[int, datetime] = {}
        for one in session.exec(select(Snapshot).order_by(col(Snapshot.taken_at))).all():
            since = last.get(one.project_id, one.taken_at - timedelta(days=7))
            last[one.project_id] = one.taken_at
            yield one, since, zone_then(session, one)


def zone_then(session: Session, snapshot: Snapshot) -> ZoneInfo:
    """The project's zone at the report, else that of whoever led it then."""
    known: dict[str, Any] = {}
    about = select(Event).where(Event.project_id == snapshot.project_id, col(Event.what).startswith("project."))
    for event in session.exec(about.order_by(col(Event.id))):
        if event.recorded_at <= snapshot.taken_at:
            known.update(event.after)
    lead = session.get(Person, known.get("lead_id"))
    return ZoneInfo(known.get("zone") or (lead.zone if lead is not None else "UTC"))


def figures(db: Database, snapshot: Snapshot, since: datetime, zone: ZoneInfo) -> dict[str, int]:
    """The figures of a report from nothing but the events up to it."""
    items, happened = folded(db, snapshot, since)
    today = snapshot.taken_at.astimezone(zone).date()
    still_open = [one for one in items if one["closed_at"] is None]
    closed = [one for one in items if one["closed_at"] is not None and moment(one["closed_at"]) > since]
    finished = [one for one in closed if one["state"] == "done" and one["kind"] not in ANSWERED]
    new = [one for one in (*still_open, *closed) if moment(one["created_at"]) > since]
    return {
        "open": len(still_open),
        "overdue": sum(day(one["due"]) < today for one in still_open if one["due"]),
        "finished": len(finished),
        "kept": sum(one["slips"] == 0 and in_time(one, zone) for one in finished),
        "asked": sum(one["owner_id"] not in (None, one["requester_id"]) for one in new),
        "accepted": len(happened.get("item.accepted", ())),
        "done": len(happened.get("item.done", ())),
        "confirmed": len(happened.get("item.confirmed", ())) + len(happened.get("item.stood", ())),
        "reopened": len(happened.get("item.reopened", ())),
    }


def folded(
    db: Database, snapshot: Snapshot, since: datetime
) -> tuple[list[dict[str, Any]], dict[str, set[int | None]]]:
    """The items of a project as the events left them at a report; to which of them what happened since the last."""
    state: dict[int, dict[str, Any]] = {}
    happened: dict[str, set[int | None]] = {}
    with db.reading() as session:
        for event in session.exec(select(Event).order_by(col(Event.id))):
            if event.recorded_at > snapshot.taken_at or event.item_id is None or not event.what.startswith("item."):
                continue
            state.setdefault(event.item_id, {}).update(event.after)
            if event.happened_at > since and event.project_id == snapshot.project_id:
                happened.setdefault(event.what, set()).add(event.item_id)
    asked = {item_id for item_id, one in state.items() if one.get("about") == "lesson"}  # none of the project's work
    here = [one for at, one in state.items() if one.get("project_id") == snapshot.project_id and at not in asked]
    return here, {what: items - asked for what, items in happened.items()}


def in_time(one: dict[str, Any], zone: ZoneInfo) -> bool:
    """Whether it was done by its date."""
    return one["due"] is None or moment(one["closed_at"]).astimezone(zone).date() <= day(one["due"])


def moment(text: str) -> datetime:
    """An instant as events tell it."""
    return datetime.fromisoformat(text)


def day(text: str) -> date:
    """A date as events tell it."""
    return date.fromisoformat(text)
