"""A company of any size, written straight into the tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, text, update
from sqlmodel import col

from pmo_bot.cli.data import prepare
from pmo_bot.model import Escalation, Event, Item, Line, Mode, Person, Post, Project, Sent, Workspace
from pmo_bot.store.database import Database

TEAM = "T0BENCH"
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
"""A Monday at nine: everybody's brief is due."""
LONG_AGO = NOW - timedelta(days=60)
PEOPLE, PROJECTS = 400, 200


@contextmanager
def company(url: str, items: int, in_one_project: bool = False) -> Iterator[Database]:
    """A database with so many open items; none of them is due for weeks."""
    prepare(url)
    db = Database(url)
    try:
        with db.transaction() as session:
            session.execute(insert(Workspace), [{"team_id": TEAM, "name": "Bench", "started_at": LONG_AGO}])
            session.execute(insert(Person), [person(n) for n in range(1, PEOPLE + 1)])
            session.execute(insert(Project), [project(n) for n in range(1, PROJECTS + 1)])
            for start in range(1, items + 1, 2000):
                part = range(start, min(start + 2000, items + 1))
                session.execute(insert(Item), [item(n, 1 if in_one_project else n % PROJECTS + 1) for n in part])
            session.execute(update(Workspace).values(next_number=items + 1))
            if not db.is_sqlite:
                for table in ("person", "project", "item"):  # ids were given, so the counters do not know of them
                    session.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))  # noqa: S608
        if not db.is_sqlite:
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("ANALYZE"))  # the tests' server does not do so by itself
        yield db
    finally:
        db.close()


def history(db: Database, items: int, events: int) -> None:
    """So many events of the last weeks: promises accepted, dates moved, notes, words that all is on track."""
    with db.transaction() as session:
        for start in range(0, events, 5000):
            session.execute(insert(Event), [_event(n, items) for n in range(start, min(start + 5000, events))])


def _event(n: int, items: int) -> dict[str, Any]:
    what = ("item.accepted", "item.moved", "item.noted", "item.on_track")[n % 4]
    moved = what == "item.moved"
    item, at = n % items + 1, NOW - timedelta(minutes=n)
    return {
        "team_id": TEAM, "what": what, "actor_id": n % PEOPLE + 1, "item_id": item, "project_id": item % PROJECTS + 1,
        "before": {"due": "2026-11-01"} if moved else {}, "after": {"due": "2026-11-20"} if moved else {},
        "source": "bench", "happened_at": at, "recorded_at": at,
    }  # fmt: skip


def make_due(db: Database, count: int) -> None:
    """Have this many items due now, each of another owner as far as there are enough; nothing was sent yet."""
    with db.transaction() as session:
        for table in (Sent, Post, Line, Escalation):
            session.execute(delete(table))
        ids = range(1, count + 1)
        session.execute(update(Item).where(col(Item.id).in_(ids)).values(due=NOW.date(), wake_at=NOW))


def person(n: int) -> dict[str, Any]:
    return {
        "id": n, "team_id": TEAM, "slack_id": f"U{n:07}", "name": f"Person {n}", "checked_at": NOW,
        "dm_channel": f"D{n:07}", "greeted_at": LONG_AGO, "zone": "UTC",
    }  # fmt: skip


def project(n: int) -> dict[str, Any]:
    return {
        "id": n, "team_id": TEAM, "key": f"P{n}", "name": f"Project {n}", "lead_id": n % PEOPLE + 1,
        "sponsor_id": (n + 7) % PEOPLE + 1, "channel": f"C{n:07}", "mode": Mode.CONTROLLING, "created_at": LONG_AGO,
    }  # fmt: skip


def item(n: int, project: int) -> dict[str, Any]:
    due = NOW.date() + timedelta(days=n % 340 + 40 if n % 20 else -(n % 9) - 1)  # one of twenty is late
    return {
        "id": n, "team_id": TEAM, "number": n, "title": f"Promise number {n} of a large company", "project_id": project,
        "owner_id": n % PEOPLE + 1, "requester_id": (n + 3) % PEOPLE + 1, "due": due, "created_at": LONG_AGO,
        "committed_at": LONG_AGO, "wake_at": NOW + timedelta(days=30 + n % 300),
    }  # fmt: skip
