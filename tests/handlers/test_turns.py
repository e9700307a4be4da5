"""Whoever sends a lot at once waits for themselves, and nobody else for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from handlers.turns import AT_ONCE, BURST, SAID_EVERY, Silenced, Turns
from pmo_bot.rules.refusals import Refused


@dataclass
class Stopwatch:
    """Seconds that pass when told."""

    seconds: float = 0.0

    def now(self) -> float:
        return self.seconds


async def said(turns: Turns, count: int, who: str = "U0SAM") -> list[str]:
    """What becomes of so many at once."""
    return [await one(turns, who) for _ in range(count)]


async def one(turns: Turns, who: str) -> str:
    try:
        async with turns.of("T1", who):
            return "done"
    except Refused:
        return "refused"
    except Silenced:
        return "nothing"


async def test_a_burst_is_done_then_it_is_said_once_that_it_is_too_much() -> None:
    turns = Turns(now=Stopwatch().now)
    assert await said(turns, BURST) == ["done"] * BURST
    assert await said(turns, 4) == ["refused", "nothing", "nothing", "nothing"]


async def test_others_have_an_allowance_of_their_own() -> None:
    turns = Turns(now=Stopwatch().now)
    await said(turns, 10 * BURST)
    assert await one(turns, "U0JON") == "done"


async def test_it_comes_back_as_time_passes_and_never_grows_beyond_a_burst() -> None:
    watch = Stopwatch()
    turns = Turns(now=watch.now)
    await said(turns, BURST + 1)
    watch.seconds = 3
    assert await said(turns, 4) == ["done", "done", "done", "nothing"]
    watch.seconds = SAID_EVERY + 10_000
    assert await said(turns, BURST + 1) == ["done"] * BURST + ["refused"]


async def test_one_persons_are_worked_on_a_few_at_a_time() -> None:
    turns, running, most = Turns(now=Stopwatch().now), set[int](), []

    async def work(number: int, who: str, kept: Callable[[int], None]) -> None:
        async with turns.of("T1", who):
            running.add(number)
            kept(len(running))
            await asyncio.sleep(0)
            running.discard(number)

    await asyncio.gather(*(work(number, "U0SAM", most.append) for number in range(BURST)))
    assert max(most) == AT_ONCE


async def test_a_turn_that_fails_is_given_back() -> None:
    turns = Turns(now=Stopwatch().now)
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            async with turns.of("T1", "U0SAM"):
                raise ZeroDivisionError
    assert await one(turns, "U0SAM") == "done"
