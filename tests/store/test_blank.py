"""A new SQLite file has the schema that the migrations make, to the letter; and what is there already stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from pmo_bot.store import blank
from pmo_bot.store.migrate import SCRIPTS, alembic_config, check, newest, upgrade


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def schema(file: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY rowid").fetchall()


def test_a_new_file_has_what_every_migration_makes_of_nothing(tmp_path: Path) -> None:
    file, made = tmp_path / "new.db", blank.migrated(tmp_path)
    upgrade(url(file))
    assert blank.written(file) == blank.written(made), "write it anew: .venv/bin/python -m pmo_bot.store.blank"
    assert blank.SCRIPT.read_text() == blank.written(made)
    assert {part[:2] for part in schema(file)} == {part[:2] for part in schema(made)}
    assert sum(kind == "trigger" for kind, _, _ in schema(file)) > 4
    check(url(file))


def test_no_migration_leaves_a_row_behind(tmp_path: Path) -> None:
    with closing(sqlite3.connect(blank.migrated(tmp_path))) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        full = [name for name in tables if connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()]  # noqa: S608
    assert full == ["alembic_version"]


def test_where_the_script_is_older_the_missing_migrations_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "older.db"
    command.upgrade(alembic_config(url(older)), "0025")
    script = tmp_path / "older.sql"
    script.write_text(blank.written(older))
    monkeypatch.setattr(blank, "SCRIPT", script)
    upgrade(url(tmp_path / "new.db"))
    check(url(tmp_path / "new.db"))


def test_a_file_with_tables_of_somebody_else_is_left_to_the_migrations(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE other (id INTEGER)")
    blank.fill(url(file))
    assert [name for _, name, _ in schema(file)] == ["other"]


def test_a_script_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "broken.sql"
    script.write_text("CREATE TABLE one (id INTEGER);\nCREATE TABLE one (id INTEGER);\n")
    monkeypatch.setattr(blank, "SCRIPT", script)
    with pytest.raises(sqlite3.OperationalError):
        blank.fill(url(tmp_path / "new.db"))
    assert schema(tmp_path / "new.db") == []


def test_the_newest_schema_is_known_without_running_a_migration() -> None:
    assert newest() == ScriptDirectory(str(SCRIPTS)).get_current_head()
