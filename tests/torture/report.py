"""What a proof measured, as a row of one table: `target | measured | seed`."""

from __future__ import annotations

import os
import sys
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


def table(rows: list[str]) -> str:
    """Rows under each other, each column as wide as it has to be."""
    cells = [row.split(" | ") for row in rows]
    wide = [max(len(row[n]) for row in cells if n < len(row)) for n in range(max(map(len, cells)))]
    return "".join("  ".join(cell.ljust(wide[n]) for n, cell in enumerate(row)).rstrip() + "\n" for row in cells)
