"""A look every minute walks through no table: each of its queries is served by an index, whatever there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text, update
from sqlmodel import col

from pmo_bot.audit.looking import look
from pmo_bot.audit.scene import Scene
from pmo_bot.model import Item, Post, PostState
from pmo_bot.services import alarms, pruning, punctuality
from pmo_bot.services.pruning import Kept
from pmo_bot.store.database import Database
from tests.store.test_query_plans import LONG_AGO, NOW, _filled, scans_whole

LARGE = ("item", "outbox", "event")


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Twenty thousand items and messages, the messages settled long ago."""
    if request.param == "sqlite":
        yield from _aged(f"sqlite:///{tmp_path / 'big.db'}")
        return
    with request.getfixturevalue("postgres_server").database("cheap_looks") as url:
        yield from _aged(url)


def _aged(url: str) -> Iterator[Database]:
    for made in _filled(url):
        with made.transaction() as session:
            session.execute(update(Post).where(col(Post.state) == PostState.SENT).values(settled_at=LONG_AGO))
            for days in range(300):
                due = NOW.date() + timedelta(days=days)
                session.execute(update(Item).where(col(Item.id) % 300 == days).values(due=due))
        with made.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        yield made


def test_no_query_of_a_look_walks_through_a_table(db: Database) -> None:
    alarms.keep(db, "T1", {}, NOW)
    plans: list[str] = []
    with explained(db, plans), db.reading() as session:
        look(Scene(session, "T1", NOW, NOW))
    with explained(db, plans):
        punctuality.count_on(db, "T1", NOW)
        pruning.prune(db, Kept(), NOW)
    assert len(plans) > 15
    assert [(table, plan) for plan in plans for table in LARGE if scans_whole(plan, table)] == []


class explained:  # noqa: N801 - used like a function
    """How each query in the block is carried out."""

    def __init__(self, db: Database, plans: list[str]) -> None:
        self._engine, self._plans, self._sent = db.engine, plans, list[tuple[str, Any]]()

    def _keep(self, _connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        if sql.lstrip().startswith("SELECT"):
            self._sent.append((sql, values))

    def __enter__(self) -> None:
        event.listen(self._engine, "before_cursor_execute", self._keep)

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._keep)
        explain = "EXPLAIN " if self._engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
        with self._engine.connect() as connection:
            for sql, values in self._sent:
                plan = "\n".join(str(row) for row in connection.exec_driver_sql(explain + sql, values))
                self._plans.append(f"{sql}\n{plan}")
