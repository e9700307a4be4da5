"""Virtual time: the loop goes on at once to whatever is next, so that nothing waits and everything has its order."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import math
import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from unittest.mock import patch

from pmo_bot.jobs import deliver, heartbeat
from pmo_bot.jobs.rehearsal import VirtualTime
from pmo_bot.store import outbox
from tests.torture.universe.edge import LIFE

T = TypeVar("T")


@dataclass
class Time(VirtualTime):
    """What the clocks show: the host's, which may be set, the database's, which may go wrong, and the one that runs."""

    start: datetime | None = None
    running: float = 0.0
    """Seconds since the beginning, whatever the clocks show."""
    databases: timedelta = timedelta()
    """How far the clock of the database is ahead of the true time."""

    def __post_init__(self) -> None:
        self.start = self.at

    def pass_(self, seconds: float) -> None:
        """So much time passes, on every clock: in whole microseconds, and never none."""
        micro = max(1, math.ceil(seconds * 1e6 - 1e-3))
        self.running = round(self.running + micro / 1e6, 6)
        self.at += timedelta(microseconds=micro)

    def true(self) -> datetime:
        """The instant it is where nobody sets a clock."""
        assert self.start is not None
        return self.start + timedelta(seconds=self.running)

    def shared(self) -> datetime:
        """What the database says."""
        return self.true() + self.databases


class _Jump(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Where a loop would wait, the time passes."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self._time = time

    def select(self, timeout: float | None = None) -> Any:
        """What is ready; else it is later."""
        found = super().select(0)
        if not found and timeout:
            self._time.pass_(timeout)
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop in virtual time.  What would go to a thread is done at once, and told in the next turn."""

    def __init__(self, time: Time) -> None:
        super().__init__(_Jump(time))
        self._clock = time
        self.set_task_factory(_born)

    def time(self) -> float:
        """Virtual seconds."""
        return self._clock.running

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:  # type: ignore[override]
        """Before it and after it a worker may die."""
        done: asyncio.Future[T] = self.create_future()
        life = LIFE.get()
        try:
            if life is not None:
                life.here("before", of := _name(func))
            value = func(*args)
            if life is not None:
                life.here("after", of)
        except BaseException as failure:  # noqa: BLE001 - handed to whoever waits for it
            self.call_soon(_tell, done, None, failure)
        else:
            self.call_soon(_tell, done, value, None)
        return done


def _tell(done: asyncio.Future[Any], value: Any, failure: BaseException | None) -> None:
    if done.cancelled():
        return
    if failure is not None:
        done.set_exception(failure)
    else:
        done.set_result(value)


def _name(func: Any) -> str:
    """What is awaited: `asyncio.to_thread` wraps it up."""
    while isinstance(func, functools.partial):
        func = func.args[0] if func.args and callable(func.args[0]) else func.func
    return f"await {func.__module__.removeprefix('pmo_bot.')}.{func.__name__}"


def _born(loop: asyncio.AbstractEventLoop, coro: Any, **more: Any) -> asyncio.Task[Any]:
    task: asyncio.Task[Any] = asyncio.Task(coro, loop=loop, **more)
    if (life := LIFE.get()) is not None:
        life.tasks.append(task)
    return task


@contextmanager
def virtual(time: Time) -> Iterator[None]:
    """The bot's clocks are these: those of rules are handed to it, those of leases it reads by itself."""
    running: Callable[[], float] = lambda: time.running  # noqa: E731
    with (
        patch.object(outbox, "shared_clock", lambda session: time.shared()),
        patch.object(deliver, "running", running),
        patch.object(heartbeat, "running", running),
    ):
        yield


def run(time: Time, main: Callable[[], Any]) -> Any:
    """Run to the end of `main`; whatever else is under way then ends with it."""
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(time)) as runner, virtual(time):
        return runner.run(main(), context=contextvars.copy_context())
