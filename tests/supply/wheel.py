"""The wheel, built so that anybody who builds the same sources gets the same file to the last bit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.supply import ROOT

PARTS = ("pmo_bot", "handlers", "migrations", "README.md", "LICENSE", "pyproject.toml")
USUAL_EPOCH = "1704067200"
"""The first second of 2024: what files are dated where `SOURCE_DATE_EPOCH` says nothing."""
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


def sources() -> list[Path]:
    """What goes into the build: files that are kept, not what happens to lie about."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--", *PARTS], cwd=ROOT, capture_output=True, check=True
        ).stdout
        return sorted(Path(name) for name in listed.decode().split("\0") if name)
    except (OSError, subprocess.CalledProcessError):  # an archive of the sources, without git
        return sorted(_walked())


def _walked() -> Iterator[Path]:
    for part in PARTS:
        whole = ROOT / part
        files = [whole] if whole.is_file() else whole.rglob("*")
        yield from (one.relative_to(ROOT) for one in files if one.is_file() and "__pycache__" not in one.parts)


def build(into: Path) -> Path:
    """The wheel, from a copy of the sources with the same rights everywhere; the network is not needed."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in sources():
            there = Path(folder, name)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, there)
            there.chmod(0o644)
        env = {"SOURCE_DATE_EPOCH": USUAL_EPOCH, **os.environ, "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-c", BUILD, str(into.resolve())]
        made = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True, umask=0o022)
    return into / made.stdout.split()[-1]
