"""Databases with the newest schema, without going through every migration for each."""

from __future__ import annotations

import functools
from pathlib import Path
from tempfile import TemporaryDirectory

from pmo_bot.cli.data import prepare


def made(url: str) -> str:
    """The same URL; behind it there is now a database as the migrations leave it.

    A SQLite file that is not there yet becomes a copy of one that was migrated once.
    """
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_template())
    else:
        prepare(url)
    return url


@functools.cache
def _template() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "template.db")
        prepare(f"sqlite:///{path}")
        assert not Path(f"{path}-wal").exists(), "what the file does not hold yet"
        return path.read_bytes()
