"""What a report said in numbers stays as it was said: the database itself refuses to change it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select, update

from pmo_bot.model import Project, Snapshot, Workspace
from pmo_bot.store.database import Database

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_a_snapshot_is_written_once_and_never_changed(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        with db.transaction() as session:
            session.add(Workspace(team_id="T1", started_at=NOW))
            session.flush()
            session.add(Project(id=1, team_id="T1", key="APOLLO", name="Apollo", created_at=NOW))
            session.flush()
            session.add(
                Snapshot(team_id="T1", project_id=1, on_date=date(2026, 11, 30), body={"open": 3}, taken_at=NOW)
            )
        with pytest.raises(SQLAlchemyError, match="never changed"), db.transaction() as session:
            session.exec(update(Snapshot).values(body={"open": 0}))
        with db.reading() as session:
            assert session.exec(select(Snapshot.body)).one() == {"open": 3}
