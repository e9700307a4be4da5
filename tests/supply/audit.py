"""Whether anything is known against what the locks name: asks the registry, so it needs the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.supply import AUDIT, DEVELOPMENT, ROOT, RUNTIME

ENVIRONMENT = ROOT / "var" / "audit"


def audit() -> int:
    """0 when nothing is known; a package that could not be looked up is no package without faults."""
    tool = _tool()
    for lock in (RUNTIME, DEVELOPMENT):
        how = ["--require-hashes", "--disable-pip", "--strict", "--progress-spinner", "off"]
        if code := subprocess.run([tool, "--requirement", lock, *how], check=False).returncode:
            return code
    return 0


def _tool() -> Path:
    """pip-audit, in an environment of its own, from a lock of its own."""
    tool = ENVIRONMENT / "bin" / "pip-audit"
    if not tool.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        install = [ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", AUDIT]
        subprocess.run(install, check=True)
    return tool
