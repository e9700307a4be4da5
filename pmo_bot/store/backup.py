"""A backup: every row of every workspace in one SQLite file, as one moment saw them, whatever database they are in."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Table, event, insert, select, update
from sqlalchemy.engine import make_url
from sqlmodel import Session

from pmo_bot.model import Base
from pmo_bot.store import whole
from pmo_bot.store.copy import copy_rows
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import upgrade

ABOUT = "backup"
"""A table of the file alone: when it was made."""
PAGES = 1000
"""Copied at once; in between others may write."""


class NoBackup(Exception):
    """A file that is none; `str` says so."""


def write(source: Database, path: Path, now: datetime) -> None:
    """Write a backup while others go on reading and writing.  The file must not be there yet."""
    if source.is_sqlite:
        with closing(sqlite3.connect(str(make_url(source.url).database))) as live, closing(sqlite3.connect(path)) as to:
            live.backup(to, pages=PAGES)
    else:
        upgrade(f"sqlite:///{path}")
        with closing(Database(f"sqlite:///{path}")) as target:
            _relaxed(target, source)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it
        file.execute(f"CREATE TABLE {ABOUT} (as_of TEXT NOT NULL)")
        file.execute(f"INSERT INTO {ABOUT} VALUES (?)", (now.isoformat(),))  # noqa: S608 - a name of ours
        file.commit()


def _relaxed(target: Database, source: Database) -> None:
    """Rows come in any order: whether each names one that is there was asked where they come from."""
    event.listen(target.engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    copy_rows(source, target)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Database, datetime]]:
    """A copy of a backup with the newest schema, to be changed at will, and when it was made.

    Raises `NoBackup` for a file that is none, and for one that does not agree with itself.
    """
    if not path.is_file():
        raise NoBackup(f"There is no file {path}. `./run backup FILE` writes one.")
    with TemporaryDirectory(prefix="pmo-bot-") as folder:
        copy = Path(folder) / "backup.db"
        shutil.copyfile(path, copy)
        as_of = _as_of(copy, path)
        upgrade(f"sqlite:///{copy}")
        db = Database(f"sqlite:///{copy}")
        try:
            yield db, as_of
        finally:
            db.close()


def _as_of(copy: Path, path: Path) -> datetime:
    try:
        with closing(sqlite3.connect(copy)) as file:
            broken = file.execute("PRAGMA quick_check(1)").fetchone()[0]
            as_of = datetime.fromisoformat(file.execute(f"SELECT as_of FROM {ABOUT}").fetchone()[0])  # noqa: S608 - our own names
            file.execute(f"DROP TABLE {ABOUT}")
            file.commit()
    except (sqlite3.Error, ValueError, TypeError) as why:
        raise NoBackup(f"{path} is no backup that I can read. Take one that `./run backup` wrote.") from why
    if broken != "ok":
        raise NoBackup(f"{path} is damaged ({broken}). Take an older backup.")
    return as_of


def fill(session: Session, source: Database) -> dict[str, int]:
    """Write every row of a database into an empty one, in the order in which they name each other; how many of each."""
    counts = {}
    with source.reading() as reader:
        for table in Base.metadata.sorted_tables:
            counts[table.name] = _fill_table(session, table, reader)
    return counts


def _fill_table(session: Session, table: Table, reader: Session) -> int:
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    later: list[tuple[Any, dict[str, Any]]] = []
    count = 0
    for rows in reader.execute(select(table)).mappings().partitions(whole.ROWS):
        made = [dict(row) for row in rows]
        for row in made:  # a row may name one of its own table that comes later
            named = {name: row[name] for name in own if row[name] is not None}
            if named:
                later.append((row["id"], named))
                row.update(dict.fromkeys(named))
        session.execute(insert(table), made)
        count += len(made)
    for row_id, named in later:
        session.execute(update(table).where(table.columns["id"] == row_id).values(named))
    return count
