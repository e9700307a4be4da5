"""The schema of a new SQLite file, from one script: what every migration one after the other makes of nothing.

After a migration was added it is written anew by `.venv/bin/python -m pmo_bot.store.blank`.  Where it is older than the
newest migration, those that are missing run after it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

SCRIPT = Path(__file__).parents[2] / "migrations" / "blank.sql"
TURN_SECONDS = 60.0
PARTS = """
    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
    ORDER BY type <> 'table', type <> 'index', sql LIKE '% WHERE %', name
"""
"""Tables, indexes, triggers.  Of two indexes that seem alike SQLite takes the newer one, so the partial ones come last,
as they do where the migrations ran one by one."""
VERSION = "SELECT version_num FROM alembic_version"


def fill(url: str) -> None:
    """Give a SQLite file without tables the schema, all of it or nothing; any other database stays as it is."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return
    with closing(sqlite3.connect(str(parsed.database), timeout=TURN_SECONDS, isolation_level=None)) as connection:
        if _has_tables(connection):
            return
        connection.execute("BEGIN IMMEDIATE")  # two starting processes take turns
        if not _has_tables(connection):
            for statement in _statements(SCRIPT.read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute("COMMIT")


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _statements(script: str) -> Iterator[str]:
    """One by one: the body of a trigger has semicolons too."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def written(file: Path) -> str:
    """The script that makes the schema of a database."""
    with closing(sqlite3.connect(file)) as connection:
        parts = [f"{_in_order(sql)};\n" for (sql,) in connection.execute(PARTS)]
        [version] = connection.execute(VERSION).fetchone()
    return "\n".join([*parts, f"INSERT INTO alembic_version (version_num) VALUES ('{version}');\n"])  # noqa: S608 - our own


def _in_order(sql: str) -> str:
    """A table with its constraints by name: to build one anew shuffles them."""
    first, *inner, last = sql.splitlines() if sql.startswith("CREATE TABLE") else [sql, ""]
    parts = [line.strip().removesuffix(",") for line in inner if line.strip()]
    columns = [part for part in parts if not part.startswith("CONSTRAINT")]
    constraints = sorted(part for part in parts if part.startswith("CONSTRAINT"))
    return "\n".join([first, ",\n".join(f"\t{part}" for part in (*columns, *constraints)), last]) if parts else sql


def migrated(folder: Path) -> Path:
    """A new database that every migration has made."""
    from alembic import command

    from pmo_bot.store.migrate import alembic_config

    file = folder / "migrated.db"
    command.upgrade(alembic_config(f"sqlite:///{file}"), "head")
    return file


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        SCRIPT.write_text(written(migrated(Path(made))), encoding="utf-8")
