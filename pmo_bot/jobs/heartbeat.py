"""The heartbeat: every few seconds, plan what is owed and deliver what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from pmo_bot.clock import running
from pmo_bot.jobs.afresh import Afresh
from pmo_bot.jobs.deliver import Courier, Tally
from pmo_bot.services import planning
from pmo_bot.store.database import Database

TICK_SECONDS = 5
log = structlog.get_logger()


class Heartbeat:
    """Ticks by itself in production, and on demand where time is virtual.  Two ticks never overlap."""

    def __init__(self, db: Database, courier: Courier, now: Callable[[], datetime]) -> None:
        self._db, self._courier, self._now = db, courier, now
        self._turn = asyncio.Lock()
        self._jobs: list[tuple[Callable[[], Awaitable[object]], float]] = [(self.tick, TICK_SECONDS)]
        self._scheduler: AsyncIOScheduler | None = None
        self._afresh = Afresh(db, timedelta(seconds=courier.patience.lease))
        self._beat_at = running()

    def idle(self) -> float | None:
        """For how many seconds nothing has happened; None where it does not tick by itself."""
        return running() - max(self._beat_at, self._courier.moved_at) if self._scheduler is not None else None

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._courier.stopping

    def also(self, job: Callable[[], Awaitable[object]], seconds: float) -> None:
        """Run another job at an interval."""
        self._jobs.append((job, seconds))

    def start(self) -> None:
        """Begin to tick.  Interval triggers in UTC only: local time belongs to `rules.calendar`."""
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for job, seconds in self._jobs:
            scheduler.add_job(job, "interval", seconds=seconds)
        scheduler.add_job(self.tick)  # what waited while nobody was there does not wait for the first interval
        scheduler.start()
        self._scheduler, self._beat_at = scheduler, running()

    async def stop(self) -> None:
        """Tick no more; the messages that are under way arrive first, the others are left for the next start."""
        self._courier.stopping = True
        if self._scheduler is not None:
            self._scheduler.pause()
        async with self._turn:
            if self._scheduler is not None:
                self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def tick(self) -> int:
        """Plan and deliver until nothing is due now; how many messages that settled."""
        async with self._turn:
            try:
                return await self._until_idle()
            except Exception:
                log.exception("tick", action="tick.failed")
                return 0
            finally:
                self._beat_at = running()

    async def _until_idle(self) -> int:
        settled = 0
        while not self._courier.stopping:
            planned = await self._planned()
            tally = await self._delivered()
            settled += tally.settled
            if not planned and not tally.handled:
                break
        return settled

    async def _delivered(self) -> Tally:
        """Deliver what is due.  For thousands that takes minutes: what falls due in them is planned meanwhile."""
        run = asyncio.create_task(self._courier.run())
        try:
            while not (await asyncio.wait({run}, timeout=TICK_SECONDS))[0]:
                await self._planned()
            return run.result()
        finally:
            run.cancel()

    async def _planned(self) -> int:
        """How many messages the plan made.  What was made before leaves, also when nothing can be added to it."""
        try:
            return await asyncio.to_thread(self._plan, self._now())
        except Exception:
            log.exception("plan", action="plan.failed")
            return 0

    def _plan(self, now: datetime) -> int:
        try:
            self._afresh.look(now)
        except Exception:  # what is owed is planned all the same
            log.exception("plan", action="plan.not_afresh")
        return planning.plan(self._db, now)

    async def next_at(self, after: datetime) -> datetime | None:
        """The first instant after this one at which something happens by itself."""
        return await asyncio.to_thread(planning.next_at, self._db, after)


async def advance(
    heartbeat: Heartbeat,
    now: Callable[[], datetime],
    jump_to: Callable[[datetime], None],
    delta: timedelta | None,
    most: timedelta = timedelta(days=366),
) -> datetime:
    """Move a virtual clock: stop at every due instant and tick until idle.

    `delta` None goes to the next thing that happens.  Raises ValueError for a delta that is negative or too long.
    """
    if delta is not None and not timedelta() <= delta <= most:
        raise ValueError("time goes ahead only, and by a year at most")
    at: datetime | None = now()
    target = now() + (delta if delta is not None else most)
    await heartbeat.tick()
    # Each stop is later than the last: what is still due at one afterwards waits for Slack, not for the clock.
    while at is not None and (at := await heartbeat.next_at(at)) is not None and at <= target:
        jump_to(max(at, now()))
        if await heartbeat.tick() and delta is None:
            return now()
    if delta is not None:
        jump_to(target)
        await heartbeat.tick()
    return now()
