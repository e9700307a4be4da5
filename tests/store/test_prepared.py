"""A prepared query is written once and asked with other values each time."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from pmo_bot.model import Person, Workspace
from pmo_bot.store.database import Database
from pmo_bot.store.prepared import prepared

written: list[str] = []


@prepared
def named(team: str, names: Collection[str]) -> SelectOfScalar[Person]:
    written.append("named")
    return select(Person).where(Person.team_id == team, col(Person.name).in_(names)).order_by(col(Person.name))


@prepared
def met_since(team: str, at: datetime) -> Select[str, datetime]:
    met = select(Person.name, Workspace.started_at).join(Workspace, col(Workspace.team_id) == Person.team_id)
    return met.where(Workspace.team_id == team, Workspace.started_at >= at)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    db = Database(database_url)
    with db.transaction() as session:
        session.add(Workspace(team_id="T1", name="Alder", started_at=datetime(2026, 11, 2, tzinfo=UTC)))
        session.flush()
        for name in ("Ana", "Ben", "Cleo"):
            session.add(Person(team_id="T1", slack_id=f"U{name}", name=name))
    yield db
    db.close()


def test_each_call_has_its_own_values(db: Database) -> None:
    with db.reading() as session:
        assert [one.name for one in named(session, "T1", {"Ana", "Cleo"})] == ["Ana", "Cleo"]
        assert [one.name for one in named(session, "T1", ["Ben"])] == ["Ben"]
        assert named(session, "T1", []).all() == []
        assert named(session, "T2", ["Ben"]).all() == []


def test_it_is_written_once(db: Database) -> None:
    with db.reading() as session:
        named(session, "T1", ["Ana"])
        before = len(written)
        named(session, "T1", ["Ben", "Cleo"])
    assert len(written) == before


def test_instants_are_compared_as_the_column_keeps_them(db: Database) -> None:
    day = datetime(2026, 11, 2, tzinfo=UTC)
    with db.reading() as session:
        assert sorted(met_since(session, "T1", day).all()) == [("Ana", day), ("Ben", day), ("Cleo", day)]
        assert met_since(session, "T1", datetime(2026, 11, 2, 0, 0, 1, tzinfo=UTC)).all() == []


def test_a_query_stands_for_a_collection(db: Database) -> None:
    with db.reading() as session:
        first = select(Person.name).where(col(Person.name) < "C")
        assert [one.name for one in named(session, "T1", first)] == ["Ana", "Ben"]  # type: ignore[arg-type]


def test_none_is_refused_because_sql_would_find_nothing(db: Database) -> None:
    with db.reading() as session, pytest.raises(ValueError, match="named is asked for None"):
        named(session, None, ["Ana"])  # type: ignore[arg-type]
