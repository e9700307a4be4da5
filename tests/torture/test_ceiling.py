"""R16: ten thousand messages under Slack's ceilings, in virtual time: nearly as fast as they allow, and polite."""

from __future__ import annotations

import asyncio
import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count

import pytest

from pmo_bot.slack.pacing import Pacing
from tests.lengths import WHOLE, length, proof
from tests.torture import report

MESSAGES = length(2_000, 10_000)
CHANNELS = 500
AT_ONCE = 16
PER_MINUTE = 525
BURST = 30
TAKES = 0.15


@dataclass
class Hours:
    """Time that passes only when everybody waits."""

    now: float = 0.0
    waiting: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    async def sleep(self, seconds: float) -> None:
        """Wait for so long."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self.waiting, (self.now + seconds, next(self._numbers), future))
        await future

    async def pass_by(self) -> None:
        """Until nobody waits any more."""
        while await self.one_wakes():
            pass

    async def one_wakes(self) -> bool:
        """Time passes until the first of those that wait; whether anybody did."""
        for _ in range(6):
            await asyncio.sleep(0)
        if not self.waiting:
            return False
        self.now, _, future = heapq.heappop(self.waiting)
        future.set_result(None)
        return True


@dataclass
class Gate:
    """A Slack that takes so many a minute, and one a second in a channel; whoever comes too early waits a second."""

    time: Hours
    left: float = BURST
    at: float = 0.0
    there: dict[str, float] = field(default_factory=lambda: defaultdict(lambda: float("-inf")))
    refused: int = 0
    taken: list[tuple[str, int]] = field(default_factory=list)

    def take(self, channel: str, number: int) -> bool:
        """Whether it is taken."""
        self.left = min(BURST, self.left + (self.time.now - self.at) * PER_MINUTE / 60)
        self.at = self.time.now
        if self.left < 1 or self.time.now - self.there[channel] < 0.999:
            self.refused += 1
            return False
        self.left -= 1
        self.there[channel] = self.time.now
        self.taken.append((channel, number))
        return True


async def drain(pacing: Pacing, gate: Gate, time: Hours) -> list[float]:
    """Send everything, sixteen at once, a channel's messages in their order; how long each click in between took."""
    lanes = {f"C{n}": list(range(MESSAGES // CHANNELS)) for n in range(CHANNELS)}
    free, clicks = list(lanes), list[float]()
    limited_until = 0.0

    async def one(channel: str, number: int, *, looked_at: bool = False) -> None:
        nonlocal limited_until
        while True:
            await pacing.turn("T", channel, looked_at=looked_at)
            if time.now < limited_until:
                await time.sleep(limited_until - time.now)
                continue
            await time.sleep(TAKES)
            if gate.take(channel, number):
                return
            pacing.too_fast("T", 1.0)
            limited_until = time.now + 1.0

    async def courier() -> None:
        while free:
            channel = free.pop(0)
            await one(channel, lanes[channel].pop(0))
            if lanes[channel]:
                free.append(channel)

    async def clicker() -> None:
        for number in range(MESSAGES // 100):
            await time.sleep(7.3)
            began = time.now
            await one(f"D{number}", 0, looked_at=True)
            clicks.append(time.now - began)

    working = [asyncio.create_task(each) for each in (*(courier() for _ in range(AT_ONCE)), clicker())]
    await time.pass_by()
    await asyncio.gather(*working)
    return clicks


@proof
async def test_r16_as_fast_as_slack_allows_and_hardly_ever_faster() -> None:
    time = Hours()
    gate = Gate(time)
    clicks = sorted(await drain(Pacing(clock=lambda: time.now, sleep=time.sleep), gate, time))
    least = (len(gate.taken) - BURST) / PER_MINUTE * 60
    slowest = clicks[int(len(clicks) * 0.99)]
    if WHOLE:
        measured = (
            f"{gate.refused} refused, {time.now / least:.3f} of the least time ({least / 60:.1f} min), "
            f"a click {slowest:.2f} s at p99"
        )
        report.row("R16", target="10,000: ≤ 10 refused, ≤ 1.05 of the least time, clicks ≤ 2 s", measured=measured)
    assert gate.refused <= MESSAGES / 1000 + length(3, 0)
    assert time.now / least <= length(1.2, 1.05)
    assert slowest <= 2.0
    for channel in (f"C{n}" for n in range(CHANNELS)):
        assert [number for there, number in gate.taken if there == channel] == list(range(MESSAGES // CHANNELS))


@pytest.mark.parametrize("looked_at", [False, True])
async def test_only_what_is_looked_at_passes_the_queue_of_the_workspace(looked_at: bool) -> None:
    time = Hours()
    pacing, left = Pacing(clock=lambda: time.now, sleep=time.sleep), list[str]()

    async def send(channel: str, **how: bool) -> None:
        await pacing.turn("T", channel, **how)
        left.append(channel)

    sending = [asyncio.create_task(send(f"C{n}")) for n in range(10)]
    await asyncio.sleep(0)
    sending.append(asyncio.create_task(send("D", looked_at=looked_at)))
    await time.pass_by()
    await asyncio.gather(*sending)
    assert left.index("D") == (1 if looked_at else 10)
