"""Whether anything is known against what the locks name: asks the registry, so it needs the network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.supply import AUDIT, DEVELOPMENT, ROOT, RUNTIME

ENVIRONMENT = ROOT / "var" / "audit"


NO_NETWORK = "The registry cannot be reached, so nothing was looked up. Try again where there is a network.\n"
UNREACHED = ("ConnectionError", "NewConnectionError", "Max retries", "No matching distribution", "Connection to ")
"""How the tools say that nobody answered."""


def audit() -> int:
    """0 when nothing is known; 2 where nobody could be asked, for what was not looked up is not without faults."""
    tool = ENVIRONMENT / "bin" / "pip-audit"
    if code := 0 if tool.exists() else _install():
        return code
    how = ["--require-hashes", "--disable-pip", "--strict", "--progress-spinner", "off"]
    for lock in (RUNTIME, DEVELOPMENT):
        if code := run([tool, "--requirement", lock, *how]):
            return code
    return 0


def _install() -> int:
    """pip-audit, in an environment of its own, from a lock of its own."""
    sys.stdout.write("Setting up pip-audit (only the first time) ...\n")
    sys.stdout.flush()
    python = ENVIRONMENT / "bin" / "python"
    return run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT]) or run(
        [python, "-m", "pip", "install", "--quiet", "--retries", "1", "--require-hashes", "-r", AUDIT]
    )


def run(command: Sequence[str | Path]) -> int:
    """Run it; its exit code, or 2 and a sentence where it could not reach anybody."""
    done = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode and any(sign in done.stderr for sign in UNREACHED):
        sys.stderr.write(NO_NETWORK)
        return 2
    sys.stderr.write(done.stderr)
    return done.returncode
