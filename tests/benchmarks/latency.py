"""From a commit to the bytes at Slack, from a process's start to its first message, and from SIGTERM to its end."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time as clock_time

import aiohttp
from sqlalchemy import func, update
from sqlmodel import col, select

from pmo_bot.app import build
from pmo_bot.clock import real_now
from pmo_bot.model import Person, Post, PostKind, PostState
from pmo_bot.store.database import Database
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.multitude import threads, unchecked
from tests.benchmarks.receiver import Receiver, received
from tests.benchmarks.seeding import TEAM, company
from tests.benchmarks.slash import settings_for
from tests.benchmarks.starting import LIBRARIES, ROOT, run_seconds, settled

BETWEEN = 0.25
"""Seconds in which a workspace has its turn again: what one that is busy waits for is Slack's ceiling."""
LANES = 200
"""Channels: one takes a message a second, and that is not what is measured."""
PATIENCE = 30.0
ANSWER = 0.3
"""Seconds that a slow Slack takes: some posts are under way at any time."""


def commit_to_slack(url: str, where: str, messages: int) -> Iterator[Figure]:
    """A bot at rest with its heartbeat: somebody's answer is committed, and leaves."""
    with _at_work(url) as db, received() as slack:
        threads(db, 0, lanes=LANES)
        taken = asyncio.run(_leave(url, slack, messages))
        bare = asyncio.run(_bare(slack, messages))
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            floor = percentile(bare, share)
            yield Figure(f"commit to Slack, same process, {name}", where, percentile(taken, share), floor,
                         "a bare post over HTTP", aim=50)  # fmt: skip
        if not db.is_sqlite:
            apart = _from_apart(db, url, slack, messages)
            for name, share in (("p50", 0.5), ("p99", 0.99)):
                yield Figure(f"commit to Slack, another process, {name}", where, percentile(apart, share),
                             percentile(bare, share), "a bare post over HTTP", aim=50)  # fmt: skip


async def _leave(url: str, slack: Receiver, messages: int) -> list[float]:
    bot = build(settings_for(url, slack.api_url))
    await bot.start(socket_mode=False)
    taken: list[float] = []
    for n in range(messages + 3):
        before = len(await asyncio.to_thread(slack.posts))
        committed = await asyncio.to_thread(_answer, bot.db, f"answer:{n}", n)
        bot.desk.soon()
        taken.append((await _arrival(slack, before) - committed) * 1000)
        while bot.desk.busy:
            await asyncio.sleep(0.002)
        await asyncio.sleep(BETWEEN)
    await bot.stop()
    return taken[3:]


def _from_apart(db: Database, url: str, slack: Receiver, messages: int) -> list[float]:
    """The same, committed here, while a worker in a process of its own is the one that sends."""

    async def leave() -> list[float]:
        taken: list[float] = []
        for n in range(min(messages, 30)):
            before = len(slack.posts())
            committed = _answer(db, f"apart:{n}", n)
            taken.append((await _arrival(slack, before) - committed) * 1000)
            await asyncio.sleep(BETWEEN)
        return taken

    with _worker(url, slack) as running:
        before = len(slack.posts())
        _answer(db, "first", LANES - 1)
        asyncio.run(_arrival(slack, before))
        taken = asyncio.run(leave())
        running.terminate()
        running.wait(PATIENCE)
        return taken


def _answer(db: Database, key: str, n: int) -> float:
    """A message below another one, due now; when its commit was over."""
    now = real_now()
    with db.transaction() as session:
        session.add(
            Post(team_id=TEAM, key=key, kind=PostKind.THREAD, lane=key, project_id=1, sent_id=n % LANES + 1,
                 not_before=now, created_at=now, why={}, body={"text": "Good."})
        )  # fmt: skip
    return time.monotonic()


async def _arrival(slack: Receiver, before: int) -> float:
    async with asyncio.timeout(PATIENCE):
        while len(posts := await asyncio.to_thread(slack.posts)) <= before:
            await asyncio.sleep(0.002)
    return posts[before]


async def _bare(slack: Receiver, messages: int) -> list[float]:
    taken: list[float] = []
    async with aiohttp.ClientSession() as http:
        for n in range(messages):
            before, began = len(slack.posts()), time.monotonic()
            async with http.post(f"{slack.api_url}chat.postMessage", json={"text": str(n)}) as answer:
                await answer.json()
            taken.append((slack.posts()[before] - began) * 1000)
    return taken


def start_and_stop(url: str, where: str, times: int) -> Iterator[Figure]:
    """A worker with work that waits: until its first message is at Slack; and until it has ended after SIGTERM."""
    first, ends, doubtful = list[float](), list[float](), 0
    with _at_work(url) as db, received() as slack:
        run_seconds("import pmo_bot.cli.serve")  # its bytecode is there from now on, as where it is installed
        for _ in range(times):
            with unchecked(db) as connection:
                connection.exec_driver_sql("DELETE FROM outbox")
                connection.exec_driver_sql("DELETE FROM sent")
            threads(db, 200, lanes=100)
            slack.slow(ANSWER)
            before, began = len(slack.posts()), time.monotonic()
            with _worker(url, slack) as running:
                first.append(asyncio.run(_arrival(slack, before)) - began)
                time.sleep(ANSWER * 1.5)
                told = time.monotonic()
                running.terminate()
                running.wait(PATIENCE)
                ends.append(time.monotonic() - told)
            doubtful += _in_doubt(db)
    floor = sorted(run_seconds(LIBRARIES) for _ in range(times))[times // 2]
    yield Figure("start of a worker to its first message", where, max(first), floor, "importing the libraries", "s",
                 aim=1)  # fmt: skip
    yield Figure("SIGTERM to the end, messages under way", where, max(ends), ANSWER, "one slow answer", "s", aim=10)
    yield Figure("messages left in doubt", where, doubtful, 0, "none", "", aim=0)


@contextmanager
def _at_work(url: str) -> Iterator[Database]:
    """A company that works day and night: the processes that are measured here live by the real clock."""
    with company(url, 0) as db:
        with db.transaction() as session:
            always = {"workdays": "1234567", "opens": clock_time(0), "closes": clock_time(23, 59, 59)}
            session.execute(update(Person).values(**always))
        yield db


def _in_doubt(db: Database) -> int:
    with db.reading() as session:
        return session.exec(
            select(func.count()).select_from(Post).where((Post.state == PostState.SENDING) | (col(Post.attempts) > 1))
        ).one()


@contextmanager
def _worker(url: str, slack: Receiver) -> Iterator[subprocess.Popen[bytes]]:
    environment = settled() | {
        "DATABASE_URL": url, "SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_APP_TOKEN": "xapp-bench",
        "SLACK_SIGNING_SECRET": "made-up-secret", "SLACK_API_URL": slack.api_url,
    }  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, "-m", "pmo_bot", "worker"], cwd=ROOT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield running
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            running.wait()
