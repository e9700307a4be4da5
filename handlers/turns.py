"""Everybody gets their turn: whoever sends a lot at once waits for themselves, and nobody else waits for them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pmo_bot.clock import running
from pmo_bot.rules.refusals import Refused

AT_ONCE = 2
"""How much of one person's is worked on at the same time."""
BURST = 30
"""How much somebody may send at once before they are asked to wait."""
EACH_SECONDS = 1.0
"""How long one more takes to be allowed again."""
SAID_EVERY = 30.0
"""Seconds between two sentences about that: whoever sends thousands is not answered thousands of times."""


class Silenced(Exception):
    """It is not done, and that was said a moment ago."""


@dataclass(slots=True)
class Allowance:
    """What somebody has left."""

    left: float
    at: float
    said_at: float = float("-inf")
    under_way: int = 0
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


@dataclass
class Turns:
    """One allowance for each person; who has not been heard of for a while needs none."""

    burst: float = BURST
    each: float = EACH_SECONDS
    now: Callable[[], float] = running
    _known: dict[tuple[str, str], Allowance] = field(default_factory=dict)

    @asynccontextmanager
    async def of(self, team: str, slack_id: str) -> AsyncIterator[None]:
        """Somebody's turn.  Refuses what is too much, with words only now and then: else `Silenced`."""
        mine = self._allowance(team, slack_id)
        if mine.left < 1:
            raise self._too_much(mine)
        mine.left -= 1
        mine.under_way += 1
        try:
            async with mine.gate:
                yield
        finally:
            mine.under_way -= 1

    def _allowance(self, team: str, slack_id: str) -> Allowance:
        at = self.now()
        if len(self._known) > 10_000:
            self._forget(at)
        mine = self._known.setdefault((team, slack_id), Allowance(self.burst, at))
        mine.left, mine.at = min(self.burst, mine.left + (at - mine.at) / self.each), at
        return mine

    def _forget(self, at: float) -> None:
        """Whose allowance is whole again is as good as unknown."""
        whole = self.burst * self.each + SAID_EVERY
        self._known = {who: one for who, one in self._known.items() if one.under_way or at - one.at < whole}

    def _too_much(self, mine: Allowance) -> Exception:
        if mine.at - mine.said_at < SAID_EVERY:
            return Silenced()
        mine.said_at = mine.at
        return Refused("too_much_at_once")
