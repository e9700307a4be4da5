"""Databases with the newest schema, without going through every migration for each."""

from __future__ import annotations

import functools
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pmo_bot.cli.data import prepare
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import is_behind

_just_made: set[str] = set()
"""Files nobody has asked for a second time."""


def made(url: str) -> str:
    """The same URL; behind it there is now a database as the migrations leave it.

    A SQLite file that is not there yet becomes a copy of one that was migrated once.
    """
    if url.startswith("sqlite:///") and not path_of(url).exists():
        path_of(url).parent.mkdir(parents=True, exist_ok=True)
        path_of(url).write_bytes(_template())
        _just_made.add(url)
    elif url in _just_made:
        _just_made.remove(url)
    elif _is_behind(url):
        prepare(url)
    return url


def path_of(url: str) -> Path:
    """Where a SQLite file is."""
    return Path(url.removeprefix("sqlite:///"))


def _is_behind(url: str) -> bool:
    with closing(Database(url)) as db, db.reading() as session:
        return is_behind(session)


@functools.cache
def _template() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "template.db")
        prepare(f"sqlite:///{path}")
        assert not Path(f"{path}-wal").exists(), "what the file does not hold yet"
        return path.read_bytes()
