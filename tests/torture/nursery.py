"""Workers to be killed: a process that has everything ready and forks one whenever it is asked.

A worker is the whole bot with its heartbeat, in a process of its own; it lives until it is killed.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import structlog

from pmo_bot import logs
from pmo_bot.app import Bot, worker_name
from pmo_bot.services import delivery, planning
from pmo_bot.slack import client, messenger
from pmo_bot.store import outbox
from tests.delivery.office import worker
from tests.torture.policies import follow
from tests.torture.processes import apart

AGAIN = 0.2
SECOND = 0.05
"""A second of Slack's `Retry-After`: that it is obeyed in full is proved elsewhere."""


async def _work(bot: Bot) -> None:
    bot.heartbeat._courier.worker = worker_name()
    while True:
        await bot.heartbeat.tick()
        await asyncio.sleep(0.02)


def _bear(bot: Bot) -> int:
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(_work(bot))
        finally:
            os._exit(1)
    return child


def _ready(url: str, api_url: str, at: datetime, policy: str, log: str) -> Bot:
    structlog.configure(processors=[_silent])
    if log:
        logs.set_up("WARNING")
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(Path(log).open("w")))  # noqa: SIM115 - for life
    messenger.AGAIN_SECONDS = AGAIN
    outbox.SOON, outbox.LEAP = timedelta(seconds=1), timedelta(seconds=0.3)  # as short as their leases are
    client._retry_after = lambda headers: SECOND * float(headers.get("Retry-After", "1"))
    bot = worker(url, api_url, at, follow(policy))
    planning.plan(bot.db, at)  # what every tick needs is compiled before anybody is born
    delivery.claim(bot.db, datetime(2001, 1, 1, tzinfo=at.tzinfo), timedelta(minutes=1), "nobody", 1)
    bot.db.close()
    return bot


def _silent(*_: object) -> dict[str, object]:
    raise structlog.DropEvent


@contextmanager
def silent() -> Iterator[None]:
    """Nothing is logged meanwhile."""
    before = structlog.get_config()["processors"]
    structlog.configure(processors=[_silent])
    try:
        yield
    finally:
        structlog.configure(processors=before)


@dataclass
class Nursery:
    """Where workers come from, and how they end."""

    line: Connection
    alive: list[int] = field(default_factory=list)

    def bear(self, count: int = 1) -> None:
        """So many more workers."""
        for _ in range(count):
            self.line.send("one more")
            self.alive.append(self.line.recv())

    def kill_one(self, rng: random.Random) -> None:
        """Any of them, by `kill -9`; another one takes over."""
        os.kill(self.alive.pop(rng.randrange(len(self.alive))), signal.SIGKILL)
        self.bear()

    def pause_one(self, rng: random.Random, seconds: float) -> None:
        """Any of them stands still for so long and then goes on, not knowing of it."""
        one = rng.choice(self.alive)
        os.kill(one, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(one, signal.SIGCONT)

    def end(self) -> None:
        """Nobody works any more."""
        for one in self.alive:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.alive.clear()


@contextmanager
def nursery(url: str, api_url: str, at: datetime, policy: str = "", log: str = "") -> Iterator[Nursery]:
    """One for this database and this Slack, with a file for its log; whoever is left at the end is killed."""
    with apart(_serve, url, api_url, at, policy, log) as line:
        made = Nursery(line)
        assert line.recv() == "ready"
        try:
            yield made
        finally:
            made.end()


def _serve(line: Connection, url: str, api_url: str, at: datetime, policy: str, log: str) -> None:
    bot = _ready(url, api_url, at, policy, log)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    line.send("ready")
    with suppress(EOFError):
        while line.recv():
            line.send(_bear(bot))
