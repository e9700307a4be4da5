"""One bot at work: the real plan and courier, at an instant, until nothing is due; killed and started again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest.mock import patch

from sqlmodel import col, func, select

from pmo_bot.jobs.deliver import Courier
from pmo_bot.model import Post, PostState
from pmo_bot.ports import Messenger
from pmo_bot.services import planning
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.simulation.messenger import Killed

MOMENT = timedelta(milliseconds=1)


@dataclass
class Worker:
    """Whoever ticks; killed in the middle of something, another one takes over."""

    db: Database
    messenger: Messenger
    now: Callable[[], datetime]
    number: int = 1

    async def tick(self) -> None:
        """Plan and deliver until nothing is due now."""
        while True:
            planned = planning.plan(self.db, self.now())
            try:
                handled = (await self._courier().run()).handled
            except Killed:
                await _bury()
                self.number += 1
                continue
            if not planned and not handled:
                return

    def _courier(self) -> Courier:
        return Courier(self.db, self.messenger, self.now, f"worker {self.number}")

    def stops(self, after: datetime) -> list[datetime]:
        """When something is due next, may be tried again, or the lease of a dead worker ends."""
        with self.db.reading() as session:
            due = (Post.state == PostState.DUE, col(Post.retry_at) > after)
            sending = (Post.state == PostState.SENDING, col(Post.lease_until) >= after)
            retry = session.exec(select(func.min(Post.retry_at)).where(*due)).one()
            lease = session.exec(select(func.min(Post.lease_until)).where(*sending)).one()
        waits = [one + MOMENT for one in (retry, lease) if one is not None]
        planned = planning.next_at(self.db, after)
        return waits if planned is None else [*waits, planned]


async def _bury() -> None:
    """What a killed worker had begun does not go on."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def virtual(now: Callable[[], datetime]) -> Iterator[None]:
    """Leases and waits go by the virtual clock too: nothing else runs on this database."""
    with patch.object(outbox, "shared_clock", lambda session: now()):
        yield
