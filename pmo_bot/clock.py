"""The only place that reads a clock."""

import time
from datetime import UTC, datetime, timedelta


def real_now() -> datetime:
    """The instant it really is: for leases, signatures, pacing and `Retry-After`, which no virtual clock moves."""
    return datetime.now(UTC)


def running() -> float:
    """Seconds that only go ahead, a sleep of the machine included where the system counts it: to time a lease."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class RealClock:
    """The rules' clock in production."""

    def now(self) -> datetime:
        """The instant it is now."""
        return real_now()


class OffsetClock:
    """Real time plus an offset: flows by itself and jumps ahead when told.  For the playground and tests."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = start - real_now() if start is not None else timedelta()

    def now(self) -> datetime:
        """The instant it is by this clock."""
        return real_now() + self._offset

    def jump_to(self, at: datetime) -> None:
        """Go ahead to an instant; one that has passed changes nothing."""
        self._offset = max(self._offset, at - real_now())
