"""S6: whatever people wrote comes back from a table as it was, and no spreadsheet takes any of it for a formula."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from handlers.well_formed import well_formed
from pmo_bot.exchange import archive_csv
from pmo_bot.exchange.archive import FORMAT, VERSION, Head
from pmo_bot.exchange.cells import harmless
from pmo_bot.exchange.sheet import BOM, COLUMNS
from pmo_bot.exchange.sheet_file import read_lines
from tests.lengths import alone, length, proof
from tests.torture import report
from tests.torture.both_cores import over_seeds
from tests.torture.hostile_texts import hostile_text

SEED = 20261128
CELLS, PART = length(4_000, 1_000_000), length(4_000, 50_000)
SIGNS = frozenset("=+-@＝＋－＠﹢﹣﹦﹫")
AWAY = ' \t\r\n\x0b\x0c\xa0\ufeff\u200b"“”„«»‹›`´‘’‚'
"""What a program takes away before it looks whether a cell is a formula; a plain apostrophe says that it is none."""
SEPARATORS = ",;\t"
STARTS = ("=1+1", "=cmd|' /C calc'!A0", "-2+3", "+1", "@SUM(A1)", "＝1+1", '"=1"', "'=1", "\t=1", "\u200b=1", " -1")
BREAKS = (";", "\t", "\n", "\r\n", ";\u00a0", '";"', "\n'", "\u2028", ",")
TEXTS = ("title", "done_means", "blocked_by_text", "permalink")
"""Columns of an item that keep what people wrote."""


def texts(rng: random.Random) -> Iterator[str]:
    """What nobody should type, and what is to be carried out where it is opened."""
    while True:
        told = str(well_formed(hostile_text(rng)))
        if rng.random() < 0.4:
            told = rng.choice(("", told[:40])) + rng.choice(("", *BREAKS)) + rng.choice(STARTS) + rng.choice(BREAKS)
        yield told


def is_formula(cell: str) -> bool:
    """Whether some program carries it out."""
    return cell.lstrip(AWAY)[:1] in SIGNS if cell.lstrip(AWAY) else False


def carried_out(path: Path) -> list[str]:
    """The cells of a file that are formulas, by whatever sign a program takes its cells apart."""
    found, usual = [], csv.field_size_limit(1 << 24)
    for separator in SEPARATORS:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += [cell for cell in chain.from_iterable(csv.reader(file, delimiter=separator)) if is_formula(cell)]
    csv.field_size_limit(usual)
    return found


def archived(folder: Path, told: list[str]) -> list[str]:
    """The texts as an archive in CSV files has them when it is read again."""
    rows = [dict(zip(TEXTS, told[n : n + len(TEXTS)], strict=True)) for n in range(0, len(told), len(TEXTS))]
    columns = [one.name for one in archive_csv.whole.columns(_items())]
    now = datetime(2026, 11, 28, tzinfo=UTC).isoformat()
    about = Head(FORMAT, VERSION, "", "T1", now, True, {"item": len(rows)}, {"item": len(rows)})
    archive_csv.write(folder, about, [("item", ({**dict.fromkeys(columns), **row} for row in rows))])
    read = dict(archive_csv.CsvArchive(folder).tables())["item"]
    return [row.values[name] for row in read for name in TEXTS]


def _items() -> archive_csv.Table:
    return next(table for table in archive_csv.whole.tables() if table.name == "item")


def in_a_sheet(path: Path, told: list[str]) -> list[str]:
    """The texts as the table of items has them, which leaves spaces around them out."""
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(BOM)
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, one in enumerate(told, start=1):
            cells = dict.fromkeys(COLUMNS, "") | {"key": f"A-{number}", "title": one, "done means": one}
            writer.writerow([harmless(cells[name]) for name in COLUMNS])
    lines = read_lines(path)
    assert [line.cells["key"] for line in lines] == [f"A-{number}" for number in range(1, len(told) + 1)]
    assert [line.cells.get("title") for line in lines] == [line.cells.get("done means") for line in lines]
    return [line.cells.get("title", "") for line in lines]


def cells_of(seed: int) -> Counter[str]:
    """So many cells there and back, and how many of them began like a formula."""
    source = texts(random.Random(seed))  # noqa: S311 - the same texts each time
    told = [next(source) for _ in range(PART // 2)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        assert archived(folder, told) == told
        assert carried_out(folder / "item.csv") == []
        short = told[: len(told) // 2]
        assert in_a_sheet(folder / "sheet.csv", short) == [one.strip() for one in short]
        assert carried_out(folder / "sheet.csv") == []
    return Counter(cells=len(told) + 2 * len(short), formulas=sum(map(is_formula, told)))


@alone
@proof
def test_every_cell_comes_back_and_none_is_a_formula() -> None:
    seeds = range(SEED, SEED + CELLS // PART)
    found = sum(over_seeds(cells_of, seeds), Counter[str]())
    assert found["cells"] == CELLS
    assert found["formulas"] > CELLS // 50
    measured = (
        f"{found['cells']:,} there and back, {found['formulas']:,} of them meant as formulas: 0 are, by , ; or tab"
    )
    report.row("S6 CSV", target="1,000,000 cells as they were, 0 formulas", measured=measured, seed=SEED)


@pytest.mark.parametrize("cell", ["=1", ' "=1', "\u00a0＝1", "-", "@x", "\ufeff+1"])
def test_what_would_be_carried_out_is_seen(cell: str) -> None:
    assert is_formula(cell)
    assert not is_formula(f"'{cell}")
