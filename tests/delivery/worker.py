"""A worker that can be stopped at a chosen point: it says so, and waits to be killed.

Started by the tests of killing as `python -m tests.delivery.worker DATABASE SLACK POINT TIME`; the points are
functions that it wraps, so that nothing in the bot knows of them.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pmo_bot.memory import collect_less

collect_less()  # as the command does, before all the rest is imported

from pmo_bot.services import delivery, settling  # noqa: E402
from tests.delivery.office import BRIEF, worker  # noqa: E402

LET_THROUGH = 2
"""So many messages pass the point before the worker stops: some are settled by then, others on their way."""
POINTS = {
    "after the claim": (delivery, "prepare"),
    "after the answer": (settling, "arrived"),
}


def stop_at(module: Any, name: str) -> None:
    """Let two calls through; from the third on say so and go no further."""
    original: Callable[..., Any] = getattr(module, name)
    passed = threading.Semaphore(LET_THROUGH)

    def wrapped(*arguments: Any) -> Any:
        if passed.acquire(blocking=False):
            return original(*arguments)
        sys.stderr.write("here\n")  # the log goes to the other stream
        threading.Event().wait()
        return None

    setattr(module, name, wrapped)


async def work(database: str, slack: str, at: datetime) -> None:
    """Tick for as long as it is let."""
    bot = worker(database, slack, at, patience=BRIEF)
    while True:
        await bot.heartbeat.tick()
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    url, api_url, point, now = sys.argv[1:]
    if point in POINTS:
        stop_at(*POINTS[point])
    asyncio.run(work(url, api_url, datetime.fromisoformat(now)))
