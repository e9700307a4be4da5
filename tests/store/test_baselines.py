"""How a workspace stood in its first thirty days is written once: the database itself refuses to change it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select, update

from pmo_bot.model import Baseline, Workspace
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import upgrade

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_a_baseline_is_written_once_and_never_changed(database_url: str) -> None:
    upgrade(database_url)
    with closing(Database(database_url)) as db:
        days = {"first": date(2026, 10, 31), "last": date(2026, 11, 30)}
        with db.transaction() as session:
            session.add(Workspace(team_id="T1", started_at=NOW))
            session.flush()
            session.add(Baseline(team_id="T1", body={"kept": 3}, taken_at=NOW, **days))
        with pytest.raises(SQLAlchemyError, match="never changed"), db.transaction() as session:
            session.exec(update(Baseline).values(body={"kept": 9}))
        with pytest.raises(SQLAlchemyError), db.transaction() as session:
            session.add(Baseline(team_id="T1", body={"kept": 9}, taken_at=NOW, **days))
        with db.reading() as session:
            assert session.exec(select(Baseline.body)).one() == {"kept": 3}
