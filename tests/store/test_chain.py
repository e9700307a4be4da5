"""What happened is chained: whoever changes one event, takes one away or puts one in is found out."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, delete, select, update

from pmo_bot.model import Event, Workspace
from pmo_bot.store.database import Database
from pmo_bot.store.verifying import verify

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
