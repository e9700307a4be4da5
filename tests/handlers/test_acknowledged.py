"""Slack has its acknowledgement when what it told is done, and in time, however long that takes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from handlers import listener
from pmo_bot.app import Bot, build
from pmo_bot.ports import Content, ReplyTo, SlackProfile
from pmo_bot.settings import Settings

FORM = {"content-type": ["application/x-www-form-urlencoded"]}
JSON = {"content-type": ["application/json"]}
TEAM = "T0SLOW"


class SlowSlack:
    """It tells who somebody is only when it is let."""

    def __init__(self) -> None:
        self.may_tell, self.answers = asyncio.Event(), list[Mapping[str, Any]]()

    async def profile(self, team: str, slack_id: str) -> SlackProfile | None:
        await self.may_tell.wait()
        return None

    async def channel(self, team: str, channel: str) -> None:
        return None

    async def reply(self, address: ReplyTo, content: Content, *, replace: bool = False, public: bool = False) -> None:
        self.answers.append(content.payload())


COMMAND = AsyncBoltRequest(
    body=urlencode(
        {"team_id": TEAM, "user_id": "U0NEW", "channel_id": "C0", "command": "/pmo", "text": "today",
         "trigger_id": "1.2.x", "response_url": "http://127.0.0.1:9/r"}
    ), headers=FORM,
)  # fmt: skip
EVENT = AsyncBoltRequest(
    body=json.dumps(
        {"type": "event_callback", "team_id": TEAM, "event": {"type": "app_home_opened", "user": "U0NEW"}}
    ), headers=JSON,
)  # fmt: skip
both = pytest.mark.parametrize(("told", "answers"), [(COMMAND, 1), (EVENT, 0)], ids=["command", "event"])


@both
async def test_it_is_acknowledged_when_it_is_done_and_answered(
    told: AsyncBoltRequest, answers: int, sqlite_url: str
) -> None:
    """Until then Slack says that it failed, or tells it again, should this process be killed."""
    bot = _bot(sqlite_url, slow := SlowSlack())
    dispatched = asyncio.create_task(bot.bolt.async_dispatch(told))
    await asyncio.sleep(0.1)
    assert not dispatched.done()
    slow.may_tell.set()
    answer = await dispatched
    assert (answer.status, answer.body) == (200, "")
    assert len(slow.answers) == answers
    await _at_rest(bot)


@both
async def test_what_takes_long_is_acknowledged_meanwhile_and_answered_after_it(
    told: AsyncBoltRequest, answers: int, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "ACK_SECONDS", 0.1)
    bot = _bot(sqlite_url, slow := SlowSlack())
    answer = await bot.bolt.async_dispatch(told)
    assert (answer.status, answer.body) == (200, "")
    assert bot.desk.busy
    assert slow.answers == []
    slow.may_tell.set()
    await _at_rest(bot)
    assert len(slow.answers) == answers


def _bot(url: str, slow: SlowSlack) -> Bot:
    bot = build(Settings(_env_file=None, database_url=url, slack_bot_token="xoxb-x", slack_signing_secret="s"))
    bot.desk.directory = bot.desk.surface = slow  # type: ignore[assignment]  # as far as these two need them
    bot.desk.kick = _nothing
    return bot


async def _nothing() -> None:
    """Nothing is due."""


async def _at_rest(bot: Bot) -> None:
    async with asyncio.timeout(20):
        while bot.desk.busy:
            await asyncio.sleep(0.005)
    await bot.stop()
