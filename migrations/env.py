"""How Alembic runs here: its own engine without the application's pragmas, one migration at a time."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, event, pool, text
from sqlmodel.sql.sqltypes import AutoString

from pmo_bot.model import Base, UTCDateTime
from pmo_bot.store.database import normal_url

LOCK = 7_046_310_2  # any number that nothing else on the server uses
TURN_MILLISECONDS = 60_000


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write plain SQLAlchemy types, so that a migration never imports the application."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction.  SQLite cannot alter a table: batch mode builds it anew."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":  # two starting processes take turns
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={TURN_MILLISECONDS}")


def _take_turns(connection: Connection) -> None:
    # The driver would begin after the version was read: two starting processes would both run what is missing.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def run() -> None:
    """Connect and migrate."""
    url = context.config.attributes.get("url") or normal_url(os.environ["DATABASE_URL"])
    engine = create_engine(url, poolclass=pool.NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _take_turns)
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()


run()
