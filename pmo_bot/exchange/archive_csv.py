"""An archive as a folder of CSV files: one a table, and `export.csv`, which says what it is."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from os import SEEK_END
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, Table

from pmo_bot.exchange.archive import Head, Row, Unusable
from pmo_bot.exchange.archive_json import as_json
from pmo_bot.exchange.cells import cell, uncell
from pmo_bot.store import whole

HEAD = "export"
"""The file that says what the others are."""
STRUCTURED = ("rows", "last", "version", "texts")
LARGEST_CELL = 1 << 24


def write(folder: Path, about: Head, tables: Iterable[tuple[str, Iterable[Mapping[str, Any]]]]) -> None:
    """Write an archive into an empty folder, row by row."""
    told = asdict(about)
    with _writing(folder, HEAD, ("name", "value")) as writer:
        writer.writerows((name, cell(as_json(told[name]) if name in STRUCTURED else told[name])) for name in told)
    known = {table.name: whole.columns(table) for table in whole.tables()}
    for name, rows in tables:
        columns = known[name]
        with _writing(folder, name, [one.name for one in columns]) as writer:
            writer.writerows([_cell(one, row[one.name]) for one in columns] for row in rows)


@contextmanager
def _writing(folder: Path, name: str, header: Iterable[str]) -> Iterator[Any]:
    with (folder / f"{name}.csv").open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # RFC 4180: commas, quotes doubled, CRLF
        writer.writerow(header)
        yield writer


def _cell(column: Column[Any], value: Any) -> str:
    if value is not None and isinstance(column.type, JSON | Boolean | Integer | Float):
        return cell(as_json(value))
    return cell(value)


class CsvArchive:
    """An archive of which each table is read from a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.about = Head.of(self._head(), f"{folder.name}/{HEAD}.csv")

    def _head(self) -> dict[str, Any]:
        rows = list(_rows(self._folder / f"{HEAD}.csv"))
        told: dict[str, Any] = {line[0]: uncell(line[1]) for _, line in rows[1:] if len(line) == 2}
        try:
            return {name: json.loads(value) if name in STRUCTURED else value for name, value in told.items()}
        except (ValueError, TypeError):
            raise Unusable(f"{self._folder.name}/{HEAD}.csv was changed. Export again.") from None

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """The tables that PMO Bot knows, and a file that is none of them."""
        known = {table.name: table for table in whole.tables()}
        for file in sorted(self._folder.glob("*.csv")):
            if file.stem != HEAD and file.stem not in known:
                yield file.stem, iter(())
        for name, table in known.items():
            yield name, self._table(table)

    def _table(self, table: Table) -> Iterator[Row]:
        file = self._folder / f"{table.name}.csv"
        kinds = {one.name: one for one in table.columns}
        lines = _rows(file)
        _, header = next(lines, (1, []))
        if not header:
            raise Unusable(f"{_name(file)} is empty. Copy it again, or export again.")
        for number, line in lines:
            where = f"{_name(file)}, line {number}"
            if len(line) != len(header):
                raise Unusable(
                    f"{where}: it has {len(line)} cells and not {len(header)}; the file was cut here, or changed. "
                    "Copy it again, or export again."
                )
            cells = zip(header, line, strict=True)
            yield Row(where, {name: _plain(where, name, kinds.get(name), text) for name, text in cells})


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The records of a file, each with the line it begins in."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            _check_end(file)
            reader, line = csv.reader(opened, strict=True), 1
            while (record := _next(reader)) is not None:
                yield line, record
                line = reader.line_num + 1
    except FileNotFoundError:
        raise Unusable(f"There is no {_name(file)}. Copy the whole folder again, or export again.") from None
    except csv.Error:
        raise Unusable(
            f"{_name(file)}, line {line}: this is no CSV, or the file was cut here. Copy it again."
        ) from None
    except UnicodeDecodeError:
        raise Unusable(f"{_name(file)} is not UTF-8. Save it as “CSV UTF-8”, or copy it again.") from None


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next record.  A message's body may be longer than what is usual, which is set for the whole process."""
    usual = csv.field_size_limit(LARGEST_CELL)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(usual)


def _check_end(file: Path) -> None:
    """A file that was cut may end in what still looks like a row."""
    with file.open("rb") as opened:
        if opened.seek(0, SEEK_END):
            opened.seek(-1, SEEK_END)
            if opened.read() not in b"\r\n":
                raise Unusable(f"{_name(file)} ends in the middle of a line: it was cut. Copy it again.")


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _plain(where: str, name: str, column: Column[Any] | None, text: str) -> Any:
    value = uncell(text)
    if value is None or column is None or not isinstance(column.type, JSON | Boolean | Integer | Float):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        if isinstance(column.type, JSON):
            raise Unusable(f"{where}, column {name}: this is no JSON. Put it right there, then import again.") from None
        return value
