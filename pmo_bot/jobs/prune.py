"""Take away every hour what is kept long enough, in small batches with pauses: nobody waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from pmo_bot.services import pruning
from pmo_bot.services.pruning import Kept
from pmo_bot.store.database import Database

EVERY_SECONDS = 3600
PAUSE_SECONDS = 0.05
MOST_BATCHES = 200
"""An hour's share: the rest has time."""
log = structlog.get_logger()


@dataclass
class Prune:
    """Prunes one database; two at once take away the same rows, once."""

    db: Database
    now: Callable[[], datetime]
    kept: Kept = field(default_factory=Kept)

    async def run(self) -> int:
        """Prune until nothing is left or the hour's share is done; how many rows that were."""
        total = 0
        for _ in range(MOST_BATCHES):
            count = await asyncio.to_thread(pruning.prune, self.db, self.kept, self.now())
            total += count
            if not count:
                break
            await asyncio.sleep(PAUSE_SECONDS)
        if total:
            log.info("prune", action="prune.done", rows=total)
        return total
