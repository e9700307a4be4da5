"""S13: while one person sends thousands of commands, everybody else is answered as before."""

from __future__ import annotations

import asyncio
import os
import time
from itertools import cycle, islice
from statistics import median, quantiles

from handlers.turns import BURST, Turns
from tests.lengths import WHOLE, alone, length, proof
from tests.torture.report import row
from tests.world import World, world

SAM, JON = "U0SAM", "U0JON"
THE_OTHERS = (JON, "U0MARIA", "U0PRIYA", "U0INES")
"""They take turns, so that none of them sends too much either."""
MANY = length(250, 10_000)
OTHERS, QUIET_EVERY = length(25, 200), length(0.0, 0.2)
EVERY = 0.02
"""Seconds between two of the many: fifty a second is more than Slack lets anybody do."""
SLOWER = 2.0
LONGEST = 30.0
NOISE = 0.05
"""Seconds by which a shared machine may be slower at any moment."""


@alone
@proof
async def test_others_are_answered_while_one_sends_thousands(sqlite_url: str) -> None:
    async with world(sqlite_url) as w:
        for name, channel in (("Apollo", "C0APOLLO"), ("Boreas", "C0GENERAL")):
            await w.types(JON, f"/pmo project new {name}")
            assert await w.submits(JON, sponsor="U0INES", channel=channel) == {}
        quiet = [await answered(w, who, after=QUIET_EVERY) for who in islice(cycle(THE_OTHERS), OTHERS)]
        w.bot.desk.turns = Turns()
        flood = asyncio.create_task(_flood(w))
        busy = [await answered(w, who, MANY * EVERY / OTHERS / 2) for who in islice(cycle(THE_OTHERS), OTHERS)]
        acknowledged = await flood
        await w.settled()
        kept, said = w.item(1), [one["text"] for one in w.private(SAM)]
    assert acknowledged == MANY, "each is acknowledged"
    assert kept.title == "Thing 0"
    assert BURST <= len(said) < MANY, "what is too much is not done, and that is not said each time"
    assert any(one.startswith("That is a lot at once") for one in said)
    assert slow(busy) <= SLOWER * slow(quiet) + NOISE
    if WHOLE:
        measured = f"{len(busy)} others: {p99(quiet):.3f} s alone, {p99(busy):.3f} s meanwhile"
        measured += f", {p99(busy) / p99(quiet):.1f} x; load {os.getloadavg()[0]:.1f}"
        row("S13", target="p99 of others at most twice as long", measured=measured)


async def answered(w: World, who: str, after: float) -> float:
    """Seconds until somebody reads the answer to a command, typed after a while: a list that stays as short."""
    await asyncio.sleep(after)
    messages = w.playground.world.messages["C0APOLLO"]
    before, began = len(messages), time.perf_counter()
    answer = await w.playground.act(who, "command", channel="C0APOLLO", text="/pmo list boreas")
    assert answer["ok"], answer
    async with asyncio.timeout(LONGEST):
        while not any(one.only_for == who for one in islice(messages.values(), before, None)):
            await asyncio.sleep(0.001)
    return time.perf_counter() - began


async def _flood(w: World) -> int:
    """All of them, whether the bot keeps up or not; how many were acknowledged."""
    acts = []
    for number in range(MANY):
        text = f"/pmo add Thing {number} by 17 dec"
        acts.append(asyncio.create_task(w.playground.act(SAM, "command", channel="C0APOLLO", text=text)))
        await asyncio.sleep(EVERY)
    return sum(bool(act["ok"]) for act in await asyncio.gather(*acts))


def slow(seconds: list[float]) -> float:
    """The slowest but for one in a hundred; of the short form, which is mostly the first burst, the middle one."""
    return length(median, p99)(seconds)


def p99(seconds: list[float]) -> float:
    """The slowest but for one in a hundred."""
    return quantiles(seconds, n=100, method="inclusive")[98]
