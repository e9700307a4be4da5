"""The tick among a million items, beside the ways others look for what is due."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, event, text, update
from sqlmodel import col

from pmo_bot.model import Escalation, Item, Line, Post, Sent
from pmo_bot.services import planning
from pmo_bot.store.database import Database
from tests.benchmarks.figures import Figure, percentile, stopwatch, timed
from tests.benchmarks.multitude import OWNERS, multitude, unchecked
from tests.benchmarks.planning import DUE_QUERY, rows_of
from tests.benchmarks.seeding import NOW

WARM_UP = 20
MIDNIGHT = NOW.replace(hour=0)
ALL_OPEN = text("SELECT id, closed_at, wake_at FROM item WHERE closed_at IS NULL")
NOT_SARGABLE = {
    "sqlite": text("SELECT id FROM item WHERE closed_at IS NULL AND datetime(wake_at, '+1 day') < :tomorrow"),
    "postgresql": text(
        "SELECT id FROM item WHERE closed_at IS NULL AND wake_at + interval '1 day' < CAST(:tomorrow AS timestamptz)"
    ),
}


def sweep(url: str, where: str, items: int, few: int, many: int, times: int) -> Iterator[Figure]:
    """An idle tick, one with a few due and one with very many, each owner's own; and how long a transaction lasts."""
    began = time.perf_counter()
    with multitude(url, items) as db:
        yield Figure(f"writing {items:,} items", where, time.perf_counter() - began, 60, "a minute", "s", aim=60)
        yield from ticks(db, where, f"{items:,} items", few, many, times)
        yield from _others(db, where, min(times, 2))


def ticks(db: Database, where: str, among: str, few: int, many: int, times: int) -> Iterator[Figure]:
    """The same in a company that is there."""
    _each(lambda: planning.plan(db, MIDNIGHT), WARM_UP)
    idle = _each(lambda: planning.plan(db, MIDNIGHT), times * 40)
    floor = timed(lambda: rows_of(db, DUE_QUERY, now=MIDNIGHT), times * 40)
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        yield Figure(f"tick, nothing due, {among}, {name}", where, percentile(idle, share), floor, "the index query",
                     aim=0.5)  # fmt: skip
    make_due(db, few)
    planning.plan(db, NOW)
    with transactions(db) as lasted:
        for due, aim, again in ((few, 10, times), (many, 250, 1)):
            make_due(db, due)
            lasted.clear()
            floor = timed(lambda: rows_of(db, DUE_QUERY, now=NOW), times)
            full = timed(lambda: planning.plan(db, NOW), again, before=lambda due=due: make_due(db, due))
            yield Figure(f"tick, {due:,} due, {among}", where, full, floor, "the index query", aim=aim)
        yield Figure(f"longest transaction of {many:,} due", where, max(lasted), floor, "the index query", aim=20)


def _others(db: Database, where: str, times: int) -> Iterator[Figure]:
    """What others' ways take for the few, as they are the same for any number."""
    make_due(db, 1)
    tick = timed(lambda: planning.plan(db, NOW), times, before=lambda: make_due(db, 1))
    query = NOT_SARGABLE["sqlite" if db.is_sqlite else "postgresql"]
    tomorrow = (
        str(NOW.replace(day=1, month=12)).removesuffix("+00:00") if db.is_sqlite else NOW.replace(day=1, month=12)
    )
    computed = timed(lambda: _run(db, query, {"tomorrow": tomorrow}), times)
    filtered = timed(lambda: _filter_here(db), times)
    yield Figure("tick, one due, whole", where, tick, computed, "a predicate that no index serves")
    yield Figure("the same", where, tick, filtered, "all open rows, filtered in Python")


def _run(db: Database, query: Any, given: dict[str, Any]) -> None:
    with db.reading() as session:
        session.connection().execute(query, given).all()


def _filter_here(db: Database) -> list[int]:
    with db.reading() as session:
        rows = session.connection().execute(ALL_OPEN).all()
    now = str(NOW)
    return [row.id for row in rows if row.wake_at is not None and str(row.wake_at) <= now]


def make_due(db: Database, count: int) -> None:
    """Have this many open items due now, each of another owner as far as there are enough; nothing was sent yet."""
    with unchecked(db) as connection:
        for table in (Line, Escalation, Post, Sent):
            connection.execute(text(f"DELETE FROM {table.__tablename__} WHERE {_NEW[table]}"))  # noqa: S608
        later = {"due": date(2027, 3, 1), "wake_at": NOW.replace(year=2027)}
        connection.execute(update(Item).where(col(Item.wake_at) <= NOW).values(**later))
        numbers = _open_numbers(count)
        connection.execute(update(Item).where(col(Item.id).in_(numbers)).values(due=NOW.date(), wake_at=NOW))


_NEW = {Line: "true", Escalation: "true", Sent: "true", Post: "state <> 'sent'"}


def _open_numbers(count: int) -> list[int]:
    """Ids of open items, the first of each owner who has one."""
    found, owners, n = list[int](), set[int](), 0
    while len(found) < count:
        n += 1
        if n % 5 < 2 and (n % OWNERS not in owners or len(owners) >= OWNERS * 2 // 5):
            owners.add(n % OWNERS)
            found.append(n)
    return found


def _each(act: Any, times: int) -> list[float]:
    taken: list[float] = []
    for _ in range(times):
        with stopwatch(taken):
            act()
    return taken


@contextmanager
def transactions(db: Database) -> Iterator[list[float]]:
    """How many milliseconds each writing transaction lasts, from its beginning to the end of its commit."""
    lasted: list[float] = []

    def begun(connection: Connection) -> None:
        connection.info["begun"] = time.perf_counter()

    def over(connection: Connection) -> None:
        if connection.get_execution_options().get("write"):
            lasted.append((time.perf_counter() - connection.info["begun"]) * 1000)

    event.listen(db.engine, "begin", begun)
    event.listen(db.engine, "commit", over)
    try:
        yield lasted
    finally:
        event.remove(db.engine, "begin", begun)
        event.remove(db.engine, "commit", over)
