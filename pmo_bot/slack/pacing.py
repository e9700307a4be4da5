"""Slack's ceilings: one message a second in a channel, some hundreds a minute in a workspace."""

import asyncio
import time
from collections import OrderedDict

PER_CHANNEL_SECONDS = 1.0
PER_WORKSPACE_SECONDS = 60 / 300
REMEMBERED = 10_000


class Pacing:
    """Makes each send wait for its turn, by the real clock."""

    def __init__(self, per_channel: float = PER_CHANNEL_SECONDS, per_workspace: float = PER_WORKSPACE_SECONDS) -> None:
        self._per_channel, self._per_workspace = per_channel, per_workspace
        self._free_at: OrderedDict[str, float] = OrderedDict()

    async def turn(self, team: str, channel: str) -> None:
        """Wait until a message may leave for this channel."""
        wait = max(self._reserve(f"{team}/{channel}", self._per_channel), self._reserve(team, self._per_workspace))
        if wait > 0:
            await asyncio.sleep(wait)

    def _reserve(self, key: str, gap: float) -> float:
        now = time.monotonic()
        at = max(now, self._free_at.get(key, now))
        self._free_at[key] = at + gap
        self._free_at.move_to_end(key)
        while len(self._free_at) > REMEMBERED:
            self._free_at.popitem(last=False)
        return at - now
