"""The queries of every tick use the indexes that were made for them, whatever the size of the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, event, insert, text
from sqlmodel import Session, col

from pmo_bot.cli.data import prepare
from pmo_bot.model import Event, Item, Person, Post, PostKind, PostState, Workspace
from pmo_bot.services import objecting, planning, tips
from pmo_bot.services.notices import hanging_on
from pmo_bot.store import outbox
from pmo_bot.store.database import Database

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=100)
ROWS, DUE, PEOPLE = 20_000, 60, 500


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Twenty thousand items and as many messages, almost all of them settled or not due; nobody changes them."""
    if request.param == "sqlite":
        yield from _filled(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'big.db'}")
        return
    with request.getfixturevalue("postgres_server").database("query_plans") as url:
        yield from _filled(url)


def _filled(url: str) -> Iterator[Database]:
    prepare(url)
    made = Database(url)
    with made.transaction() as session:
        session.add(Workspace(team_id="T1", started_at=LONG_AGO))
        session.flush()
        session.add_all(Person(id=number, team_id="T1") for number in range(1, PEOPLE + 1))
        session.flush()
        item, post = _item(), _post()
        session.connection().execute(insert(Item), [item | _of_item(number) for number in range(ROWS)])
        session.connection().execute(insert(Post), [post | _of_post(number) for number in range(ROWS)])
        session.connection().execute(insert(Event), [_moved(number) for number in range(ROWS)])
    with made.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    yield made
    made.close()


def _item() -> dict[str, object]:
    return Item(id=0, team_id="T1", number=0, title="Promise", created_at=LONG_AGO).model_dump()


def _of_item(number: int) -> dict[str, object]:
    later = NOW + timedelta(days=1 + number % 300) if number % 2 else None
    wakes = NOW - timedelta(minutes=1) if number < DUE else later
    return {"id": number + 1, "number": number + 1, "owner_id": 1 + number % PEOPLE, "wake_at": wakes}


def _post() -> dict[str, object]:
    post = Post(id=0, team_id="T1", key="", kind=PostKind.BRIEF, lane="", not_before=LONG_AGO, created_at=LONG_AGO)
    return post.model_dump()


def _of_post(number: int) -> dict[str, object]:
    state = PostState.DUE if number < DUE else PostState.SENT
    person = 1 + number % PEOPLE
    return {"id": number + 1, "key": f"brief:{number}", "lane": f"person:{person}", "person_id": person, "state": state}


def _moved(number: int) -> dict[str, object]:
    return {"team_id": "T1", "what": "item.moved", "item_id": 1 + number, "before": {}, "after": {}, "source": "",
            "happened_at": LONG_AGO, "recorded_at": LONG_AGO}  # fmt: skip


def plan_of(session: Session, query: Executable, **given: object) -> str:
    """How the database carries a query out: with its parameters as parameters, which hide much from a planner."""
    return plan_of_call(session, lambda: session.execute(query, given))


def plan_of_call(session: Session, call: Callable[[], object]) -> str:
    """How it carries out the last query of a call."""
    sent: list[tuple[str, Any]] = []
    engine = session.get_bind().engine

    def keep(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        sent.append((sql, values))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        call()
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    explain = "EXPLAIN " if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    (sql, values), connection = sent[-1], session.connection()
    return "\n".join(str(row) for row in connection.exec_driver_sql(explain + sql, values))


def scans_whole(plan: str, table: str) -> bool:
    """Whether every row of a table is looked at."""
    lines = [line for line in plan.splitlines() if "USING" not in line]
    return f"Seq Scan on {table}" in plan or any(f"SCAN {table}" in line for line in lines)


def test_the_items_that_woke_are_found_by_the_partial_index(db: Database) -> None:
    with db.reading() as session:
        plan = plan_of(session, planning.due_items(NOW).limit(1))
        assert "ix_item_wake" in plan
        assert not scans_whole(plan, "item")


def test_so_are_all_those_of_their_owners(db: Database) -> None:
    with db.reading() as session:
        owned = col(Item.owner_id).in_(range(1, DUE)) | col(Item.owner_id).is_(None)
        plan = plan_of(session, planning.due_items(NOW).where(owned))
        assert "ix_item_wake" in plan
        assert not scans_whole(plan, "item")


def test_the_next_instant_is_read_off_the_index(db: Database) -> None:
    with db.reading() as session:
        plan = plan_of(session, text("SELECT min(wake_at) FROM item WHERE wake_at > '2026-12-01 08:00:00'"))
        assert "ix_item_wake" in plan
        assert not scans_whole(plan, "item")


@pytest.mark.parametrize("limit", [1, 16])
def test_messages_are_claimed_by_the_partial_indexes(db: Database, limit: int) -> None:
    with db.reading() as session:
        plan = plan_of(session, outbox.claimable(), now=NOW, real=NOW, most=limit)
        assert "ix_outbox_due" in plan or "ix_outbox_pending" in plan
        assert not scans_whole(plan, "outbox")
        assert not scans_whole(plan, "outbox outbox_1")


def test_the_next_message_is_found_by_the_partial_index(db: Database) -> None:
    with db.reading() as session:
        plan = plan_of(session, outbox.due_after(NOW))
        assert "ix_outbox_due" in plan
        assert not scans_whole(plan, "outbox")


def test_the_hanging_on_a_message_are_found_by_an_index(db: Database) -> None:
    with db.reading() as session:
        plan = plan_of(session, hanging_on(7))
        assert "ix_outbox_sent" in plan
        assert not scans_whole(plan, "outbox")


def test_objections_are_found_without_looking_at_other_events(db: Database) -> None:
    with db.reading() as session:
        plan = plan_of_call(session, lambda: objecting.unsettled(session, "T1", [1, 2]))
        assert "ix_event_objection" in plan
        assert not scans_whole(plan, "event")


def test_what_newcomers_have_found_is_looked_up_without_looking_at_other_events(db: Database) -> None:
    with db.reading() as session:
        plan = plan_of_call(session, lambda: tips._did(session, "T1", range(1, DUE)).all())
        assert "ix_event_telling" in plan
        assert not scans_whole(plan, "event")


def test_a_claim_takes_the_oldest_of_each_lane(db: Database) -> None:
    with db.reading() as session:
        taken = outbox.claim(session, NOW, timedelta(minutes=1), "worker", 16)
        assert [post.id for post in taken] == list(range(1, 17))
