"""Migrations lead from nothing to the newest schema and back, on both databases, however many start at once."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import inspect
from sqlmodel import select

from pmo_bot.model import Base, Event, Item
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import alembic_config, check, upgrade

ROOT = Path(__file__).parents[2]


def tables(url: str) -> set[str]:
    """The tables that are there, Alembic's own left out."""
    db = Database(url)
    try:
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    finally:
        db.close()


def test_from_an_empty_database_to_the_models(database_url: str) -> None:
    upgrade(database_url)
    check(database_url)
    assert tables(database_url) == set(Base.metadata.tables)


def test_doing_it_again_changes_nothing(database_url: str) -> None:
    upgrade(database_url)
    upgrade(database_url)
    check(database_url)


def test_down_to_nothing_and_up_again(database_url: str) -> None:
    upgrade(database_url)
    command.downgrade(alembic_config(database_url), "base")
    assert tables(database_url) == set()
    upgrade(database_url)
    check(database_url)


async def test_two_processes_at_once_take_turns(database_url: str) -> None:
    migrate = f"from pmo_bot.store.migrate import upgrade; upgrade({database_url!r})"
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", migrate, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        for _ in range(2)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in started))
    assert [process.returncode for process in started] == [0, 0], b"\n".join(err for _, err in ends).decode()
    await asyncio.to_thread(check, database_url)


ROWS_OF_BEFORE = (
    "INSERT INTO workspace (team_id, name, next_number, started_at) VALUES ('T', 'T', 2, '2026-01-01')",
    "INSERT INTO tag (id, team_id, kind, name) VALUES (7, 'T', 'skill', 'sap')",
    "INSERT INTO item (id, team_id, number, kind, title, done_means, priority, state, created_at, commitment, slips, "
    "blocked_by_text, skill_id) VALUES (1, 'T', 1, 'A', 'Draft', '', 'normal', 'open', '2026-01-01', 0, 0, '', 7)",
    "INSERT INTO event (id, team_id, what, item_id, before, after, source, happened_at, recorded_at) VALUES (1, 'T', "
    """'item.skilled', 1, '{"skill_id": null}', '{"skill_id": 7}', 'slash', '2026-01-01', '2026-01-01')""",
)


def test_the_skill_of_an_item_is_one_of_several_and_can_still_be_taken_back(database_url: str) -> None:
    command.upgrade(alembic_config(database_url), "0010")
    db = Database(database_url)
    try:
        with db.transaction() as session:
            for row in ROWS_OF_BEFORE:
                session.connection().exec_driver_sql(row)
        upgrade(database_url)
        with db.reading() as session:
            (item,), (event,) = session.exec(select(Item)).all(), session.exec(select(Event)).all()
        assert (item.skills, event.before, event.after) == ([7], {"skills": []}, {"skills": [7]})
        command.downgrade(alembic_config(database_url), "0010")
        with db.reading() as session:
            assert session.connection().exec_driver_sql("SELECT skill_id FROM item").scalar() == 7
    finally:
        db.close()
