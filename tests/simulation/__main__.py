"""`python -m tests.simulation --seed 1 --items 500 --people 40 --days 90`: play a company and judge it."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.simulation.checker import violations
from tests.simulation.driver import START, Wanted, play
from tests.simulation.table import table

SHOWN = 40


def main() -> int:
    """Play, print the table, and say which rules were not kept."""
    options = _options().parse_args()
    wanted = Wanted(
        options.seed, options.items, options.people, options.projects, options.days,
        datetime.fromisoformat(f"{options.start}T05:00:00+00:00"),
    )  # fmt: skip
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        run = play(wanted, Path(folder))
    played = time.monotonic() - began
    if options.log is not None:
        options.log.write_text("\n".join(run.log.lines) + "\n")
    broken = violations(run.log.lines)
    judged = time.monotonic() - began - played
    say(
        f"{options.items} items, {options.people} people, {options.projects} projects, {options.days} days, "
        f"seed {options.seed}: {sum(run.desk.acts.values()):,} acts, {run.stops:,} stops\n"
    )
    say("\n".join(table(run.log.entries())))
    say(
        f"\nPlayed in {played:.0f} s, judged in {judged:.0f} s.  Errors of the bot: {len(run.failures)}.  "
        f"Violations: {len(broken)}."
    )
    say("\n".join(f"  {one}" for one in [*run.failures, *broken][:SHOWN]))
    return 1 if broken or run.failures else 0


def say(text: str) -> None:
    """Print."""
    print(text)  # noqa: T201 - a table is what it is for


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    for name, usual in (("seed", 1), ("items", 500), ("people", 40), ("projects", 8), ("days", 90)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--start", default=f"{START.date()}", metavar="DATE")
    parser.add_argument("--log", type=Path, metavar="FILE", help="keep the log that was judged")
    return parser


if __name__ == "__main__":
    sys.exit(main())
