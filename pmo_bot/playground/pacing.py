"""Slack's rate limits: how many calls of a method fit into a minute, in real time."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

TIERS = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}
POSTS_BURST = 4


@dataclass
class Bucket:
    """A token bucket."""

    most: float
    per_second: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Take one token; the answer is 0, or how many seconds there is none."""
        self.left = min(self.most, self.left + (now - self.at) * self.per_second)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.per_second


@dataclass
class Pacing:
    """One bucket per method, and one per channel for posts."""

    enabled: bool = False
    clock: Callable[[], float] = time.monotonic
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def wait_for(self, method: str, tier: int, channel: str | None) -> int | None:
        """Whole seconds to wait (`Retry-After`), or None when the call may go on."""
        if not self.enabled:
            return None
        if method == "chat.postMessage" and channel:
            bucket = self._bucket(f"{method} {channel}", POSTS_BURST, 1.0)
        else:
            bucket = self._bucket(method, TIERS[tier], TIERS[tier] / 60)
        missing = bucket.take(self.clock())
        return max(1, math.ceil(missing)) if missing else None

    def _bucket(self, key: str, most: float, per_second: float) -> Bucket:
        return self.buckets.setdefault(key, Bucket(most, per_second, most, self.clock()))
