"""What the long proofs measured, a row each: written out, and added to the file that TORTURE_REPORT names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.lengths import WHOLE


def row(what: str, *, target: str, measured: str, seed: object = "") -> None:
    """Say what was measured; a short form measures nothing."""
    if not WHOLE:
        return
    line = f"| {what} | {target} | {measured} | {seed} |"
    sys.stderr.write(f"{line}\n")
    if place := os.environ.get("TORTURE_REPORT"):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
