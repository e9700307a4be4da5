"""Find out now and then when people answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pmo_bot.services import learning
from pmo_bot.store.database import Database

EVERY_SECONDS = 6 * 3600


@dataclass
class Learn:
    """Has the briefs of those who did not choose come when they usually answer."""

    db: Database
    now: Callable[[], datetime]

    async def run(self) -> int:
        """Look once; how many briefs come at another time from now on."""
        return await asyncio.to_thread(learning.learn, self.db, self.now())
