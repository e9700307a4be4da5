"""Ask Slack again about people and channels that matter: an event that told of a change may have been lost.

That a channel was made private is told by no event that an app hears: it is found out here.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from pmo_bot.services import people, projects
from pmo_bot.store.database import Database

EVERY_SECONDS = 600
HEARD_OF_FOR = timedelta(hours=24)
CHANNELS_AT_ONCE = 15
AT_ONCE = 30
"""Well below Slack's hundred look-ups a minute."""
log = structlog.get_logger()


@dataclass
class Refresh:
    """Keeps the people who owe something up to date; `meet` and `room` ask Slack about one."""

    db: Database
    now: Callable[[], datetime]
    meet: Callable[[str, str], Awaitable[object]]
    room: Callable[[str, str], Awaitable[object]]
    _next: int = 0
    """Where the round of the channels goes on."""
    _asked: set[tuple[str, str]] = field(default_factory=set)
    """Who was asked about in this round of the people: of some Slack tells nothing, and they stay the longest."""

    async def run(self) -> int:
        """Ask about some of them; how many people that were."""
        await self._channels()
        return await self._people()

    async def _channels(self) -> None:
        """The channels of projects, some at a time, one round after the other."""
        every = await asyncio.to_thread(projects.channels, self.db)
        first = self._next if self._next < len(every) else 0
        some = every[first : first + CHANNELS_AT_ONCE]
        await _each(some, self.room)
        self._next = first + len(some)

    async def _people(self) -> int:
        """Those not heard of for a day, the longest first, one round after the other."""
        stale = await asyncio.to_thread(people.not_heard_of, self.db, self.now() - HEARD_OF_FOR)
        if not (waiting := [one for one in stale if one not in self._asked]):
            self._asked.clear()
            waiting = stale
        some = waiting[:AT_ONCE]
        self._asked.update(some)
        await _each(some, self.meet)
        return len(some)


async def _each(those: Sequence[tuple[str, str]], ask: Callable[[str, str], Awaitable[object]]) -> None:
    """Ask about one after the other: that one fails is no reason to leave the others out."""
    for team, one in those:
        try:
            await ask(team, one)
        except Exception:
            log.exception("refresh", action="refresh.failed", team=team)
