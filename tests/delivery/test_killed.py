"""A worker is killed at the worst moments; whoever starts next delivers each message exactly once."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import pytest

from pmo_bot.model import PostState
from pmo_bot.store.database import Database
from tests.delivery.office import BRIEFS, ONCE_EACH, REPORTS, STATEMENTS, Office, promises, reports, slack, worker

ROOT = Path(__file__).parents[2]


@contextlib.asynccontextmanager
async def started(url: str, api_url: str, point: str, at: datetime) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker process; killed at the end, whatever happened."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.worker", url, api_url, point, at.isoformat(),
        cwd=ROOT, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


@contextlib.asynccontextmanager
async def after_a_kill(url: str, point: str, owe: Callable[[Database], None], at: datetime) -> AsyncIterator[Office]:
    """Messages are due; a worker was killed at this point while it sent them; another one stands ready."""
    db = Database(url)
    owe(db)
    db.close()
    async with slack(at) as playground:
        if point == "after the bytes left":
            playground.faults.hang("chat.postMessage", 0.25, after_effect=True, times=None)
        async with started(url, playground.api_url, point, at) as process:
            assert process.stderr is not None
            if point == "after the bytes left":
                await playground.world.until(lambda: len(_posted(playground.world)) >= 2, timeout=20)
            else:
                assert await asyncio.wait_for(process.stderr.readline(), 20) == b"here\n"
        playground.faults.clear()
        bot = worker(url, playground.api_url, at)
        try:
            yield Office(bot, playground)
        finally:
            await bot.stop()


def _posted(world: object) -> list[object]:
    return [message for who in {*ONCE_EACH, *REPORTS} for message in world.posted(who)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("point", ["after the claim", "after the bytes left", "after the answer"])
async def test_a_worker_killed(point: str, database_url: str) -> None:
    async with after_a_kill(database_url, point, promises, BRIEFS) as left:
        under_way = left.posts(PostState.SENDING)
        assert under_way, "it was killed with messages under way"
        await left.deliver()
        assert left.inboxes() == ONCE_EACH
        assert len(left.calls("chat.postMessage")) == len(ONCE_EACH), "what the dead had sent was found, not sent again"
        assert {state for state, _ in left.fates().values()} == {PostState.SENT}


@pytest.mark.parametrize("point", ["after the claim", "after the bytes left", "after the answer"])
async def test_a_worker_killed_while_reports_and_the_statement_leave(point: str, sqlite_url: str) -> None:
    async with after_a_kill(sqlite_url, point, reports, STATEMENTS) as left:
        assert left.posts(PostState.SENDING), "it was killed with messages under way"
        await left.deliver()
        found = {where: [one.text for one in left.playground.world.posted(where)] for where in REPORTS}
        assert {where: len(texts) for where, texts in found.items()} == dict.fromkeys(REPORTS, 1)
        assert "What the PMO was worth in January" in found["U0INES"][0]
        assert {state for state, _ in left.fates().values()} == {PostState.SENT}
