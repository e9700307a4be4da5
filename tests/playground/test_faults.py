"""Trouble happens where it is scripted, before or after the effect."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.playground.conftest import Stand, standing

WHERE = {"channel": "C0APOLLO", "text": "hello"}


def posts(stand: Stand) -> int:
    return len(stand.world.posted("C0APOLLO"))


async def test_a_rate_limit_says_when_to_come_back_and_has_no_effect(stand: Stand) -> None:
    stand.playground.faults.rate_limited("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await stand.client.chat_postMessage(**WHERE)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert posts(stand) == 0
    await stand.client.chat_postMessage(**WHERE)
    assert posts(stand) == 1


async def test_an_internal_error_may_come_after_the_effect(stand: Stand) -> None:
    stand.playground.faults.error("chat.postMessage", "internal_error", after_effect=True)
    with pytest.raises(SlackApiError, match="internal_error"):
        await stand.client.chat_postMessage(**WHERE)
    assert posts(stand) == 1


@pytest.mark.parametrize(("after_effect", "effects"), [(False, 0), (True, 1)])
async def test_a_connection_breaks_before_or_after_the_effect(stand: Stand, after_effect: bool, effects: int) -> None:
    stand.playground.faults.reset("chat.postMessage", after_effect=after_effect)
    with pytest.raises(aiohttp.ClientConnectionError):
        await stand.client.chat_postMessage(**WHERE)
    assert posts(stand) == effects


async def test_an_answer_may_break_off_or_be_no_json(stand: Stand) -> None:
    stand.playground.faults.truncated("chat.postMessage")
    with pytest.raises(SlackApiError, match="non-JSON"):
        await stand.client.chat_postMessage(**WHERE)
    assert posts(stand) == 1
    stand.playground.faults.server_error("chat.postMessage")
    with pytest.raises(SlackApiError) as caught:
        await stand.client.chat_postMessage(**WHERE)
    assert caught.value.response.status_code == 500
    assert posts(stand) == 1


async def test_an_answer_may_come_too_late(stand: Stand) -> None:
    stand.playground.faults.hang("chat.postMessage", 0.2, after_effect=True)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(stand.client.chat_postMessage(**WHERE), 0.1)
    assert posts(stand) == 1


async def test_a_fault_keeps_to_its_channel_and_can_be_a_matter_of_chance(stand: Stand) -> None:
    faults = stand.playground.faults
    faults.error("chat.postMessage", "fatal_error", channel="C0HELP", times=None)
    await stand.client.chat_postMessage(**WHERE)
    faults.clear()
    chance = faults.error("chat.postMessage", "fatal_error", probability=0.5, seed=3)
    failed = 0
    for _ in range(20):
        try:
            await stand.client.chat_postMessage(**WHERE)
        except SlackApiError:
            failed += 1
    assert 0 < failed == chance.happened < 20
    assert posts(stand) == 21 - failed


async def test_every_call_is_recorded_with_its_answer(stand: Stand) -> None:
    await stand.client.chat_postMessage(**WHERE)
    call = stand.world.calls[-1]
    assert (call.method, call.args["text"], call.answer["ok"], call.at) == (
        "chat.postMessage", "hello", True, stand.clock.time,
    )  # fmt: skip


async def test_posts_are_limited_to_one_a_second_and_channel() -> None:
    async with standing(rate_limits=True) as stand:
        for _ in range(4):
            await stand.client.chat_postMessage(**WHERE)
        with pytest.raises(SlackApiError) as caught:
            await stand.client.chat_postMessage(**WHERE)
        assert caught.value.response.headers["Retry-After"] == "1"
        await stand.client.chat_postMessage(channel="C0HELP", text="elsewhere")
