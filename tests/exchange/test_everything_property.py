"""Whatever stands in a workspace, in every column of every table, comes back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Date, Enum, Float, Integer, Table, Time, UniqueConstraint, insert

from pmo_bot.model import Base, UTCDateTime
from pmo_bot.store.database import Database
from tests.exchange.archives import TEAM, as_csv, as_json, empty, from_csv, from_json
from tests.lengths import length, proof

NASTY = st.sampled_from(
    ["", "'", "=1+1", '"', "a,b", "a;b", "\r\n", "\n", "＝1", " ", "null", "NULL", "0", "ü", "🎉", "\u2028"]
)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20) | NASTY
NUMBERS = st.integers(-(2**31) + 1, 2**31 - 1)
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
STRUCTURES = st.dictionaries(
    WORDS, st.none() | st.booleans() | NUMBERS | WORDS | st.lists(NUMBERS | WORDS, max_size=3), max_size=3
)
Rows = dict[str, list[dict[str, Any]]]


def values(column: Column[Any]) -> st.SearchStrategy[Any]:
    """Any value that a column can hold, its keys left aside."""
    kind = column.type
    match kind:
        case UTCDateTime():
            found: st.SearchStrategy[Any] = MOMENTS
        case Enum():
            found = st.sampled_from(list(kind.enum_class or ()))
        case Boolean():
            found = st.booleans()
        case Integer():
            found = NUMBERS
        case Float():
            found = st.floats(allow_nan=False, allow_infinity=False)
        case Date():
            found = st.dates(date(1000, 1, 1))
        case Time():
            found = st.times(time(0), time(23, 59))
        case JSON():
            found = STRUCTURES
        case _:
            length = getattr(kind, "length", None) or 20
            found = WORDS.map(lambda text: text[:length])
    return st.none() | found if column.nullable else found


@st.composite
def workspaces(draw: st.DrawFn) -> Rows:
    """Up to three rows in each table; they name each other as they please."""
    made: Rows = {}
    for table in Base.metadata.sorted_tables:
        count = 1 if table.name == "workspace" else draw(st.integers(0, 3))
        ids = draw(st.lists(st.integers(1, 50), min_size=count, max_size=count, unique=True))
        made[table.name] = without_twins(table, [row(draw, table, one, ids, made) for one in ids])
    return made


def row(draw: st.DrawFn, table: Table, number: int, ids: list[int], made: Rows) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in table.columns:
        if column.name in ("id", "team_id"):
            found[column.name] = number if column.name == "id" else TEAM
            continue
        keys = [key.column.table.name for key in column.foreign_keys]
        if not keys:
            found[column.name] = draw(values(column))
            continue
        there = ids if keys[0] == table.name else [one["id"] for one in made[keys[0]]]
        found[column.name] = draw(st.sampled_from([*there, *([None] if column.nullable else [])] or [None]))
    return found


def without_twins(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without those that the database would not hold: two that say the same, and those that name nobody but have to."""
    unique = [[column.name for column in one.columns] for one in table.constraints if isinstance(one, UniqueConstraint)]
    unique.append([column.name for column in table.primary_key.columns])
    seen: set[Any] = set()
    kept = []
    for one in rows:
        marks = {(number, *(repr(one[name]) for name in names)) for number, names in enumerate(unique)}
        lacking = any(one[column.name] is None for column in table.columns if not column.nullable)
        if marks.isdisjoint(seen) and not lacking:
            seen |= marks
            kept.append(one)
    there = {one.get("id") for one in kept}
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    return [one | {name: None for name in own if one[name] not in there} for one in kept]


def fill(db: Database, rows: Rows) -> None:
    with db.transaction() as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in Base.metadata.sorted_tables:
            if rows[table.name]:
                session.execute(insert(table), rows[table.name])


@proof
@settings(max_examples=length(8, 100))
@given(workspaces())
def test_whatever_there_is_comes_back(made: Rows) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with empty(folder) as db, empty(folder) as by_json, empty(folder) as by_csv:
            fill(db, made)
            text = as_json(db)
            from_json(by_json, text)
            assert as_json(by_json) == text
            files = as_csv(db, folder / "csv")
            from_csv(by_csv, folder / "csv")
            assert as_json(by_csv) == text
            assert as_csv(by_csv, folder / "again") == files
