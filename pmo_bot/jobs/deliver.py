"""Deliver what the outbox holds: claim, look up what is in doubt, send, settle."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from pmo_bot.blocks.home import home_view
from pmo_bot.blocks.kit import View
from pmo_bot.clock import running
from pmo_bot.jobs.patience import Patience
from pmo_bot.jobs.rendering import arrival, below, rendered
from pmo_bot.model import Person, Post, PostKind
from pmo_bot.ports import NO_CONVERSATION, TOO_FAST, Fate, Messenger, Outcome
from pmo_bot.rules.editions import EditionReport, said_of
from pmo_bot.rules.home import Home
from pmo_bot.rules.pairs import PairTalk
from pmo_bot.rules.together import Together
from pmo_bot.services import delivery, settling
from pmo_bot.services.parcels import Parcel
from pmo_bot.services.settling import Arrival
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import LOOKED_AT

AT_ONCE = 16
LOOKED_AT_ONCE = 8
"""So many more for what somebody is looking at, however many others are under way."""
SOON = 0.25
"""Seconds until that is noticed."""
ATTEMPTS = 12
"""A message that got no clear answer this often, and is not there, is given up and shown as a dead letter.

After each it waits longer, up to five minutes.  Eight were too few: where three of ten answers are wrong and workers
die all the time, one message of ten thousand needed a ninth.
"""
MOST_ABSENT = 10_000
"""So many of them are remembered; the others are looked up once more."""
AGAIN = 1.0
"""Seconds to wait where Slack does not say how many."""

log = structlog.get_logger()


class Unmade(Exception):
    """A message that the bot fails to make: nothing of it has left."""


class Pace(Protocol):
    """Waits until a message may leave for a channel."""

    def __call__(self, team: str, channel: str, *, looked_at: bool = False) -> Awaitable[None]:
        """What somebody is looking at does not queue behind all that the workspace gets."""
        ...


class Tally(NamedTuple):
    """What a run did."""

    handled: int
    settled: int
    """Arrived, or never will."""


async def at_once(team: str, channel: str, *, looked_at: bool = False) -> None:
    """The pace where nobody counts."""


def nobody_counts(team: str, wait: float) -> None:
    """What there is to learn from a refusal, where nobody counts."""


@dataclass
class Courier:
    """One worker that delivers.  Any number of them may run on one database."""

    db: Database
    messenger: Messenger
    now: Callable[[], datetime]
    worker: str
    patience: Patience = field(default_factory=Patience)
    pace: Pace = at_once
    too_fast: Callable[[str, float], None] = nobody_counts
    """Hears of each message that Slack refused for so many seconds."""
    stopping: bool = False
    """Claim no more; what is under way ends."""
    moved_at: float = 0.0
    """When a message was last dealt with, by the clock that only goes ahead."""
    _absent: dict[int, int] = field(default_factory=dict)
    """Messages that certainly are not there, by id, and the attempt that showed it: whoever else tries makes it another
    one.  Forgotten with the process: then they are looked up once more."""

    async def run(self) -> Tally:
        """Deliver until nothing is due.  A message that takes long holds up its own lane only."""
        under_way: set[asyncio.Task[bool]] = set()
        try:
            return await self._until_idle(under_way)
        except Exception:
            # Nothing more can be claimed: what is under way ends all the same, and whoever stops the worker waits.
            if under_way:
                await asyncio.wait(under_way)
            raise

    async def _until_idle(self, under_way: set[asyncio.Task[bool]]) -> Tally:
        handled = settled = 0
        looked = 0.0
        while True:
            if len(under_way) <= AT_ONCE // 2 and not self.stopping:
                under_way |= await self._begin(AT_ONCE - len(under_way))
            elif running() - looked > SOON and not self.stopping:
                under_way |= await self._begin(AT_ONCE + LOOKED_AT_ONCE - len(under_way), looked_at=True)
                looked = running()
            if not under_way:
                return Tally(handled, settled)
            done, _ = await asyncio.wait(under_way, timeout=SOON, return_when=asyncio.FIRST_COMPLETED)
            under_way -= done
            if done:
                handled, self.moved_at = handled + len(done), running()
            settled += sum(task.result() for task in done)

    async def _begin(self, limit: int, *, looked_at: bool = False) -> set[asyncio.Task[bool]]:
        fence = running() + self.patience.fence  # counted from before the claim: the lease begins no sooner
        lease = timedelta(seconds=self.patience.lease)
        posts = await asyncio.to_thread(
            delivery.claim, self.db, self.now(), lease, self.worker, limit, looked_at=looked_at
        )
        return {asyncio.create_task(self._one(post, fence)) for post in posts}

    async def _one(self, post: Post, fence: float) -> bool:
        try:
            return await self._deliver(post, fence)
        except Unmade as unmade:
            await self._let_others_pass(post, f"the bot failed: {unmade}")
            return False
        except Exception as failure:
            log.exception("deliver", action="deliver.failed", post=post.key)
            await self._broken(post, f"the bot failed: {type(failure).__name__}")
            return False

    async def _let_others_pass(self, post: Post, why: str) -> None:
        """It cannot be made: nothing left, and what is behind it does not wait for its next attempt."""
        try:
            wait = self.patience.after(post.attempts)
            await asyncio.to_thread(settling.cannot_be_made, self.db, post, self.worker, self.now(), wait, why)
        except Exception:
            log.exception("deliver", action="deliver.left_to_its_lease", post=post.key)

    async def _broken(self, post: Post, why: str) -> None:
        """Our own fault, at whatever point: in doubt, and no reason to stop the others."""
        try:
            await self._settle(post, Outcome(Fate.AMBIGUOUS, error=why))
        except Exception:
            log.exception("deliver", action="deliver.left_to_its_lease", post=post.key)

    async def _deliver(self, post: Post, fence: float) -> bool:
        found = await self._look_up(post)
        if found is not None and found.fate is not Fate.DEAD:
            return await self._settle_found(post, found)
        if post.attempts > ATTEMPTS:
            return await self._settle(post, Outcome(Fate.DEAD, error=post.outcome))
        parcel, content = await self._made(post)
        if parcel is None:
            return False
        if isinstance(parcel.content, Home):
            return await self._settle(post, await self._publish(parcel, content))
        where = Outcome(Fate.DONE, parcel.channel) if parcel.channel else await self._open_dm(parcel)
        if isinstance(parcel.content, Together | PairTalk) and parcel.person is None and where.error in NO_CONVERSATION:
            await asyncio.to_thread(settling.tell_apart, self.db, post, self.worker, self.now(), where.error)
            return True
        if where.fate is not Fate.DONE:
            return await self._settle(post, where)
        outcome = await self._send(parcel, content, where.channel, fence)
        if outcome.fate is Fate.LATER and len(self._absent) < MOST_ABSENT:
            self._absent[post.id] = post.attempts
        return await self._settle(post, outcome, parcel)

    async def _made(self, post: Post) -> tuple[Parcel | None, Any]:
        """What it says, as it leaves.  A failure in here is this message's alone; a database that fails is not."""
        try:
            parcel = await asyncio.to_thread(delivery.prepare, self.db, post, self.now(), self.worker)
            if parcel is None:
                return None, None
            return parcel, home_view(parcel.content) if isinstance(parcel.content, Home) else rendered(parcel)
        except SQLAlchemyError:
            raise
        except Exception as failure:
            log.exception("deliver", action="deliver.unmade", post=post.key)
            raise Unmade(type(failure).__name__) from None

    # --- towards Slack ------------------------------------------------------------------

    async def _look_up(self, post: Post) -> Outcome | None:
        """What an earlier attempt came to; None when none can have left."""
        if self._absent.pop(post.id, None) == post.attempts or post.attempts <= 1:
            return None
        reader = await asyncio.to_thread(delivery.unopened, self.db, post)
        if reader is not None:
            opened = await self._open_for(post, reader)
            if opened.fate is not Fate.DONE:
                return opened
        where = await asyncio.to_thread(delivery.in_doubt, self.db, post)
        if where is None or post.first_tried_at is None:
            return None
        return await self.messenger.find(post.team_id, where.channel, post.key, post.first_tried_at, where.thread)

    async def _publish(self, parcel: Parcel, home: View) -> Outcome:
        person = parcel.person
        if person is None or person.slack_id is None:
            return Outcome(Fate.DEAD, error="not on Slack")
        return await self.messenger.publish_home(parcel.post.team_id, person.slack_id, home)

    async def _open_dm(self, parcel: Parcel) -> Outcome:
        if isinstance(parcel.content, Together | PairTalk) and parcel.person is None:
            return await self._open_group(parcel.post, parcel.content)
        person = parcel.person
        if person is None:
            return Outcome(Fate.DEAD, error="the project has no channel")
        if person.slack_id is None:
            return Outcome(Fate.DEAD, error="not on Slack")
        return await self._open_for(parcel.post, person)

    async def _open_for(self, post: Post, person: Person) -> Outcome:
        outcome = await self.messenger.open_dm(post.team_id, person.slack_id or "")
        if outcome.fate is Fate.DONE:
            await asyncio.to_thread(delivery.keep_dm, self.db, person, outcome.channel)
        return outcome

    async def _open_group(self, post: Post, together: Together | PairTalk) -> Outcome:
        ids = ",".join(one.slack_id for one in together.people if one.slack_id is not None)
        outcome = await self.messenger.open_dm(post.team_id, ids)
        if outcome.fate is Fate.DONE:
            await asyncio.to_thread(delivery.keep_group, self.db, post, outcome.channel)
        return outcome

    async def _send(self, parcel: Parcel, content: Any, channel: str, fence: float) -> Outcome:
        post, sent = parcel.post, parcel.sent
        edit = post.kind is PostKind.EDIT and sent is not None
        await self.pace(post.team_id, f"{channel}/edit" if edit else channel, looked_at=post.kind in LOOKED_AT)
        if self.stopping:  # it waited for its turn at Slack: whoever comes next sends it
            return Outcome(Fate.LATER, error="the worker stopped", retry_after=0.001)
        if running() > fence:  # it would land when somebody else may hold the row
            return Outcome(Fate.LATER, error="too slow for its lease", retry_after=1.0)
        if edit and sent is not None:
            outcome = await self.messenger.edit(post.team_id, channel, sent.ts, content)
        else:
            thread = sent.ts if sent else parcel.thread
            outcome = await self.messenger.send(post.team_id, channel, content, post.key, thread)
        if outcome.error == TOO_FAST:
            self.too_fast(post.team_id, outcome.retry_after or AGAIN)
        return outcome if outcome.channel else replace(outcome, channel=channel)

    # --- what became of it --------------------------------------------------------------

    async def _settle(self, post: Post, outcome: Outcome, parcel: Parcel | None = None) -> bool:
        """Write it down; whether that is the end of it."""
        log.info("deliver", action=f"deliver.{outcome.fate}", post=post.key, error=outcome.error or None)
        if outcome.fate is Fate.DONE:
            at = arrival(outcome, parcel)
            await asyncio.to_thread(settling.arrived, self.db, post, self.worker, self.now(), at)
        elif outcome.fate is Fate.DEAD:
            await self._dead(post, outcome.error)
        elif outcome.fate is Fate.LATER:
            wait = outcome.retry_after or AGAIN
            await asyncio.to_thread(settling.has_to_wait, self.db, post, self.worker, wait, outcome.error)
        else:
            wait = self.patience.after(post.attempts)
            await asyncio.to_thread(settling.is_in_doubt, self.db, post, self.worker, wait, outcome.error)
        return outcome.fate in (Fate.DONE, Fate.DEAD)

    async def _settle_found(self, post: Post, found: Outcome) -> bool:
        """An earlier attempt arrived, or that cannot be known yet, or ever."""
        if found.fate is Fate.AMBIGUOUS:
            log.warning("deliver", action="deliver.held", post=post.key, error=found.error)
            await asyncio.to_thread(settling.nobody_can_tell, self.db, post, self.worker, self.now(), found.error)
            return False
        if found.fate is not Fate.DONE:
            return await self._settle(post, found)
        at = Arrival(found.channel, found.ts)
        if post.kind in (PostKind.DIGEST, PostKind.EDITION):
            report = await asyncio.to_thread(delivery.report_of, self.db, post, self.now())
            said = said_of(report) if isinstance(report, EditionReport) else None
            at = replace(at, below=below(report), said=said)
        return await asyncio.to_thread(settling.arrived, self.db, post, self.worker, self.now(), at)

    async def _dead(self, post: Post, error: str) -> None:
        log.warning("deliver", action="deliver.dead", post=post.key, error=error)
        await asyncio.to_thread(settling.will_never_arrive, self.db, post, self.worker, self.now(), error)
