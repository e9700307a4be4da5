"""Read a table that somebody may have changed in a spreadsheet: which program wrote it is found out."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.cells import uncell
from pmo_bot.exchange.sheet import COLUMNS, KEY, TITLE

SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table that says something: where it is, and its cells that are not empty."""

    number: int
    cells: Mapping[str, str]
    once: str
    """Names this row of this file: taken twice, it is taken once."""


def read_lines(path: Path) -> list[Line]:
    """The rows of a table of items; raises `Unusable` where it is none."""
    text = text_of(path)
    records = records_of(path.name, text)
    heading = [one.strip().casefold() for one in records[0][1]] if records else []
    if KEY not in heading and TITLE not in heading:
        raise Unusable(
            f"{path.name} has no heading that I know. Its first line names the columns: {', '.join(COLUMNS[:6])}. "
            "`./run export items` writes one."
        )
    twice = next((one for one in heading if one in COLUMNS and heading.count(one) > 1), None)
    if twice is not None:
        raise Unusable(f"{path.name} has two columns “{twice}”. Take one of them out, then try again.")
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    lines = [
        Line(number, found, f"sheet:{mark}:{number}")
        for number, record in records[1:]
        if (found := _cells(heading, record))
    ]
    if not lines:
        raise no_rows(path.name)
    return lines


def no_rows(name: str) -> Unusable:
    """What is said of a table in which nothing stands but its heading."""
    return Unusable(f"{name} has a heading and no row below it. Write one for each thing, or see whether it was cut.")


def text_of(path: Path) -> str:
    """What is in a table; raises `Unusable` where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable(f"{path.name} is not UTF-8. Save it as “CSV UTF-8”, then try again.") from None


def records_of(name: str, text: str) -> list[tuple[int, list[str]]]:
    """Its rows with the lines on which they begin, whatever separates their cells; raises `Unusable` for no CSV."""
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    # Not `splitlines`: it tears a text apart at signs that end no line of a file.
    reader, line, records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1, []
    try:
        for record in reader:
            records.append((line, record))
            line = reader.line_num + 1
    except csv.Error:
        raise Unusable(f"{name}, line {line}: this is no CSV, or the file was cut here. Save it again.") from None
    return records


def _cells(heading: list[str], record: list[str]) -> dict[str, str]:
    pairs = ((name, (uncell(text) or "").strip()) for name, text in zip(heading, record, strict=False))
    return {name: text for name, text in pairs if text and name in COLUMNS}
