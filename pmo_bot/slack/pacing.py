"""Slack's ceilings: one message a second in a channel, some hundreds a minute in a workspace, which is found out."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

PER_CHANNEL_SECONDS = 1.0
PER_WORKSPACE_SECONDS = 60 / 300
"""Where a workspace begins; nobody publishes how much more it may be."""
FASTEST_SECONDS = 60 / 1200
GROWTH = 1.01
"""How much faster it gets with each second of traffic that Slack takes, before it was ever too much."""
CAREFUL_GROWTH = 1.001
"""Afterwards."""
CUT = 0.85
"""What is left of the pace when it was too much."""
BELOW = 0.97
"""How near to what was too much it goes again."""
FORGOTTEN_SECONDS = 600.0
"""What was too much so long ago may be right now."""
SAME_SECONDS = 2.0
"""Refusals so near to each other are one: they were under way together."""
REMEMBERED = 10_000


@dataclass
class Ceiling:
    """How many messages a second a workspace takes, as far as is known."""

    rate: float
    at: float
    too_much: float | None = None
    cut_at: float = float("-inf")
    cut_until: float = float("-inf")

    def gap(self, now: float) -> float:
        """Seconds between two messages, with what was learned since the last one.  Silence teaches nothing."""
        passed, self.at = min(now - self.at, 1.0), now
        if self.too_much is not None and now - self.cut_at > FORGOTTEN_SECONDS:
            self.too_much = None
        if self.too_much is not None:
            self.rate = min(self.rate * CAREFUL_GROWTH**passed, self.too_much * BELOW)
        else:
            careful = self.cut_at > float("-inf")
            self.rate = min(self.rate * (CAREFUL_GROWTH if careful else GROWTH) ** passed, 1 / FASTEST_SECONDS)
        return 1 / self.rate

    def cut(self, now: float, wait: float) -> None:
        """It was too much; what is refused while Slack wants to be left alone tells nothing new."""
        if now > self.cut_until:
            self.too_much, self.rate, self.cut_at = self.rate, self.rate * CUT, now
            self.cut_until = now + max(SAME_SECONDS, wait)


class Pacing:
    """Makes each send wait for its turn, by the real clock.  A gap of 0 is no wait at all."""

    def __init__(
        self,
        per_channel: float = PER_CHANNEL_SECONDS,
        per_workspace: float = PER_WORKSPACE_SECONDS,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._per_channel, self._per_workspace = per_channel, per_workspace
        self._clock, self._sleep = clock, sleep
        self._free_at: OrderedDict[str, float] = OrderedDict()
        self._ceilings: dict[str, Ceiling] = {}

    async def turn(self, team: str, channel: str, *, looked_at: bool = False) -> None:
        """Wait until a message may leave for this channel.

        What somebody is looking at does not queue behind the workspace's others: these wait a little longer for it.
        """
        there = self._reserve(f"{team}/{channel}", self._per_channel)
        everywhere = self._reserve(team, self._gap(team))
        wait = there if looked_at else max(there, everywhere)
        if wait > 0:
            await self._sleep(wait)

    def too_fast(self, team: str, wait: float) -> None:
        """Slack refused a message of this workspace for so many seconds."""
        if team in self._ceilings:
            self._ceilings[team].cut(self._clock(), wait)

    def _gap(self, team: str) -> float:
        if not self._per_workspace:
            return 0.0
        now = self._clock()
        return self._ceilings.setdefault(team, Ceiling(1 / self._per_workspace, now)).gap(now)

    def _reserve(self, key: str, gap: float) -> float:
        now = self._clock()
        at = max(now, self._free_at.get(key, now))
        self._free_at[key] = at + gap
        self._free_at.move_to_end(key)
        while len(self._free_at) > REMEMBERED:
            self._free_at.popitem(last=False)
        return at - now
