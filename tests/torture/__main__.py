"""Everything at full numbers, and one table: `./run torture [what goes to pytest]`."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.torture.report import PROMISED, in_order, missing, table

ROOT = Path(__file__).parents[2]
SAYS = re.compile(r"^from tests\.torture(?:\.report import row| import report)\b", re.MULTILINE)
WHAT = "What the bot has to survive, at full numbers: about an hour on two cores, then one table."
MORE = "Without more words all of it runs.  Options and files of pytest choose: ./run torture -k crash"
NOTHING = int(pytest.ExitCode.NO_TESTS_COLLECTED)
LONGEST_FIRST = ["-p", "tests.torture.longest_first"]


def main(arguments: list[str]) -> int:
    """Play every proof whole; the exit code is 0 only when each of them held, and each promise has its row."""
    asked = argparse.ArgumentParser(prog="./run torture", description=WHAT, epilog=MORE, usage="%(prog)s [for pytest]")
    asked.add_argument("--prove", action="store_true", help=argparse.SUPPRESS)
    wanted, more = asked.parse_known_args(arguments)
    with TemporaryDirectory() as folder:
        rows = Path(os.environ.get("TORTURE_REPORT") or Path(folder) / "rows")
        began = time.monotonic()
        code = worst([_played(rows, one) for one in ([more] if wanted.prove else phases(more))])
        said = rows.read_text().splitlines() if rows.exists() else []
    lacking = [] if more or wanted.prove else missing(said)
    sys.stdout.write(table(in_order(said)) if said else "")
    if lacking:
        sys.stdout.write(f"without a row: {', '.join(lacking)} of {PROMISED[0]} to {PROMISED[-1]}\n")
    sys.stdout.write(f"{time.monotonic() - began:.0f} s\n")
    return code or int(bool(lacking))


def phases(more: Sequence[str]) -> list[list[str]]:
    """First what measures time or takes every core by itself, one after the other; then the rest beside each other."""
    files = [] if any((ROOT / one.partition("::")[0]).exists() for one in more) else proofs()
    beside = ["-n", os.environ.get("PYTEST_WORKERS", str((os.cpu_count() or 1) + 1)), "--dist", "loadgroup"]
    return [
        ["-m", "proof and alone", "-n", "0", *more, *files],
        ["-m", "proof and not alone", *beside, "--no-loadscope-reorder", *LONGEST_FIRST, *more, *files],
    ]


def proofs() -> list[str]:
    """The files that say what they measured, wherever they are."""
    every = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(path.relative_to(ROOT)) for path in every if SAYS.search(path.read_text())]


def worst(codes: Sequence[int]) -> int:
    """Of several runs: whatever went wrong; that a run had nothing to play counts only when none had."""
    return next((code for code in codes if code not in (0, NOTHING)), 0 if 0 in codes else NOTHING)


def _played(rows: Path, arguments: Sequence[str]) -> int:
    environment = {**os.environ, "PROOFS": "whole", "TORTURE_REPORT": str(rows)}
    command = [sys.executable, "-m", "pytest", "-q", *([] if "-m" in arguments else ["-m", "proof"]), *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
