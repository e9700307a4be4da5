"""The same after years: millions of messages that were sent long ago, and somebody who takes the oldest away."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlmodel import select

from pmo_bot.model import Watch
from pmo_bot.services import planning
from pmo_bot.services.pruning import Kept, prune
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.benchmarks import slash
from tests.benchmarks.draining import LEASE, WORKER
from tests.benchmarks.figures import Figure, percentile, stopwatch
from tests.benchmarks.multitude import due_posts, multitude, settled
from tests.benchmarks.seeding import NOW, TEAM
from tests.benchmarks.sweeping import MIDNIGHT, WARM_UP

MOST = 1.5
"""How much slower the slowest of a hundred may be than it was in the beginning."""
AT_ONCE = 50
SOON = 0.2


def grow(url: str, where: str, items: int, posts: int, times: int) -> Iterator[Figure]:
    """What a command, a claim and an idle tick take at worst: before, after, and while the old is taken away."""
    with multitude(url, items) as db:
        before = _worst(db, url, times)
        settled(db, posts)
        after = _worst(db, url, times)
        with _pruning(db):
            meanwhile = _worst(db, url, times)
    for name, least in before.items():
        for when, found in ((f"with {posts:,} messages sent", after), ("the same, pruning", meanwhile)):
            yield Figure(f"{name}, p99, {when}", where, found[name], least, "none sent yet", aim=least * MOST)


def _worst(db: Database, url: str, times: int) -> dict[str, float]:
    """The p99 of each in milliseconds."""
    command = asyncio.run(slash.commands(url, times))
    due_posts(db, AT_ONCE * (times + WARM_UP))
    claims, ticks = list[float](), list[float]()
    for _ in range(times + WARM_UP):
        with stopwatch(claims), db.transaction() as session:
            assert len(outbox.claim(session, NOW, LEASE, WORKER, AT_ONCE)) == AT_ONCE
        with stopwatch(ticks):
            planning.plan(db, MIDNIGHT)
    with db.transaction() as session:
        session.connection().exec_driver_sql("UPDATE outbox SET state = 'dropped' WHERE state <> 'sent'")
    named = {"command": command, f"claim of {AT_ONCE}": claims, "idle tick": ticks}
    return {name: percentile(taken[-times:], 0.99) for name, taken in named.items()}


@contextmanager
def _pruning(db: Database) -> Iterator[None]:
    """Somebody takes away what was sent more than a day ago, batch after batch, for as long as the block lasts."""
    with db.transaction() as session:
        if session.exec(select(Watch).where(Watch.team_id == TEAM)).first() is None:
            session.add(Watch(team_id=TEAM, looked_at=NOW, counted_until=NOW))
    over = threading.Event()

    def work() -> None:
        while not over.is_set() and prune(db, Kept(bodies=timedelta(days=1)), NOW):
            time.sleep(SOON)

    pruner = threading.Thread(target=work)
    pruner.start()
    try:
        yield
    finally:
        over.set()
        pruner.join()
