"""Plays one seed: people act, workers die and are born, clocks are set, Slack and the database answer wrong."""

from __future__ import annotations

import asyncio
import hashlib
import heapq
import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event
from sqlmodel import col, func, select

from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.heartbeat import Heartbeat
from pmo_bot.model import Post, PostState
from pmo_bot.services import planning
from tests.simulation.company import Company, Venture, company
from tests.simulation.desk import Desk
from tests.simulation.driver import Run, Stage, Wanted, edits, errors_kept
from tests.simulation.founding import careless, empty, found
from tests.simulation.log import Log
from tests.simulation.telling import Teller
from tests.torture.universe.clock import Time, run
from tests.torture.universe.edge import INJECTED, LIFE, Killed, Life, Trouble, WatchedDatabase
from tests.torture.universe.slack import Slack

START = datetime(2026, 3, 22, 5, tzinfo=UTC)
"""A Sunday.  Clocks go ahead in Europe, and back in New Zealand and Australia, within the month that follows."""
TICK = 5.0
MOMENT = 0.001
LATER = 61.0
"""A lease, and a little more."""
STEPS = (1.0, -1.0, 30.0, -30.0, 3600.0, -3600.0, 86400.0, -86400.0)
OUTAGES = (60.0, 600.0, 3600.0, 86400.0, 3 * 86400.0)


@dataclass(frozen=True)
class Bounds:
    """How bad a universe is."""

    days: int = 30
    workers: int = 2
    wrong: float = 0.25
    """Of the posts."""
    broken: float = 0.02
    """Of the transactions."""
    deadly: float = 0.08
    """Of the ticks: the worker dies within it."""
    steps: int = 3
    """How often a clock is set."""
    outages: int = 2
    items: int = 9
    people: int = 4
    projects: int = 2


@dataclass
class Ended:
    """What a run left behind."""

    log: Log
    failures: list[str]
    """What the bot logged as an error, and nobody had made up."""
    happened: Counter[str]

    @property
    def digest(self) -> str:
        """The whole of it in one number."""
        return hashlib.sha256("\n".join(self.log.lines).encode()).hexdigest()


def play(seed: int, folder: Path, bounds: Bounds = Bounds()) -> Ended:
    """Play a seed from its beginning to its end."""
    url, time = f"sqlite:///{folder / f'universe-{seed}.db'}", Time(START)
    failures: list[str] = []
    with edits(wanted=seed % 10 == 0), errors_kept(failures):
        stage = Universe.made(seed, url, time, bounds)
        try:
            run(time, stage.live)
        finally:
            stage.db.close()
    real = [one for one in failures if INJECTED not in one]
    stage.happened["posts"] = stage.office.calls["chat.postMessage"]
    stage.happened["posts gone wrong"] = sum('"what": "trouble"' in line for line in stage.run.log.lines)
    return Ended(stage.run.log, real, stage.happened)


def tell_outlets(log: Log, venture: Venture, there: Company) -> None:
    """Who gets reports of their own: see `tests.simulation.founding`."""
    standing = {member.slack_id: member.standing for member in there.members}
    if venture.private or standing[venture.lead] != "member":
        return
    for to in (f"C:{venture.key}:steering", venture.sponsor):
        if to is not None:
            log.write(START, "outlet", project=venture.key, to=to)


