"""Everything at full numbers, and one table: `python -m tests.torture [what goes to pytest]`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.torture.report import HEAD, table

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Play every proof whole; the exit code is pytest's."""
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
