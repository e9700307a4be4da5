"""Databases with the newest schema, without going through every migration for each."""

from __future__ import annotations

import functools
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pmo_bot.cli.data import prepare
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import is_behind


def made(url: str) -> str:
    """The same URL; behind it there is now a database as the migrations leave it.

    A SQLite file that is not there yet becomes a copy of one that was migrated once.
    """
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_template())
    elif _is_behind(url):
        prepare(url)
    return url


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
