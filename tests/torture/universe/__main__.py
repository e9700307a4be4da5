"""`python -m tests.torture.universe --seed 7 --days 30`: play one seed again, to the letter, and judge it."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.torture.universe.checker import violations
from tests.torture.universe.play import Bounds, play

USUAL = Bounds()


def main() -> int:
    """Print what happened, the number that proves it is the same again, and what must not be."""
    options = _options().parse_args()
    bounds = Bounds(**{one.name: getattr(options, one.name) for one in fields(Bounds)})
    with TemporaryDirectory() as folder:
        ended = play(options.seed, Path(folder), bounds)
    if options.log is not None:
        options.log.write_text("\n".join(ended.log.lines) + "\n")
    broken = [*ended.failures, *violations(ended.log.lines)]
    happened = ", ".join(f"{count} × {what}" for what, count in sorted(ended.happened.items()))
    sys.stdout.write(f"{happened}\n{ended.digest}\n" + "".join(f"  {one}\n" for one in broken))
    return 1 if broken else 0


def again(seed: int, bounds: Bounds) -> str:
    """The command that plays the same again."""
    bad = " ".join(f"--{one.name} {getattr(bounds, one.name)}" for one in fields(bounds))
    return f"python -m tests.torture.universe --seed {seed} {bad}"


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.torture.universe", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    for one in fields(Bounds):
        usual = getattr(USUAL, one.name)
        parser.add_argument(f"--{one.name}", type=type(usual), default=usual)
    parser.add_argument("--log", type=Path, metavar="FILE", help="keep what happened")
    return parser


if __name__ == "__main__":
    sys.exit(main())
