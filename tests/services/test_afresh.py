"""When the plan looks again after the rules of zones changed, or a clock was wrong; on both databases."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from pmo_bot.model import Basis, Item, Project
from pmo_bot.services import afresh
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from tests.delivery.office import PROMISED, project, promises
from tests.world import TEAM

LATER = timedelta(days=40)


def test_what_lies_ahead_is_looked_at_a_day_sooner_or_at_once_when_the_clock_was_ahead(database_url: str) -> None:
    db = Database(database_url)
    promises(db, ("U0MARIA",))
    project(db)

    def sleeps() -> None:
        with db.transaction() as session:
            for row in (session.exec(select(Item)).one(), session.exec(select(Project)).one()):
                row.wake_at = PROMISED + LATER
                session.add(row)

    def wakes() -> set[timedelta]:
        with db.reading() as session:
            rows = (session.exec(select(Item)).one(), session.exec(select(Project)).one())
            return {row.wake_at - PROMISED for row in rows if row.wake_at is not None}

    assert afresh.look(db, PROMISED, "2026a") == 1
    sleeps()
    assert afresh.look(db, PROMISED, "2026a") == 0
    assert afresh.look(db, PROMISED, "2026b", compare=False) == 0
    assert wakes() == {LATER}
    assert afresh.look(db, PROMISED, "2026b") == 1
    assert wakes() == {LATER - timedelta(hours=25)}
    assert afresh.look(db, PROMISED + LATER, "2026b") == 0
    assert afresh.look(db, PROMISED + LATER - timedelta(minutes=1), "2026b") == 0, "clocks of machines differ a little"
    assert afresh.look(db, PROMISED, "2026b") == 1
    assert wakes() == {timedelta()}
    with db.reading() as session:
        assert session.get_one(Basis, TEAM).newest == PROMISED
        assert queries.workspace(session, TEAM) is not None
    db.close()
