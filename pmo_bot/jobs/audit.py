"""Look after the bot itself every minute, apart from what plans and sends: raise alarms, and a sign when all is well.

What it looks with is `pmo_bot/audit`; `./run audit` is about the history of the projects instead.  It has a scheduler
and a thread of its own, so that it goes on when the others hang.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import aiohttp
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from pmo_bot import metrics
from pmo_bot.audit.looking import look
from pmo_bot.audit.scene import Found, Scene
from pmo_bot.clock import running
from pmo_bot.model import Cause
from pmo_bot.services import alarms, punctuality
from pmo_bot.store import outbox
from pmo_bot.store.database import Database

EVERY_SECONDS = 60
"""A look every minute finds within five what has been left for three."""
DEAD_AFTER = 60.0
"""Seconds without any progress after which a heartbeat counts as dead."""
APART = timedelta(minutes=1)
PING_SECONDS = 10
REDIRECTS = range(300, 400)
log = structlog.get_logger()


@dataclass
class Auditor:
    """Looks at every workspace of a database.  Any number of processes may do so at once."""

    db: Database
    now: Callable[[], datetime]
    idle: Callable[[], float | None] = lambda: None
    """For how many seconds nothing has happened in this process; None where nothing ticks."""
    ping_url: str = ""
    """Called when all is well, and only then: whoever waits for it in vain knows."""
    worker: str = ""
    """What this process is called: what is wrong with it alone is told under this name."""
    own_clock: bool = False
    """The rules' clock is not the real one, as in the playground: it is not compared with others."""
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "auditor"))
    _scheduler: AsyncIOScheduler | None = None
    _before: tuple[datetime, float] | None = None

    def start(self) -> None:
        """Look every minute from now on."""
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_job(self.run, "interval", seconds=EVERY_SECONDS)
        self._scheduler.start()

    def stop(self) -> None:
        """Look no more."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
        self.pool.shutdown(wait=False)

    async def run(self) -> bool:
        """Look once; whether nothing is wrong."""
        try:
            clean = await asyncio.get_running_loop().run_in_executor(self.pool, self.look)
        except Exception:
            log.exception("audit", action="audit.failed")
            return False
        if clean and self.ping_url:
            await ping(self.ping_url)
        return clean

    def look(self) -> bool:
        """The same without the sign."""
        house = self._of_process()
        clean = True
        for team in alarms.teams(self.db):
            now = self.now()
            wrong = house + self._of_rows(team, now)
            change = alarms.keep(self.db, team, counts(wrong), now, self.worker)
            punctuality.count_on(self.db, team, now)
            _say(team, wrong, change)
            clean = clean and change.clean
        metrics.measured(alarms.of_all(self.db))
        return clean

    def _of_rows(self, team: str, now: datetime) -> list[Found]:
        with self.db.reading() as session:
            return look(Scene(session, team, now, outbox.shared_clock(session)))

    def _of_process(self) -> list[Found]:
        """What no row tells: nothing ticks here, the clock stands or is another one than the database's."""
        wrong = []
        idle, (now, ran) = self.idle(), (self.now(), running())
        if idle is not None and idle > DEAD_AFTER:
            wrong.append(Found(Cause.HEARTBEAT, 1))
        stands = self._before is not None and _stands(now - self._before[0], ran - self._before[1])
        if stands or (not self.own_clock and abs(now - self._shared()) > APART):
            wrong.append(Found(Cause.CLOCK, 1))
        self._before = (now, ran)
        return wrong

    def _shared(self) -> datetime:
        with self.db.reading() as session:
            return outbox.shared_clock(session)


def counts(wrong: list[Found]) -> Mapping[Cause, int]:
    """How much there is of each cause."""
    found: dict[Cause, int] = {}
    for one in wrong:
        found[one.cause] = found.get(one.cause, 0) + one.count
    return found


def _stands(passed: timedelta, ran: float) -> bool:
    """Whether a clock went on by less than half of the time that really passed."""
    return ran > EVERY_SECONDS / 4 and passed < timedelta(seconds=ran) / 2


def _say(team: str, wrong: list[Found], change: alarms.Change) -> None:
    for one in wrong:
        if one.cause in change.began:
            log.error("audit", action="audit.alarm", team=team, cause=one.cause, count=one.count, keys=one.keys)
    for cause in change.ended:
        log.info("audit", action="audit.cleared", team=team, cause=cause)


async def ping(url: str) -> None:
    """Tell whoever waits that all is well.  No redirect is followed, and the address, a secret, is in no log."""
    try:
        timeout = aiohttp.ClientTimeout(total=PING_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url, allow_redirects=False) as answer:
            if not answer.ok or answer.status in REDIRECTS:
                log.warning("audit", action="audit.ping", status=answer.status)
    except (aiohttp.ClientError, TimeoutError) as failure:
        log.warning("audit", action="audit.ping", error=type(failure).__name__)
