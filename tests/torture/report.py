"""What a proof measured, as a row of one table: `target | measured | seed`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.lengths import WHOLE


def row(name: str, *, target: str, measured: str, seed: object = "") -> None:
    """Say what was measured, and keep it in the file that `TORTURE_REPORT` names; a short form measures nothing."""
    if not WHOLE:
        return
    said = f"{name} | {target} | {measured} | {seed}"
    sys.stderr.write(said + "\n")
    if kept := os.environ.get("TORTURE_REPORT"):
        with Path(kept).open("a") as report:
            report.write(said + "\n")


HEAD = "proof | target | measured | seed"
PROMISED = tuple(f"R{number}" for number in range(1, 25))
"""What has to have a row when everything was played."""
NAME = re.compile(r"([A-Z])(\d+)\b")


def in_order(rows: Sequence[str]) -> list[str]:
    """By letter and number; what has none stands at the end."""

    def place(row: str) -> tuple[bool, str, int, str]:
        name = row.partition(" | ")[0]
        found = NAME.match(name)
        return (False, found[1], int(found[2]), name) if found else (True, "", 0, name)

    return sorted(rows, key=place)


def missing(rows: Sequence[str]) -> list[str]:
    """Which of the promised have no row; one row may be about two of them."""
    said = {found[0] for row in rows for found in NAME.finditer(row.partition(" | ")[0])}
    return [one for one in PROMISED if one not in said]


def table(rows: Sequence[str]) -> str:
    """Rows under each other below their heads, each column as wide as it has to be."""
    cells = [row.split(" | ") for row in (HEAD, *rows)]
    wide = [max(len(row[n]) for row in cells if n < len(row)) for n in range(max(map(len, cells)))]
    return "".join("  ".join(cell.ljust(wide[n]) for n, cell in enumerate(row)).rstrip() + "\n" for row in cells)
