"""Ask Slack again about people and channels that matter: an event that told of a change may have been lost.

That a channel was made private is told by no event that an app hears: it is found out here.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmo_bot.services import people, projects
from pmo_bot.store.database import Database

EVERY_SECONDS = 600
HEARD_OF_FOR = timedelta(hours=24)
CHANNELS_AT_ONCE = 15
AT_ONCE = 30
"""Well below Slack's hundred look-ups a minute."""


@dataclass
class Refresh:
    """Keeps the people who owe something up to date; `meet` and `room` ask Slack about one."""

    db: Database
    now: Callable[[], datetime]
    meet: Callable[[str, str], Awaitable[object]]
    room: Callable[[str, str], Awaitable[object]]
    _next: int = 0
    """Where the round of the channels goes on."""

    async def run(self) -> int:
        """Ask about some of them; how many people that were."""
        await self._channels()
        return await self._people()

    async def _channels(self) -> None:
        """The channels of projects, some at a time, one round after the other."""
        every = await asyncio.to_thread(projects.channels, self.db)
        first = self._next if self._next < len(every) else 0
        some = every[first : first + CHANNELS_AT_ONCE]
        for team, channel in some:
            await self.room(team, channel)
        self._next = first + len(some)

    async def _people(self) -> int:
        """Those not heard of for a day, the longest first."""
        stale = await asyncio.to_thread(people.not_heard_of, self.db, self.now() - HEARD_OF_FOR, AT_ONCE)
        for team, slack_id in stale:
            await self.meet(team, slack_id)
        return len(stale)
