"""What happened is chained: whoever changes one event, takes one away or puts one in is found out."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, delete, select, update

from pmo_bot.model import Event, Workspace
from pmo_bot.store.chain import form_in_sql
from pmo_bot.store.database import Database
from pmo_bot.store.verifying import APART, verify

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


def happens(db: Database, what: str, team: str = "T1", **more: object) -> int:
    given = {"team_id": team, "what": what, "happened_at": AT, "recorded_at": AT, **more}
    with db.transaction() as session:
        if session.get(Workspace, team) is None:
            session.add(Workspace(team_id=team, started_at=AT))
            session.flush()
        event = Event(**given)
        session.add(event)
        session.flush()
        return event.id


def by_hand(db: Database, *statements: str) -> None:
    """What somebody does to the database who may do everything there."""
    off = "ALTER TABLE event DISABLE TRIGGER USER"
    if db.is_sqlite:
        off = "DROP TRIGGER IF EXISTS event_unchanged"
    with db.transaction() as session:
        for one in (off, *statements):
            session.connection().exec_driver_sql(one)


def test_the_hash_is_over_the_one_before_and_everything_the_event_says(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        happens(db, "item.moved", before={"due": "2026-12-01"}, after={"due": "2026-12-04"}, source="slash", once="a")
        happens(db, "item.done", happened_at=AT.replace(microsecond=250000))
        with db.reading() as session:
            first, second = session.exec(select(Event).order_by(col(Event.id))).all()
    assert first.hash == sha256((
        "0" * 64 + "1|1||||||||2026-11-30 09:00:00|2026-11-30 09:00:00|2|10|5|1|"
        'T1item.movedslasha{"due": "2026-12-01"}{"due": "2026-12-04"}'
    ).encode()).hexdigest()  # fmt: skip
    assert second.hash == sha256((
        first.hash + "1|2||||||||2026-11-30 09:00:00.25|2026-11-30 09:00:00|2|9|0||T1item.done{}{}"
    ).encode()).hexdigest()  # fmt: skip


def test_a_chain_is_whole_until_somebody_changes_a_row_by_hand(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        for number in range(5):
            happens(db, "item.moved", after={"slips": number})
        assert (verify(db).count, verify(db).broken) == (5, [])
        by_hand(db, "UPDATE event SET what = 'item.done' WHERE id = 3")
        assert [(one.team, one.event) for one in verify(db).broken] == [("T1", 3)]


def test_what_no_query_finds_any_more_is_a_change_too(sqlite_url: str) -> None:
    """SQLite keeps bytes where a text belongs, and they look the same."""
    columns = ["what", "source", "once", "before", "after", "happened_at", "recorded_at", "hash"]
    with closing(Database(sqlite_url)) as db:
        for column in columns:
            happens(db, "item.moved", team=column, once="click")
            by_hand(db, f"UPDATE event SET {column} = CAST({column} AS BLOB) WHERE team_id = '{column}'")  # noqa: S608
        assert [one.team for one in verify(db).broken] == columns


def test_a_sign_that_no_text_should_have_is_a_sign_like_others(sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as db:
        happens(db, "item.moved", source=f"{APART}", once=f"{APART}T1{APART}{'0' * 64}{APART}1|2|")
        happens(db, "item.done")
        assert (verify(db).count, verify(db).broken) == (2, [])


def test_two_events_in_one_row_are_not_two(sqlite_url: str) -> None:
    """Where they are written behind each other as they are read."""
    with closing(Database(sqlite_url)) as db:
        for what in ("item.moved", "item.done"):
            happens(db, what)
        second = f"SELECT team_id || '{APART}' || hash || '{APART}' || {form_in_sql('sqlite')} FROM event WHERE id = 2"  # noqa: S608
        by_hand(
            db,
            f"UPDATE event SET after = after || '{APART}' || ({second}) WHERE id = 1",  # noqa: S608
            "DROP TRIGGER event_kept",
            "DELETE FROM event WHERE id = 2",
        )
        assert [(one.team, one.event) for one in verify(db).broken] == [("T1", 1)]


def test_each_workspace_has_a_chain_of_its_own(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        for number in range(6):
            happens(db, "item.moved", team=("T1", "T2")[number % 2])
        by_hand(db, "UPDATE event SET source = 'import' WHERE id = 2")
        found = verify(db)
        assert [(one.team, one.event) for one in found.broken] == [("T2", 2)]
        assert [head.team for head in found.heads] == ["T1"]


def test_what_happens_in_two_workspaces_at_once_goes_on_in_both_chains(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        with db.transaction() as session:
            session.add_all(Workspace(team_id=team, started_at=AT) for team in ("T1", "T2"))
            session.flush()
            for team in ("T2", "T1", "T2"):
                session.add(Event(team_id=team, what="item.moved", happened_at=AT, recorded_at=AT))
        happens(db, "item.done", team="T1")
        assert (verify(db).count, verify(db).broken) == (4, [])


@pytest.mark.parametrize("statement", [update(Event).values(what="x"), delete(Event)])
def test_the_database_refuses_to_change_an_event_or_take_it_away(database_url: str, statement: object) -> None:
    with closing(Database(database_url)) as db:
        happens(db, "item.moved")
        with pytest.raises(SQLAlchemyError, match="a record is never"), db.transaction() as session:
            session.exec(statement)  # type: ignore[call-overload]
        assert verify(db).count == 1
