"""Records that may be changed: what happens to them otherwise is tested in `tests/store/test_records_stay.py`."""

from __future__ import annotations

from sqlalchemy import Connection, text

SQLITE = "SELECT name, '' FROM sqlite_master WHERE type = 'trigger'"
POSTGRES = "SELECT tgname, ' ON ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"


def unprotect(connection: Connection) -> None:
    """From now on this test's database lets its records be changed and taken away."""
    sqlite = connection.dialect.name == "sqlite"
    for name, where in connection.execute(text(SQLITE if sqlite else POSTGRES)).all():
        connection.execute(text(f"DROP TRIGGER {name}{where}"))
