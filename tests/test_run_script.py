"""`./run` itself: what it says where it cannot begin, before anything is fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the script, and with all that it looks at before it sets anything up."""
    for name in ("run", "requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Type it where neither uv nor pip could fetch anything."""
    tools = clone / "tools"
    tools.mkdir(exist_ok=True)
    python = tools / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = -m ] && { mkdir -p .venv/bin; echo "made $4" >&2; exit 1; }\nexit 0\n')
    python.chmod(0o755)
    found = {
        tool: shutil.which(tool) for tool in ("sh", "cat", "sed", "cksum", "dirname", "grep", "cut", "head", "mkdir")
    }
    for tool, place in found.items():
        if place is not None and not (tools / tool).exists():
            (tools / tool).symlink_to(place)
    return subprocess.run(
        ["./run", *words], cwd=clone, env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )


def test_an_environment_that_this_user_may_not_run_is_told_in_a_sentence(clone: Path) -> None:
    elsewhere = clone / "of-somebody" / "bin"
    elsewhere.mkdir(parents=True)
    (elsewhere / "python").touch(mode=0o600)
    (clone / ".venv").symlink_to(elsewhere.parent)
    done = run(clone)
    assert done.returncode == 1
    assert done.stderr.startswith(f"You may not run the Python in {clone}/.venv: another user set it up")
    assert "Clone into a folder of\nyour own" in done.stderr


def test_what_takes_long_is_told_before_it_begins(clone: Path) -> None:
    said = run(clone).stderr
    assert said.startswith("Setting up: the packages are fetched and installed into .venv. It needs the network")
    assert "two\nminutes the first time" in said


@pytest.fixture
def at_work(clone: Path) -> Iterator[int]:
    """Something that runs from the folder's environment; its number."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    process = subprocess.Popen([str(clone / ".venv" / "bin" / "python"), "-c", "import time; time.sleep(60)"])
    yield process.pid
    process.kill()
    process.wait()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system does not tell what runs")
def test_nobodys_packages_are_taken_away_while_they_run(clone: Path, at_work: int) -> None:
    done = run(clone)
    assert done.returncode == 1
    assert (
        done.stderr == f"Process {at_work} runs from .venv, and the packages have changed. Stop it first, then: ./run\n"
    )
    assert os.path.lexists(clone / ".venv" / "bin" / "python")


def test_what_could_not_be_fetched_is_fetched_the_next_time(clone: Path) -> None:
    """Also where the rest of it would go on."""
    tools = clone / "tools"
    run(clone)
    (tools / "python3").write_text(
        '#!/bin/sh\ncase "$*" in\n*venv*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;\n*hashes*) exit 1 ;;\nesac\n'
    )
    (tools / "cp").symlink_to(str(shutil.which("cp")))
    done = subprocess.run(["./run"], cwd=clone, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The packages could not be installed" in done.stderr
    assert not (clone / ".venv" / "stamp").exists()
