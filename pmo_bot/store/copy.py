"""A copy of a database to try things on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event, insert, select

from pmo_bot.model import Base
from pmo_bot.store import whole
from pmo_bot.store.database import Database


@contextmanager
def temporary_copy(source: Database) -> Iterator[Database]:
    """All rows of a database in a SQLite of their own, which is gone afterwards."""
    with TemporaryDirectory(prefix="pmo-bot-") as folder:
        target = Database(f"sqlite:///{Path(folder) / 'copy.db'}")
        event.listen(target.engine, "connect", _careless)
        try:
            Base.metadata.create_all(target.engine)
            copy_rows(source, target)
            yield target
        finally:
            target.close()


def copy_rows(source: Database, target: Database) -> None:
    """Every row of every table, as one moment saw them."""
    with whole.snapshot(source) as reader, target.transaction() as writer:
        for table in Base.metadata.tables.values():
            found = reader.execute(select(table)).mappings()
            while rows := found.fetchmany(whole.ROWS):
                writer.execute(insert(table), [dict(row) for row in rows])


def _careless(connection: Any, _record: object) -> None:
    # It is thrown away: nothing has to survive a crash, and the rows come in any order.
    for pragma in ("synchronous=OFF", "journal_mode=MEMORY", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")
