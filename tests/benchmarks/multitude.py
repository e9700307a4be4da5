"""As many rows as it takes: a few are written, and the database copies them until there are enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Table, event, func, insert, inspect, literal_column, select, text, update
from sqlmodel import col

from pmo_bot.model import Baseline, Item, Person, Post, PostKind, PostState, Sent
from pmo_bot.store.database import Database, make_engine
from tests.benchmarks import seeding
from tests.benchmarks.seeding import LONG_AGO, NOW, PEOPLE, PROJECTS, TEAM

OWNERS = 10_000
OPEN_OF = 5, 2
"""Of five items two are open."""
WRITTEN = 4_000
KNOWN_FOR = timedelta(days=365)
"""Who has had a million promises among them is no newcomer to the bot, who gets tips."""


@contextmanager
def multitude(url: str, items: int) -> Iterator[Database]:
    """A company of ten thousand owners with so many items, four of ten open; none of them is due for weeks."""
    with seeding.company(url, 0) as db:
        with unchecked(db) as connection:
            connection.execute(insert(Person), [seeding.person(n) for n in range(PEOPLE + 1, OWNERS + 1)])
            connection.execute(insert(Baseline), [_baseline()])
            connection.execute(update(Person).values(greeted_at=NOW - KNOWN_FOR))
            with _without_indexes(connection, Item):
                connection.execute(insert(Item), [_item(n) for n in range(1, min(items, WRITTEN) + 1)])
                _copy(connection, Item, items, {"number": "{id}", "owner_id": f"{{id}} % {OWNERS} + 1"})
            connection.execute(text("UPDATE workspace SET next_number = :next"), {"next": items + 1})
            _settle_counters(connection, "person", "item")
        analyze(db)
        yield db


def _item(n: int) -> dict[str, Any]:
    of, are_open = OPEN_OF
    is_open = n % of < are_open
    row = seeding.item(n, n % PROJECTS + 1)
    return row | {
        "owner_id": n % OWNERS + 1,
        "state": "open" if is_open else "done",
        "closed_at": None if is_open else NOW - timedelta(days=n % 50 + 1),
        "wake_at": row["wake_at"] if is_open else None,
    }


def _baseline() -> dict[str, Any]:
    """Its first thirty days are over and frozen: that is done once in the life of a workspace, by its thirtieth day."""
    first = LONG_AGO.date()
    return {"team_id": TEAM, "first": first, "last": first + timedelta(days=30), "body": {}, "taken_at": NOW}


def settled(db: Database, posts: int) -> None:
    """So many messages that were sent in the last weeks."""
    with unchecked(db) as connection:
        for table in ("line", "sent", "outbox"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        with _without_indexes(connection, Post):
            written = [_post(n, PostState.SENT) for n in range(1, min(posts, WRITTEN) + 1)]
            connection.execute(insert(Post), written)
            _copy(connection, Post, posts, {"key": "'old:' || {id}"})
        _settle_counters(connection, "outbox")
    analyze(db)


def due_posts(db: Database, count: int) -> None:
    """So many messages that may leave now, each in a lane of its own."""
    with unchecked(db) as connection:
        first = (connection.execute(select(func.max(col(Post.id)))).scalar() or 0) + 1
        connection.execute(insert(Post), [_post(n, PostState.DUE) for n in range(first, first + count)])
        _settle_counters(connection, "outbox")
    analyze(db)


def threads(db: Database, count: int, lanes: int) -> None:
    """So many messages that may leave now, below messages in so many channels."""
    with unchecked(db) as connection:
        rows = [
            {"id": n, "team_id": TEAM, "key": f"parent:{n}", "channel": f"C{n:07}", "ts": f"{n}.0", "sent_at": NOW}
            for n in range(1, lanes + 1)
        ]
        connection.execute(insert(Sent), rows)
        if count:
            connection.execute(insert(Post), [_reply(n, n % lanes + 1) for n in range(count)])
        _settle_counters(connection, "sent")
    analyze(db)


def _reply(n: int, lane: int) -> dict[str, Any]:
    return {
        "team_id": TEAM, "key": f"reply:{n}", "kind": PostKind.THREAD, "lane": f"lane:{lane}",
        "project_id": lane % PROJECTS + 1, "sent_id": lane, "state": PostState.DUE, "body": {"text": f"{n}"},
        "not_before": LONG_AGO, "created_at": LONG_AGO, "why": {}, "attempts": 0, "outcome": "",
    }  # fmt: skip


def _post(n: int, state: PostState) -> dict[str, Any]:
    is_over = state is PostState.SENT
    return {
        "id": n, "team_id": TEAM, "key": f"{state}:{n}", "kind": PostKind.BRIEF, "lane": f"{state}:{n}",
        "person_id": n % PEOPLE + 1, "on_date": (LONG_AGO if is_over else NOW).date(), "state": state, "attempts": 0,
        "body": None, "not_before": LONG_AGO, "created_at": LONG_AGO, "why": {"zone": "UTC"}, "outcome": "",
        "settled_at": NOW - timedelta(days=n % 50 + 1, seconds=n * 7919 % 86_400) if is_over else None,
    }  # fmt: skip


@contextmanager
def unchecked(db: Database) -> Iterator[Connection]:
    """A transaction in which nobody looks whether what a row refers to is there: most of the time would go into it."""
    engine = make_engine(db.url)
    if db.is_sqlite:
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys=OFF"))
    try:
        with engine.execution_options(write=True).begin() as connection:  # somebody else may write meanwhile
            if not db.is_sqlite:
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _without_indexes(connection: Connection, kind: type[Any]) -> Iterator[None]:
    """To build an index from a million rows takes less than to add a million rows to it."""
    indexes = sorted(inspect(kind).local_table.indexes, key=lambda index: str(index.name))
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _copy(connection: Connection, kind: type[Any], wanted: int, anew: Mapping[str, str]) -> None:
    """Copy the rows from 1 on until there are so many; `anew` is what follows from a row's own number."""
    table: Table = inspect(kind).local_table
    there = connection.execute(select(func.count()).select_from(table)).scalar_one()
    while there < wanted:
        more = min(there, wanted - there)
        said = {"id": "{id}", **anew}
        columns = [
            literal_column(said[column.name].format(id=f"(id + {there})")) if column.name in said else column
            for column in table.columns
        ]
        names = [column.name for column in table.columns]
        connection.execute(insert(table).from_select(names, select(*columns).where(table.c.id <= more)))
        there += more


def _settle_counters(connection: Connection, *tables: str) -> None:
    """Ids were given: PostgreSQL's counters do not know of them."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))  # noqa: S608


def analyze(db: Database) -> None:
    """Have PostgreSQL know what there is: its own look comes later than a benchmark."""
    if not db.is_sqlite:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
