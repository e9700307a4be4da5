"""Migrations lead from nothing to the newest schema and back, on both databases, however many start at once."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import inspect

from pmo_bot.model import Base
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


async def test_two_processes_at_once_take_turns(empty_url: str) -> None:
    migrate = f"from pmo_bot.store.migrate import upgrade; upgrade({empty_url!r})"
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", migrate, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        for _ in range(2)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in started))
    assert [process.returncode for process in started] == [0, 0], b"\n".join(err for _, err in ends).decode()
    await asyncio.to_thread(check, empty_url)