@dataclass
class Universe(Stage):
    """A company and what happens to it."""

    seed: int = 0
    url: str = ""
    bounds: Bounds = field(default_factory=Bounds)
    rng: Random = field(default_factory=Random)
    happened: Counter[str] = field(default_factory=Counter)
    lives: int = 0
    poke: asyncio.Event = field(default_factory=asyncio.Event)
    off: bool = False

    @classmethod
    def made(cls, seed: int, url: str, time: Time, bounds: Bounds) -> Universe:
        """Before anything happens."""
        rng, log = Random(seed), Log()  # noqa: S311 - the same again each time
        db = empty(url)
        there, teller = company(rng, bounds.people, bounds.projects), Teller(db, log)
        staff = found(db, there, teller, START)
        for venture in there.ventures:
            tell_outlets(log, venture, there)
        desk = Desk(db, teller, rng, time.now, staff, [venture.key for venture in there.ventures])
        office = Slack(time.now, log, Random(seed + 1), teller.about, troubled=bounds.wrong)  # noqa: S311
        stage = cls(db, time, Run(log, desk, [], 0), office, {m.slack_id: m for m in there.members})  # type: ignore[arg-type]
        office.received = stage.received
        stage.seed, stage.url, stage.bounds, stage.rng = seed, url, bounds, Random(seed + 2)  # noqa: S311
        stage.plan_ahead(Wanted(seed, bounds.items, bounds.people, bounds.projects, bounds.days, START))
        stage._plan_trouble()
        return stage

    def _plan_trouble(self) -> None:
        end = self.bounds.days * 86400.0
        for _ in range(self.bounds.steps):
            self._push(self.rng.uniform(0.05, 0.95) * end, self._set_clock)
        for number in range(self.bounds.outages):
            share = (number + self.rng.uniform(0.2, 0.8)) / self.bounds.outages
            self._push(share * end, self._goes_off)

    def _push(self, seconds: float, what: Any) -> None:
        heapq.heappush(self.agenda, (START + timedelta(seconds=round(seconds)), next(self._numbers), what))

    # --- time passes --------------------------------------------------------------------

    async def live(self) -> None:
        """People act when they want to; workers go on beside them."""
        clock, end = self.clock, START + timedelta(days=self.bounds.days)
        workers = [asyncio.create_task(self._works(number)) for number in range(self.bounds.workers)]
        while self.agenda and self.agenda[0][0] < end:
            at, _, act = heapq.heappop(self.agenda)
            await asyncio.sleep(max(0.0, (at - clock.true()).total_seconds()))
            act()
            self._wake()
        await asyncio.sleep(max(0.0, (end - clock.true()).total_seconds()))
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        for worker in workers:
            if not worker.cancelled() and worker.exception() is not None:
                raise worker.exception()  # type: ignore[misc]

    @property
    def clock(self) -> Time:
        """All the clocks."""
        assert isinstance(self.time, Time)
        return self.time

    def schedule(self, at: datetime, act: Any) -> None:
        """People go by the true time."""
        true = at - (self.time.at - self.clock.true())
        super().schedule(true, act)

    def _wake(self) -> None:
        self.poke.set()
        self.poke = asyncio.Event()

    def _set_clock(self) -> None:
        """Somebody sets a clock: the host's, or the database's.

        Not the database's while a message is on its way: a lease is over when that clock says so.
        """
        with self.db.reading() as session:
            if session.exec(select(Post.id).where(Post.state == PostState.SENDING).limit(1)).first() is not None:
                seconds = (self.clock.true() - START).total_seconds() + LATER
                self._push(seconds, self._set_clock)
                return
        step = timedelta(seconds=self.rng.choice(STEPS))
        if self.rng.random() < 0.5:
            self.happened["host's clock set"] += 1
            before = self.time.at
            self.time.at += step
            if step > timedelta() or self.off:  # nobody worked between the two: said before time has passed
                back = self.down[0][1] - self.clock.true() if self.off else timedelta()
                self.run.log.write(before, "off", until=self.time.at + back)
            self.run.log.write(max(before, self.time.at), "clock", of="host", by=step.total_seconds())
        else:
            self.happened["database's clock set"] += 1
            self.clock.databases += step
            self.run.log.write(self.time.at, "clock", of="database", by=step.total_seconds())

    def _goes_off(self) -> None:
        """All workers are off for a while."""
        seconds = self.rng.choice(OUTAGES)
        self.happened[f"off for {seconds:.0f} s"] += 1
        self.off = True
        self.run.log.write(self.time.at, "off", until=self.time.at + timedelta(seconds=seconds))
        true = self.clock.true()
        self.down = ((true, true + timedelta(seconds=seconds)),)
        late = [one for one in self.agenda if one[0] < self.down[0][1] and one[2] != self._set_clock]
        self.agenda = [one for one in self.agenda if one not in late]
        heapq.heapify(self.agenda)
        for at, _, act in late:
            Stage.schedule(self, at, act)
        heapq.heappush(self.agenda, (self.down[0][1], next(self._numbers), self._comes_back))

    def _comes_back(self) -> None:
        self.off, self.down = False, ()

    # --- workers ------------------------------------------------------------------------

    async def _works(self, number: int) -> None:
        """One place where a worker runs; when it dies another one is started."""
        rng = Random(self.seed * 100 + number)  # noqa: S311
        while True:
            while self.off:
                await self._wait(math.inf)
            await self._lives(rng)
            await asyncio.sleep(round(rng.uniform(1.0, 30.0), 3))

    async def _lives(self, rng: Random) -> None:
        self.lives += 1
        life = Life(fates=lambda: self._fate(rng))
        name, token = f"worker {self.lives}", LIFE.set(life)
        db = WatchedDatabase(self.url, life)
        event.listen(db.engine, "connect", careless)
        heartbeat = Heartbeat(db, Courier(db, self.office, self.time.now, name), self.time.now)
        try:
            while True:
                if rng.random() < self.bounds.deadly:
                    life.dies_at = life.count + rng.randint(1, 80)
                await heartbeat.tick()
                if self.off:
                    self.happened["stopped"] += 1
                    return
                await self._wait(self._next(life) + rng.choice((0.0, 0.0, 1.7, TICK)))
                if self.off:
                    return
        except Killed:
            self.happened["killed"] += 1
            self.happened[f"killed: {life.ended.partition(':')[0]}"] += 1
            self.run.log.write(self.time.at, "killed", who=name, at_point=life.ended)
        finally:
            LIFE.reset(token)
            await life.bury()
            db.close()

    def _fate(self, rng: Random) -> Trouble | None:
        """What goes wrong with a transaction."""
        if rng.random() >= self.bounds.broken:
            return None
        self.happened["database failed"] += 1
        return rng.choice(list(Trouble))

    def _next(self, life: Life) -> float:
        """Seconds until a worker has something to do: what a heartbeat of five seconds would find then."""
        now = self.time.at
        with self.db.reading() as session:
            due = (Post.state == PostState.DUE, col(Post.retry_at).is_not(None))
            retry = session.exec(select(func.min(Post.retry_at)).where(*due)).one()
            lease = session.exec(select(func.min(Post.lease_until)).where(Post.state == PostState.SENDING)).one()
        waits = [(one - self.clock.shared()).total_seconds() + MOMENT for one in (retry, lease) if one is not None]
        if life.failed:
            waits.append(TICK)  # what was left undone is done at the next tick
            life.failed = False
        planned = planning.next_at(self.db, now)
        waits += [(planned - now).total_seconds()] if planned is not None else []
        return max(MOMENT, min([*waits, 86400.0]))

    async def _wait(self, seconds: float) -> None:
        """Until it is time, or something has happened."""
        poke = self.poke
        if seconds == math.inf:
            await poke.wait()
            return
        try:
            await asyncio.wait_for(poke.wait(), round(seconds, 6))
        except TimeoutError:
            return
