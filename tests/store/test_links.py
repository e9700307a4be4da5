"""What waits for what, however far, on either database; and how many queries that takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import event
from sqlmodel import Session

from pmo_bot.model import Item, Kind, Link, Person, Project, Workspace
from pmo_bot.services import reading_conflicts
from pmo_bot.services.digest_batch import batch
from pmo_bot.services.reading_readiness import readiness
from pmo_bot.store import links, queries
from pmo_bot.store.database import Database

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
TEAM = "T1"


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    with made.transaction() as session:
        session.add(Workspace(team_id=TEAM, started_at=NOW))
        session.flush()
        session.add(Person(id=1, team_id=TEAM, slack_id="U1", name="Maria"))
        session.flush()
        session.add(Project(id=1, team_id=TEAM, key="APOLLO", name="Apollo", lead_id=1, created_at=NOW))
    yield made
    made.close()


def chain(db: Database, count: int, first: int = 1) -> list[int]:
    """Items of which each waits for the one before it; the last is a milestone."""
    ids = list(range(first, first + count))
    with db.transaction() as session:
        for n in ids:
            kind = Kind.MILESTONE if n == ids[-1] else Kind.ACTION
            session.add(Item(id=n, number=n, team_id=TEAM, title=f"Part {n}", kind=kind, project_id=1, owner_id=1,
                             due=date(2026, 12, 2) + timedelta(days=n % 20), created_at=NOW))  # fmt: skip
        session.flush()
        session.add_all(Link(team_id=TEAM, item_id=after, on_id=before) for before, after in pairwise(ids))
    return ids


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """Every statement that is sent."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def test_it_is_followed_both_ways_as_far_as_it_goes(db: Database) -> None:
    ids = chain(db, 30)
    with db.reading() as session:
        assert links.reach(session, TEAM, [ids[10]], "before") == set(ids[:11])
        assert links.reach(session, TEAM, [ids[10]], "after") == set(ids[10:])
        assert links.reach(session, TEAM, [], "after") == set()


def test_what_is_blocked_on_something_waits_for_it_too(db: Database) -> None:
    one, two, three = chain(db, 3)
    chain(db, 1, first=9)
    with db.transaction() as session:
        held = session.get_one(Item, one)
        held.blocked_at, held.blocked_on_id = NOW, 9
        session.add(held)
    with db.reading() as session:
        assert links.reach(session, TEAM, [three], "before") == {one, two, three, 9}
        assert links.reach(session, TEAM, [9], "after") == {one, two, three, 9}
        assert links.edges(session, TEAM, [one]) == {(one, 9)} == links.edges_to(session, TEAM, [9])


def test_a_circle_that_was_imported_ends_by_itself(db: Database) -> None:
    ids = chain(db, 4)
    with db.transaction() as session:
        session.add(Link(team_id=TEAM, item_id=ids[0], on_id=ids[-1]))
    with db.reading() as session:
        assert links.reach(session, TEAM, [ids[1]], "before") == links.reach(session, TEAM, [ids[1]], "after")
        assert readiness(session, TEAM, [session.get_one(Item, ids[-1])])[ids[-1]].total == 3


def test_another_workspace_is_never_reached(db: Database) -> None:
    ids = chain(db, 3)
    with db.reading() as session:
        assert links.reach(session, "T2", ids, "before") == set()
        assert links.edges(session, "T2", ids) == set()


def asked(session: Session, items: list[Item]) -> None:
    """All that a digest reads of links."""
    project = session.get_one(Project, 1)
    assert reading_conflicts.of_projects(batch(session, [project], NOW, {}))[1]
    assert readiness(session, TEAM, items)


def test_five_hundred_items_take_as_many_queries_as_five(db: Database) -> None:
    with_few = _queries(db, chain(db, 5))
    with_many = _queries(db, chain(db, 500, first=100))
    assert with_many == with_few < 30


def _queries(db: Database, ids: list[int]) -> int:
    with db.reading() as session:
        items = list(queries.items(session, TEAM, ids).values())
    with db.reading() as session, counted(db) as sent:
        asked(session, items)
    return len(sent)
