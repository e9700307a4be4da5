"""Everything at full numbers, and one table: `./run torture [what goes to pytest]`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.torture.report import HEAD, table

HERE = Path(__file__).parent
WHAT = "What the bot has to survive, at full numbers: some minutes, and at the end one table of targets and figures."
MORE = "Without more words all of it runs.  Options of pytest choose: ./run torture -k crash"


def main(arguments: list[str]) -> int:
    """Play every proof whole; the exit code is pytest's."""
    asked = argparse.ArgumentParser(prog="./run torture", description=WHAT, epilog=MORE, usage="%(prog)s [for pytest]")
    _, arguments = asked.parse_known_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows"
        environment = {**os.environ, "PROOFS": "whole", "TORTURE_REPORT": str(rows)}
        command = [sys.executable, "-m", "pytest", "-q", "-m", "proof", *(arguments or ["-n", "0", str(HERE)])]
        code = subprocess.run(command, env=environment, check=False).returncode
        if rows.exists():
            sys.stdout.write(table([HEAD, *rows.read_text().splitlines()]))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
