"""Migrations lead from nothing to the newest schema and back, on both databases, however many start at once."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import inspect

from pmo_bot.model import Base, Lesson, LessonKind, Person, Project, Workspace
from pmo_bot.store.database import Database
from pmo_bot.store.lessons import near
from pmo_bot.store.migrate import alembic_config, check, upgrade

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 11, 30, tzinfo=UTC)


def tables(url: str) -> set[str]:
    """The tables that are there, Alembic's own left out."""
    db = Database(url)
    try:
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    finally:
        db.close()


def test_from_an_empty_database_to_the_models(empty_url: str) -> None:
    upgrade(empty_url)
    check(empty_url)
    assert tables(empty_url) == set(Base.metadata.tables)


def test_doing_it_again_changes_nothing(empty_url: str) -> None:
    upgrade(empty_url)
    upgrade(empty_url)
    check(empty_url)


def test_down_to_nothing_and_up_again(empty_url: str) -> None:
    upgrade(empty_url)
    command.downgrade(alembic_config(empty_url), "base")
    assert tables(empty_url) == set()
    upgrade(empty_url)
    check(empty_url)


def test_lessons_of_an_older_schema_keep_their_words_and_are_found_by_them(empty_url: str) -> None:
    upgrade(empty_url)
    known = {"team_id": "T1", "id": 1, "name": "Apollo"}
    with closing(Database(empty_url)) as db, db.transaction() as session:
        for row in (
            Workspace(team_id="T1", started_at=AT),
            Person(**known),
            Project(**known, key="APOLLO", created_at=AT),
            Lesson(team_id="T1", id=1, project_id=1, learned="Book the room", because="Réunions need one", by_id=1,
                   learned_at=AT),
        ):  # fmt: skip
            session.add(row)
            session.flush()
    command.downgrade(alembic_config(empty_url), "0010")
    upgrade(empty_url)
    with closing(Database(empty_url)) as db, db.reading() as session:
        kept = session.get_one(Lesson, 1)
        assert (kept.learned, kept.because, kept.kind) == ("Book the room", "Réunions need one", LessonKind.DIFFERENTLY)
        assert near(session, "T1", ["reun"]) == [(1, 1)]


async def test_two_processes_at_once_take_turns(empty_url: str) -> None:
    migrate = f"from pmo_bot.store.migrate import upgrade; upgrade({empty_url!r})"
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", migrate, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        for _ in range(2)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in started))
    assert [process.returncode for process in started] == [0, 0], b"\n".join(err for _, err in ends).decode()
    await asyncio.to_thread(check, empty_url)
