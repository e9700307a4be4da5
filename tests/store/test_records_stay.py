"""What is a record stays: the database itself refuses, whoever asks; only a whole workspace can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import delete, select, text, update

from pmo_bot.cli.data import prepare
from pmo_bot.model import Baseline, Erasing, Event, Policy, Snapshot, Workspace
from pmo_bot.store import whole
from pmo_bot.store.database import Database
from pmo_bot.store.records import erase_workspace
from pmo_bot.store.verifying import verify
from tests.exchange.archives import TEAM, small
from tests.postgres import Server
from tests.test_readme import part

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A workspace with one record of each kind, and another beside it."""
    with closing(Database(database_url)) as made:
        small(made)
        with made.transaction() as session:
            for row in (
                Snapshot(team_id=TEAM, project_id=4, on_date=date(2026, 4, 27), body={"open": 1}, taken_at=AT),
                Baseline(team_id=TEAM, first=date(2026, 4, 1), last=date(2026, 4, 30), body={}, taken_at=AT),
                Policy(team_id=TEAM, version=1, body={}, from_at=AT),
                Workspace(team_id="T2", started_at=AT),
                Event(team_id="T2", what="item.moved", happened_at=AT, recorded_at=AT),
            ):
                session.add(row)
                session.flush()
        yield made


@pytest.mark.parametrize("kind", [Event, Snapshot, Baseline, Policy])
def test_a_record_is_neither_changed_nor_taken_away(db: Database, kind: type[Any]) -> None:
    for statement in (update(kind).values(team_id=TEAM), delete(kind)):
        with pytest.raises(SQLAlchemyError, match=r"never (changed|taken away)"), db.transaction() as session:
            session.exec(statement)
    with db.reading() as session:
        assert session.exec(select(kind)).first() is not None


def test_a_workspace_goes_as_a_whole_and_leaves_the_others(db: Database) -> None:
    with db.transaction() as session:
        erase_workspace(session, TEAM)
    with db.reading() as session:
        assert whole.rows_of(session, TEAM) == {}
        assert session.exec(select(Workspace.team_id)).all() == ["T2"]
        assert session.exec(select(Erasing)).all() == []
    assert (verify(db).count, verify(db).broken) == (1, [])


def test_the_role_of_the_readme_runs_the_bot_and_rewrites_nothing(postgres_url: str, postgres_server: Server) -> None:
    """It starts, writes, reads and erases a workspace; it changes no record and switches nothing off."""
    with psycopg.connect(
        f"host={postgres_server.directory} user=postgres dbname={make_url(postgres_url).database}"
    ) as owner:
        owner.execute(part("role").removeprefix("```sql\n").strip().removesuffix("```").encode())
    try:
        url = postgres_url.replace("postgres@", "pmo_bot@")
        prepare(url)
        with closing(Database(url)) as db:
            small(db)
            for refused in (
                "UPDATE event SET what = 'x'", "TRUNCATE event CASCADE", "DROP TABLE event", "DELETE FROM event",
                "ALTER TABLE event DISABLE TRIGGER USER", "SET session_replication_role TO replica",
            ):  # fmt: skip
                with pytest.raises(SQLAlchemyError, match=REFUSED), db.transaction() as session:
                    session.connection().execute(text(refused))
            assert (verify(db).count, verify(db).broken) == (2, [])
            with db.transaction() as session:
                erase_workspace(session, TEAM)
            assert verify(db).count == 0
    finally:
        with psycopg.connect(
            f"host={postgres_server.directory} user=postgres dbname={make_url(postgres_url).database}"
        ) as owner:
            owner.execute("DROP OWNED BY pmo_bot; DROP ROLE pmo_bot")


REFUSED = r"permission denied|must be owner|never taken away"
