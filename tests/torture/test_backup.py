"""R23: a backup from the middle of a morning, everything sent afterwards, restored: nobody reads anything twice."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select
from sqlmodel import col

from pmo_bot.app import Bot
from pmo_bot.cli import backup as command
from pmo_bot.exchange.restoring import restore
from pmo_bot.model import Base, Cause, Item, Post, PostState, Workspace
from pmo_bot.playground import Playground
from pmo_bot.services import alarms, items, people, planning
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Profile
from pmo_bot.store import backup
from pmo_bot.store.database import Database
from tests.databases import made
from tests.delivery.office import (
    BRIEFS,
    ONCE_EACH,
    PROMISED,
    REPORTS,
    STATEMENTS,
    Office,
    promises,
    reports,
    settings_for,
    slack,
    worker,
)
from tests.lengths import length, proof
from tests.torture import report
from tests.world import TEAM

LATER = timedelta(minutes=20)
MORNINGS = {"briefs": (promises, BRIEFS), "reports": (reports, STATEMENTS)}
POINTS = length([("briefs", 2), ("reports", None), ("reports", 2)],
                [(one, after) for one in MORNINGS for after in (None, 0, 1, 2, 3, 4, 5, 6)])  # fmt: skip
"""After how many messages the backup is made; None before anything was planned."""


@proof
@pytest.mark.parametrize(("morning", "after"), POINTS)
async def test_nothing_is_said_twice_and_nothing_is_missing(
    morning: str, after: int | None, sqlite_url: str, tmp_path: Path
) -> None:
    owe, at = MORNINGS[morning]
    with closing(Database(sqlite_url)) as db:
        owe(db)
    await _lost_and_restored(sqlite_url, _empty(tmp_path), tmp_path, at, after)


@proof
async def test_from_postgresql(postgres_url: str, tmp_path: Path) -> None:
    with closing(Database(postgres_url)) as db:
        reports(db)
    await _lost_and_restored(postgres_url, _empty(tmp_path), tmp_path, STATEMENTS, None)


@proof
async def test_into_postgresql(sqlite_url: str, postgres_url: str, tmp_path: Path) -> None:
    with closing(Database(sqlite_url)) as db:
        promises(db)
    await _lost_and_restored(sqlite_url, postgres_url, tmp_path, BRIEFS, 2)
    with closing(Database(postgres_url)) as db:  # and rows get numbers that nothing else has
        sam = people.know(db, TEAM, Profile("U0NEW", "New", "Europe/Madrid"), BRIEFS)
        items.capture(db, Act(sam, BRIEFS), Capture("Something new"))


async def _lost_and_restored(url: str, fresh: str, folder: Path, at: datetime, after: int | None) -> None:
    """Some messages leave, a backup is made, the rest leaves; then all is lost, and restored."""
    async with slack(at) as playground:
        first = worker(url, playground.api_url, at)
        try:
            await _some(first, after)
            backup.write(first.db, folder / "backup.db", at)
            await Office(first, playground).deliver()
        finally:
            await first.stop()
        before, said = _everything(playground), len(playground.world.calls)
        with closing(Database(fresh)) as target:
            restore(target, folder / "backup.db", at + LATER)
        second = worker(fresh, playground.api_url, at + LATER)
        try:
            left = Office(second, playground)
            await left.deliver()
            again = [call for call in playground.world.calls[said:] if call.method == "chat.postMessage"]
            assert again == [], "what is there was found"
            assert _everything(playground) == before
            assert left.posts(PostState.DUE, PostState.SENDING, PostState.HELD, PostState.DEAD) == []
        finally:
            await second.stop()
    count = sum(len(texts) for texts in before.values())
    assert count >= len(REPORTS)
    report.row("R23", target="0 doubled, 0 lost", measured=f"0 and 0 of {count}, backup after {after}")


async def _some(bot: Bot, count: int | None) -> None:
    """Let so many messages arrive, and stop."""
    if count is None:
        return
    planning.plan(bot.db, bot.clock.now())
    for _ in range(count):
        await asyncio.gather(*await bot.heartbeat._courier._begin(1))


def _everything(playground: Playground) -> dict[str, list[str]]:
    """What everybody and every channel has of the bot."""
    return {where: [one.text for one in playground.world.posted(where)] for where in {*ONCE_EACH, *REPORTS}}


def _empty(folder: Path) -> str:
    return made(f"sqlite:///{folder / 'fresh.db'}")


# --- what it holds, and what it refuses -----------------------------------------------------


def test_it_is_one_moment_while_others_write(sqlite_url: str, tmp_path: Path) -> None:
    with closing(Database(sqlite_url)) as db:
        promises(db)
        maria = people.know(db, TEAM, Profile("U0MARIA", "Maria", "Europe/Madrid"), PROMISED)
        stop = Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                items.capture(db, Act(maria, PROMISED), Capture(f"Number {number}", owner_id=maria.id))

        others = Thread(target=write)
        others.start()
        try:
            backup.write(db, tmp_path / "backup.db", PROMISED)
        finally:
            stop.set()
            others.join()
    with backup.opened(tmp_path / "backup.db") as (copy, as_of), copy.reading() as session:
        assert as_of == PROMISED
        numbers = {number for (number,) in session.execute(select(col(Item.number)))}
        workspace = session.execute(select(Workspace)).scalar_one()
        assert numbers == set(range(1, workspace.next_number)), "every item is there that has a number"


def test_all_rows_are_there_and_new_ones_get_numbers_of_their_own(sqlite_url: str, tmp_path: Path) -> None:
    with closing(Database(sqlite_url)) as db:
        reports(db)
        promises(db)
        backup.write(db, tmp_path / "backup.db", PROMISED)
        before = _rows(db)
    with closing(Database(_empty(tmp_path))) as target:
        restore(target, tmp_path / "backup.db", PROMISED)
        after = _rows(target)
        changed = {name for name in before if before[name] != after[name]}
        # the plan has looked, as it will when the bot starts
        assert changed <= {
            "workspace",
            "item",
            "project",
            "edition",
            "stakeholder",
            "outbox",
            "line",
            "event",
            "baseline",
        }
        assert [row["title"] for row in after["item"]] == [row["title"] for row in before["item"]]
        assert after["workspace"][0]["next_number"] == before["workspace"][0]["next_number"] + 100


def _rows(db: Database) -> dict[str, list[dict[str, object]]]:
    with db.reading() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def test_a_place_with_rows_is_left_alone(sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_for(sqlite_url, "http://127.0.0.1:9/api/")
    with closing(Database(sqlite_url)) as db:
        promises(db)
    file = Namespace(file=tmp_path / "backup.db")
    assert command.write(settings, file) == 0
    assert file.file.stat().st_mode & 0o077 == 0, "nobody else on the machine reads it"
    assert command.write(settings, file) == command.UNUSABLE
    assert command.bring_back(settings, file) == command.UNUSABLE
    said = capsys.readouterr().err
    assert "There is a" in said
    assert "This database has rows already. Restore into an empty one" in said
    fresh = settings.model_copy(update={"database_url": _empty(tmp_path)})
    assert command.bring_back(fresh, file) == 0
    assert "each is looked up in Slack before it is sent" in capsys.readouterr().out
    with closing(Database(fresh.database_url)) as db, db.reading() as session:
        assert len(session.execute(select(Item)).all()) == len(ONCE_EACH)
        assert not session.execute(select(Post).where(col(Post.attempts) == 0)).all()


def test_a_place_where_a_bot_has_only_looked_around_is_empty(sqlite_url: str, tmp_path: Path) -> None:
    with closing(Database(sqlite_url)) as db:
        promises(db)
        backup.write(db, tmp_path / "backup.db", PROMISED)
    with closing(Database(_empty(tmp_path))) as target:
        people.ensure_workspace(target, TEAM, PROMISED)
        alarms.keep(target, TEAM, {Cause.STUCK: 1}, PROMISED)
        assert restore(target, tmp_path / "backup.db", PROMISED).looked_up == 0


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_what_is_no_backup_is_refused(content: bytes, sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(content)
    with closing(Database(sqlite_url)) as db, pytest.raises(backup.NoBackup, match="no backup that I can read"):
        restore(db, tmp_path / "other.db", PROMISED)
