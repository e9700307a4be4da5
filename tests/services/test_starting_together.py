"""Processes that start at the same moment on a database that is new: none of them fails."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from threading import Barrier

from sqlmodel import select

from pmo_bot.model import Workspace
from pmo_bot.services.people import ensure_workspace
from pmo_bot.store.database import Database

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_the_workspace_is_there_once_whoever_was_first(postgres_url: str) -> None:
    teams = [f"T{number}" for number in range(12)]
    with closing(Database(postgres_url)) as db, ThreadPoolExecutor(3) as processes:
        for team in teams:
            at_once = Barrier(3)

            def start(team: str = team, at_once: Barrier = at_once) -> None:
                at_once.wait()
                ensure_workspace(db, team, NOW, name="Alder")

            assert [one.result() for one in [processes.submit(start) for _ in range(3)]] == [None] * 3
        with db.reading() as session:
            found = session.exec(select(Workspace.team_id, Workspace.name)).all()
    assert sorted(found) == sorted((team, "Alder") for team in teams)
