"""Taking messages and being done with them: without sending, against the usual loop; and over HTTP, to the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import aiohttp
from sqlmodel import select

from pmo_bot.app import build
from pmo_bot.jobs.deliver import at_once
from pmo_bot.model import Post, PostState
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.benchmarks.figures import Figure
from tests.benchmarks.multitude import due_posts, threads, unchecked
from tests.benchmarks.receiver import received
from tests.benchmarks.seeding import NOW, company
from tests.benchmarks.slash import StillClock, settings_for

LEASE = timedelta(minutes=1)
WORKER = "bench"


def drain(url: str, where: str, rows: int, messages: int) -> Iterator[Figure]:
    """Rows a second in batches of 50 and 500, and messages a second that arrive and are written down one by one."""
    with company(url, 0) as db:
        loop = _rate(db, rows // 20, _one_by_one)
        for batch in (50, 500):
            rate = _rate(db, rows, lambda db, batch=batch: _batches(db, batch))
            yield Figure(f"claim and complete, batches of {batch}", where, rate, loop, "SQLModel, row by row", "/s",
                         aim=80_000 if db.is_sqlite else 30_000, more_is_better=True)  # fmt: skip
        sent, bare = asyncio.run(_over_http(db, url, messages))
    yield Figure("messages sent and completed, HTTP", where, sent, bare, "bare posts over HTTP", "/s", aim=1_500,
                 more_is_better=True)  # fmt: skip


def _rate(db: Database, rows: int, act: Callable[[Database], int]) -> float:
    with unchecked(db) as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
    due_posts(db, rows)
    began = time.perf_counter()
    done = act(db)
    assert done == rows, (done, rows)
    return done / (time.perf_counter() - began)


def _batches(db: Database, batch: int) -> int:
    """By the functions a worker takes and settles messages with, a batch in one transaction each."""
    done = 0
    while True:
        with db.transaction() as session:
            posts = outbox.claim(session, NOW, LEASE, WORKER, batch)
        if not posts:
            return done
        with db.transaction() as session:
            for post in posts:
                session.add(post)
                outbox.settle(session, post, PostState.SENT, NOW)
        done += len(posts)


def _one_by_one(db: Database) -> int:
    """The loop that comes to mind first: a row is read, changed, sent, changed."""
    done = 0
    while True:
        with db.transaction() as session:
            due = select(Post).where(Post.state == PostState.DUE).limit(1).with_for_update(skip_locked=True)
            post = session.exec(due).first()
            if post is None:
                return done
            post.state = PostState.SENDING
            session.add(post)
        with db.transaction() as session:
            row = session.get_one(Post, post.id)
            row.state, row.settled_at = PostState.SENT, NOW
            session.add(row)
        done += 1


async def _over_http(db: Database, url: str, messages: int) -> tuple[float, float]:
    """By the bot's own courier, without a pace; and the same number of bare posts, as many at once."""
    with unchecked(db) as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
    threads(db, messages, lanes=100)
    with received() as slack:
        bot = build(settings_for(url, slack.api_url), clock=StillClock())
        courier = bot.heartbeat._courier
        courier.pace = at_once
        began = time.perf_counter()
        tally = await courier.run()
        sent = tally.settled / (time.perf_counter() - began)
        assert tally.settled == messages, tally
        await bot.stop()
        async with aiohttp.ClientSession() as http:
            began = time.perf_counter()
            todo = iter(range(messages))
            await asyncio.gather(*(_bare(http, f"{slack.api_url}chat.postMessage", todo) for _ in range(16)))
            return sent, messages / (time.perf_counter() - began)


async def _bare(http: aiohttp.ClientSession, at: str, todo: Iterator[int]) -> None:
    for n in todo:
        async with http.post(at, json={"channel": "C0000001", "text": str(n)}) as answer:
            await answer.json()
