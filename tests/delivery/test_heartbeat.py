"""The heartbeat: ticks never overlap, moving the clock always ends, and stopping leaves nothing in doubt."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest

from pmo_bot.jobs import deliver, heartbeat
from pmo_bot.jobs.heartbeat import advance
from pmo_bot.jobs.patience import Patience
from pmo_bot.model import PostState
from pmo_bot.services import items, people, planning
from pmo_bot.services.events import Act
from tests.delivery.office import BRIEFS, ONCE_EACH, PROMISED, Office
from tests.world import TEAM

LATER = Patience(lease=240, http=5, provider=120, margin=0.1)


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many plans were under way at the start of each."""
    plan, running, seen = planning.plan, [0], []

    def counted(*arguments: Any) -> int:
        seen.append(running[0])
        running[0] += 1
        time.sleep(0.002)
        try:
            return plan(*arguments)
        finally:
            running[0] -= 1

    monkeypatch.setattr(planning, "plan", counted)
    return seen


async def move(made: Office, delta: timedelta | None) -> None:
    await advance(made.bot.heartbeat, made.clock.now, made.clock.jump_to, delta)


async def test_ticks_never_overlap_whoever_asks_for_them(at_nine: Office, ticks: list[int]) -> None:
    tick = at_nine.bot.heartbeat.tick
    await asyncio.gather(*(tick() for _ in range(5)), *(move(at_nine, timedelta(hours=1)) for _ in range(3)))
    assert len(ticks) > 8
    assert set(ticks) == {0}
    assert at_nine.inboxes() == ONCE_EACH


async def test_the_clock_moves_on_past_a_message_that_slack_puts_off(at_nine: Office, ticks: list[int]) -> None:
    at_nine.clock.at = PROMISED
    at_nine.playground.faults.rate_limited("chat.postMessage", retry_after=60, times=None)
    await asyncio.wait_for(move(at_nine, timedelta(days=1)), 30)
    assert at_nine.clock.now() == PROMISED + timedelta(days=1)
    assert len(ticks) < 20
    assert sum(at_nine.inboxes().values()) == 0


async def test_a_year_with_a_message_that_never_gets_through_ends(at_nine: Office, ticks: list[int]) -> None:
    at_nine.playground.world.token_error = "token_revoked"
    await asyncio.wait_for(move(at_nine, timedelta(days=365)), 60)
    assert at_nine.clock.now() == BRIEFS + timedelta(days=365)
    assert len(ticks) < 1000


async def test_the_next_thing_that_happens_is_a_message_that_arrives(at_nine: Office) -> None:
    at_nine.clock.at = PROMISED
    await move(at_nine, None)
    assert at_nine.clock.now() == BRIEFS
    assert at_nine.inboxes() == ONCE_EACH


async def test_that_a_message_will_never_arrive_is_a_thing_that_happens_too(at_nine: Office) -> None:
    at_nine.clock.at = PROMISED
    at_nine.playground.faults.error("chat.postMessage", "restricted_action", times=None)
    await move(at_nine, None)
    assert at_nine.clock.now() == BRIEFS
    assert sum(at_nine.inboxes().values()) == 0


@pytest.mark.parametrize("delta", [timedelta(seconds=-1), timedelta(days=367)])
async def test_time_goes_ahead_only_and_by_a_year_at_most(delta: timedelta, at_nine: Office) -> None:
    with pytest.raises(ValueError, match="time goes ahead only"):
        await move(at_nine, delta)


async def test_a_tick_that_fails_is_told_and_the_next_one_works(
    at_nine: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(planning, "plan", lambda *_: 1 / 0)
        assert await at_nine.bot.heartbeat.tick() == 0
    assert await at_nine.bot.heartbeat.tick() == len(ONCE_EACH)


async def test_stopping_waits_for_what_is_under_way_and_begins_nothing_new(at_nine: Office) -> None:
    at_nine.playground.faults.hang("chat.postMessage", 0.1, times=None)
    tick = asyncio.create_task(at_nine.bot.heartbeat.tick())
    await at_nine.playground.world.until(lambda: at_nine.playground.world.posted("U0JON"), timeout=20)
    await at_nine.bot.heartbeat.stop()
    assert tick.done()
    assert at_nine.posts(PostState.SENDING) == []
    assert await at_nine.bot.heartbeat.tick() == 0


async def test_what_falls_due_while_much_is_being_delivered_is_planned_meanwhile(
    at_nine: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "TICK_SECONDS", 0.02)
    at_nine.playground.faults.hang("chat.postMessage", 1.5, times=len(ONCE_EACH))
    tick = asyncio.create_task(at_nine.bot.heartbeat.tick())
    await at_nine.playground.world.until(lambda: at_nine.posts(PostState.SENDING), timeout=20)
    at_nine.clock.at = BRIEFS + timedelta(days=1)
    await at_nine.playground.world.until(lambda: at_nine.posts(PostState.DUE), timeout=20)
    assert not tick.done()
    await at_nine.bot.heartbeat.stop()


async def test_a_message_that_cannot_be_rendered_stops_nobody_else(
    at_nine: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = deliver.rendered

    def broken(parcel: Any) -> Any:
        if parcel.person.slack_id == "U0JON":
            raise KeyError("a mistake of ours")
        return rendered(parcel)

    at_nine.bot.heartbeat._courier.patience = (
        LATER  # what is in doubt is not looked up while the others are on their way
    )
    with monkeypatch.context() as mistaken:
        mistaken.setattr(deliver, "rendered", broken)
        await at_nine.bot.heartbeat.tick()
    assert at_nine.inboxes() == {**ONCE_EACH, "U0JON": 0}
    assert [post.outcome for post in at_nine.posts(PostState.DUE)] == ["the bot failed: KeyError"]
    at_nine.clock.at += timedelta(hours=1)
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH


async def test_what_changed_while_a_brief_was_on_its_way_is_shown_in_it_at_once(at_nine: Office) -> None:
    hangs = at_nine.playground.faults.hang("chat.postMessage", 0.3, channel="D0JON")
    tick = asyncio.create_task(at_nine.bot.heartbeat.tick())
    while not hangs.happened:
        await asyncio.sleep(0.01)
    jon = people.find(at_nine.bot.db, TEAM, "U0JON")
    assert jon is not None
    items.finish(at_nine.bot.db, Act(jon, BRIEFS), 2)
    await tick
    await at_nine.deliver()
    (brief,) = at_nine.playground.world.posted("U0JON")
    assert brief.edited_ts is not None
