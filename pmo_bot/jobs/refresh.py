"""Ask Slack again about people who matter: an event that told of a new zone or a departure may have been lost."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmo_bot.services import people
from pmo_bot.store.database import Database

EVERY_SECONDS = 600
HEARD_OF_FOR = timedelta(hours=24)
AT_ONCE = 30
"""Well below Slack's hundred look-ups a minute."""


@dataclass
class Refresh:
    """Keeps the people who owe something up to date; `meet` asks Slack about one of them."""

    db: Database
    now: Callable[[], datetime]
    meet: Callable[[str, str], Awaitable[object]]

    async def run(self) -> int:
        """Ask about those not heard of for a day, the longest first; how many that were."""
        stale = await asyncio.to_thread(people.not_heard_of, self.db, self.now() - HEARD_OF_FOR, AT_ONCE)
        for team, slack_id in stale:
            await self.meet(team, slack_id)
        return len(stale)
