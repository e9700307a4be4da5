"""SQLite is for one process: a second one is refused with a sentence, and takes over when the first has died."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pmo_bot.cli.serve import CROWDED, web, worker
from pmo_bot.store.alone import alone
from tests.delivery.office import settings_for

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pmo_bot.store.alone import alone
with alone(sys.argv[1]) as free:
    print(free, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("serve", [worker, web])
def test_a_second_process_on_sqlite_says_why_it_does_not_start(serve, tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    url = f"sqlite:///{tmp_path / 'new' / 'bot.db'}"
    with alone(url) as first:
        assert first
        assert serve(settings_for(url, "http://127.0.0.1:9/api/")) == CROWDED
    said = capsys.readouterr().err
    assert "at work on this database already" in said
    assert "PostgreSQL, which takes as many as you start" in said


def test_when_the_first_is_killed_the_next_one_works_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    command = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with alone(url) as free:
            assert not free
        holder.kill()
        holder.wait()
        with alone(url) as free:
            assert free


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql+psycopg://somewhere/db"])
def test_elsewhere_nobody_is_in_the_way(url: str) -> None:
    with alone(url) as first, alone(url) as second:
        assert first
        assert second


def test_a_folder_that_is_made_for_it_is_nobody_elses(tmp_path: Path) -> None:
    with alone(f"sqlite:///{tmp_path / 'new' / 'bot.db'}") as first:
        assert first
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
