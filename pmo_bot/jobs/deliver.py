"""Deliver what the outbox holds: claim, look up what is in doubt, send, settle."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from pmo_bot.blocks.brief import brief_message
from pmo_bot.blocks.digest import digest_message, thread_messages
from pmo_bot.blocks.home import home_view
from pmo_bot.blocks.packet import ask_message
from pmo_bot.model import Post, PostKind
from pmo_bot.ports import Content, Fate, Messenger, Outcome
from pmo_bot.rules.brief import Brief
from pmo_bot.rules.digest import Digest
from pmo_bot.rules.home import Home
from pmo_bot.rules.packet import Ask
from pmo_bot.services import delivery
from pmo_bot.services.delivery import Fixed, Parcel
from pmo_bot.store.database import Database

LEASE = timedelta(seconds=60)
FENCE = 0.4
"""The share of the lease after which a send is no longer begun: somebody else may hold the row by the time it lands."""
BATCH = 16

log = structlog.get_logger()


@dataclass
class Courier:
    """One worker that delivers.  Any number of them may run on one database."""

    db: Database
    messenger: Messenger
    now: Callable[[], datetime]
    worker: str
    lease: timedelta = LEASE

    async def run(self) -> int:
        """Deliver until nothing is due; how many messages that settled."""
        settled = 0
        while True:
            posts = await asyncio.to_thread(delivery.claim, self.db, self.now(), self.lease, self.worker, BATCH)
            if not posts:
                return settled
            claimed_at = time.monotonic()
            await asyncio.gather(*(self._one(post, claimed_at) for post in posts))
            settled += len(posts)

    async def _one(self, post: Post, claimed_at: float) -> None:
        try:
            await self._deliver(post, claimed_at)
        except Exception:
            log.exception("deliver", action="deliver.failed", post=post.key)

    async def _deliver(self, post: Post, claimed_at: float) -> None:
        parcel = await asyncio.to_thread(delivery.prepare, self.db, post, self.now(), self.worker)
        if parcel is None:
            return
        if isinstance(parcel.content, Home):
            await self._publish(parcel, parcel.content)
            return
        channel = parcel.channel or await self._open_dm(parcel)
        if not channel:
            return
        if time.monotonic() - claimed_at > self.lease.total_seconds() * FENCE:
            return  # too slow: leave it to whoever claims it next
        outcome = await self._send(parcel, channel)
        await self._settle(parcel, channel, outcome)

    async def _publish(self, parcel: Parcel, home: Home) -> None:
        person = parcel.person
        if person is None or person.slack_id is None:
            await self._dead(parcel, "not on Slack")
            return
        outcome = await self.messenger.publish_home(parcel.post.team_id, person.slack_id, home_view(home))
        await self._settle(parcel, "", outcome)

    async def _open_dm(self, parcel: Parcel) -> str:
        person, post = parcel.person, parcel.post
        if person is None:
            await self._dead(parcel, "the project has no channel")
            return ""
        if person.slack_id is None:
            await self._dead(parcel, "not on Slack")
            return ""
        outcome = await self.messenger.open_dm(post.team_id, person.slack_id)
        if outcome.fate is Fate.DONE and outcome.channel:
            await asyncio.to_thread(delivery.keep_dm, self.db, person, outcome.channel)
            return outcome.channel
        await self._settle(parcel, "", outcome)
        return ""

    async def _send(self, parcel: Parcel, channel: str) -> Outcome:
        post, content = parcel.post, rendered(parcel)
        if post.kind is PostKind.EDIT and parcel.sent is not None:
            return await self.messenger.edit(post.team_id, channel, parcel.sent.ts, content)
        if post.attempts > 1 and post.first_tried_at is not None:
            found = await self.messenger.find(post.team_id, channel, post.key, post.first_tried_at)
            if found.fate is not Fate.DEAD:
                return found
        thread = parcel.sent.ts if parcel.sent is not None else ""
        return await self.messenger.send(post.team_id, channel, content, post.key, thread)

    async def _settle(self, parcel: Parcel, channel: str, outcome: Outcome) -> None:
        post, now = parcel.post, self.now()
        log.info("deliver", action=f"deliver.{outcome.fate}", post=post.key, error=outcome.error or None)
        if outcome.fate is Fate.DONE:
            below = [m.payload() for m in thread_messages(parcel.content)] if isinstance(parcel.content, Digest) else []
            await asyncio.to_thread(delivery.settle_sent, self.db, post, self.worker, now, channel, outcome.ts, below)
        elif outcome.fate is Fate.DEAD:
            await self._dead(parcel, outcome.error)
        elif outcome.fate is Fate.AMBIGUOUS and post.attempts > 1 and post.kind is PostKind.DIGEST:
            # A channel whose history is closed to us: two digests are worse than a question to a person.
            await asyncio.to_thread(delivery.settle_held, self.db, post, self.worker, now, outcome.error)
        else:
            wait = timedelta(seconds=max(outcome.retry_after, 1.0))
            await asyncio.to_thread(delivery.settle_later, self.db, post, self.worker, now, wait, outcome.error)

    async def _dead(self, parcel: Parcel, error: str) -> None:
        log.warning("deliver", action="deliver.dead", post=parcel.post.key, error=error)
        await asyncio.to_thread(delivery.settle_dead, self.db, parcel.post, self.worker, self.now(), error)


def rendered(parcel: Parcel) -> Content:
    """A parcel's content as Slack takes it.  Dates in it are told from the day it was meant for."""
    content, post = parcel.content, parcel.post
    if isinstance(content, Brief):
        return brief_message(content)
    if isinstance(content, Ask):
        return ask_message(content, post.on_date or post.created_at.date())
    if isinstance(content, Digest):
        return digest_message(content)
    if isinstance(content, Fixed):
        return content
    raise TypeError(f"{type(content).__name__} is no message")
