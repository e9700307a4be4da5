"""What people set in motion and nobody waits for: it is known, so that the process can let it end."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import structlog

SHORTLY = 0.01

log = structlog.get_logger()


@dataclass
class UnderWay:
    """All that goes on beside what somebody waits for, and how much of that there is."""

    _tasks: set[asyncio.Task[object]] = field(default_factory=set)
    _waited_for: int = 0

    def begin(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        """Do this from now on; what goes wrong with it is in the log."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            log.error("listener", action="listener.lost", error=failure)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Something that is waited for is under way too."""
        self._waited_for += 1
        try:
            yield
        finally:
            self._waited_for -= 1

    @property
    def busy(self) -> bool:
        """Whether there is anything."""
        return self._waited_for > 0 or bool(self._tasks)

    async def end(self, seconds: float) -> None:
        """Wait until there is nothing, but no longer than this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.busy:
                    await asyncio.sleep(SHORTLY)
