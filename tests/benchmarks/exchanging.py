"""Everything out and in again, beside the least that could take: writing down and inserting the same rows."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from pmo_bot.cli.data import prepare
from pmo_bot.exchange import archive_csv, archive_json
from pmo_bot.exchange.archive_csv import CsvArchive
from pmo_bot.exchange.archive_json import JsonArchive
from pmo_bot.exchange.arriving import arrive
from pmo_bot.exchange.leaving import leave
from pmo_bot.model import Base, Event
from pmo_bot.services.events import plain
from pmo_bot.store import whole
from pmo_bot.store.database import Database
from tests.benchmarks import seeding
from tests.benchmarks.figures import Figure, timed
from tests.benchmarks.seeding import LONG_AGO, NOW, TEAM

EVENTS_AN_ITEM = 4
Url = Callable[[], str]
Rows = dict[str, list[dict[str, Any]]]


def exchange(url: Url, where: str, items: int, times: int) -> Iterator[Figure]:
    """Export and import of so many items with four times as many events."""
    with tempfile.TemporaryDirectory() as name, seeding.company(url(), items) as db:
        folder = Path(name)
        _add_events(db, items)
        rows = _rows(db)
        size = f"{items:,} items, {items * EVENTS_AN_ITEM:,} events"
        dumps = timed(lambda: _dump(folder, rows), times)
        inserts = _insert_only(url, rows, times)
        floors = (dumps, "json.dumps of its rows"), (inserts, "bare executemany")
        for form, (out, taken) in _forms(folder, db).items():
            file = folder / form
            yield Figure(f"export {form} of {size}", where, timed(lambda out=out: out(), times), *floors[0])
            assert file.exists()
            yield Figure(f"import {form} of the same", where, _import(url, taken, times), *floors[1])


def _forms(folder: Path, db: Database) -> dict[str, tuple[Callable[[], object], Callable[[Database], object]]]:
    def to_json() -> None:
        with (folder / "json").open("w", encoding="utf-8") as file:
            leave(db, NOW, lambda about, tables: archive_json.write(file, about, tables))

    def from_json(target: Database) -> None:
        with (folder / "json").open(encoding="utf-8") as file:
            arrive(target, JsonArchive(folder / "json", file), NOW)

    def to_csv() -> None:
        (folder / "csv").mkdir(exist_ok=True)
        for old in (folder / "csv").iterdir():
            old.unlink()
        leave(db, NOW, lambda about, tables: archive_csv.write(folder / "csv", about, tables))

    return {
        "json": (to_json, from_json),
        "csv": (to_csv, lambda target: arrive(target, CsvArchive(folder / "csv"), NOW)),
    }


def _add_events(db: Database, items: int) -> None:
    """Of each item: how it was made, and a few changes of its date."""
    with db.reading() as session:
        table = Base.metadata.tables["item"]
        made = session.execute(select(table)).mappings().first()
    assert made is not None
    first = {name: plain(value) for name, value in made.items() if name not in ("title", "wake_at")}
    moved = {"due": "2026-12-04", "slips": 1, "commitment": 1, "committed_at": plain(LONG_AGO)}
    with db.transaction() as session:
        for start in range(1, items + 1, 500):
            session.execute(insert(Event), [
                {"team_id": TEAM, "item_id": n, "actor_id": 1, "what": "item.moved" if k else "item.created",
                 "before": moved if k else {}, "after": moved if k else first, "source": "slash",
                 "happened_at": LONG_AGO, "recorded_at": LONG_AGO}
                for n in range(start, min(start + 500, items + 1)) for k in range(EVENTS_AN_ITEM)
            ])  # fmt: skip


def _rows(db: Database) -> Rows:
    with db.reading() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()] for table in whole.tables()
        }


def _dump(folder: Path, rows: Rows) -> None:
    """The same rows, from memory, as they come."""
    with (folder / "floor").open("w", encoding="utf-8") as file:
        for found in rows.values():
            file.writelines(json.dumps(row, default=plain) + "\n" for row in found)
        file.flush()
        os.fsync(file.fileno())


def _insert_only(url: Url, rows: Rows, times: int) -> float:
    return _import(url, lambda target: _insert(target, rows), times)


def _insert(target: Database, rows: Rows) -> None:
    with target.transaction() as session:
        for table in whole.tables():
            if rows[table.name]:
                session.execute(insert(table), rows[table.name])


def _import(url: Url, act: Callable[[Database], object], times: int) -> float:
    """The median of some imports, each into an empty database of its own."""
    fresh: list[Database] = []

    def empty() -> None:
        place = url()
        prepare(place)
        fresh.append(Database(place))

    def once() -> None:
        with closing(fresh[-1]) as target:
            act(target)

    return timed(once, times, before=empty)
