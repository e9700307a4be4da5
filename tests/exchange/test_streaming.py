"""However much there is, an export and an import hold only a little of it at a time."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert

from pmo_bot.exchange import archive_csv, archive_json
from pmo_bot.exchange.archive_csv import CsvArchive
from pmo_bot.exchange.archive_json import JsonArchive
from pmo_bot.exchange.arriving import arrive
from pmo_bot.exchange.leaving import leave
from pmo_bot.model import Event
from pmo_bot.store.database import Database
from tests.exchange.archives import NOW, TEAM, empty, small

FEW, MANY = 1_000, 4_000


def filled(db: Database, events: int) -> None:
    small(db)
    with db.transaction() as session:
        session.execute(insert(Event), [
            {"team_id": TEAM, "what": "item.moved", "item_id": 5, "before": {"due": f"2026-05-{n % 28 + 1:02}"},
             "after": {"due": "2026-06-01"}, "source": "slash", "happened_at": NOW, "recorded_at": NOW}
            for n in range(events)
        ])  # fmt: skip


def peak(act: Callable[[], object]) -> int:
    """The most memory that was held at once, beyond what there was."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def there_and_back(folder: Path, form: str, events: int) -> tuple[int, int]:
    """The peaks of an export and of its import."""
    folder.mkdir()
    with empty(folder) as db, empty(folder) as target:
        filled(db, events)
        if form == "csv":
            place = folder / "all"
            place.mkdir()
            out = peak(lambda: leave(db, NOW, lambda about, tables: archive_csv.write(place, about, tables)))
            return out, peak(lambda: arrive(target, CsvArchive(place), NOW))
        with (folder / "all.json").open("w+", encoding="utf-8") as file:
            out = peak(lambda: leave(db, NOW, lambda about, tables: archive_json.write(file, about, tables)))
            file.seek(0)
            return out, peak(lambda: arrive(target, JsonArchive(folder / "all.json", file), NOW))


@pytest.mark.parametrize("form", ["json", "csv"])
def test_four_times_as_much_takes_no_more_memory(tmp_path: Path, form: str) -> None:
    there_and_back(tmp_path / "warm", form, 10)  # what is made once is not counted
    few, many = there_and_back(tmp_path / "few", form, FEW), there_and_back(tmp_path / "many", form, MANY)
    assert [round(one / other) for one, other in zip(many, few, strict=True)] == [1, 1]


def test_how_large_a_cell_may_be_is_changed_for_no_other_reader(tmp_path: Path) -> None:
    usual, file = csv.field_size_limit(), tmp_path / "item.csv"
    file.write_text("title\nOne\nTwo\n")
    begun = archive_csv._rows(file)
    assert next(begun) == (1, ["title"])
    assert csv.field_size_limit() == usual, "also while nobody takes the rest"
