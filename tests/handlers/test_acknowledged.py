"""Slack has its acknowledgement at once, however long the work takes that a click or a command sets in motion."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from slack_bolt.request.async_request import AsyncBoltRequest

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


async def test_a_command_is_acknowledged_before_its_work_begins_and_answered_after_it(sqlite_url: str) -> None:
    slack, bot = SlowSlack(), _bot(sqlite_url)
    bot.desk.directory = bot.desk.surface = slack  # type: ignore[assignment]  # as far as a command needs them
    asked = {"team_id": TEAM, "user_id": "U0NEW", "channel_id": "C0", "command": "/pmo", "text": "today",
             "trigger_id": "1.2.x", "response_url": "http://127.0.0.1:9/r"}  # fmt: skip
    answer = await bot.bolt.async_dispatch(AsyncBoltRequest(body=urlencode(asked), headers=FORM))
    assert (answer.status, answer.body) == (200, "")
    assert bot.desk.busy
    assert slack.answers == []
    slack.may_tell.set()
    await _at_rest(bot)
    assert len(slack.answers) == 1


async def test_an_event_is_acknowledged_before_anything_is_read(sqlite_url: str) -> None:
    bot, slack = _bot(sqlite_url), SlowSlack()
    told = {"type": "event_callback", "team_id": TEAM, "event": {"type": "app_home_opened", "user": "U0NEW"}}
    bot.desk.directory = slack  # type: ignore[assignment]
    answer = await bot.bolt.async_dispatch(AsyncBoltRequest(body=json.dumps(told), headers=JSON))
    assert answer.status == 200
    assert bot.desk.busy
    slack.may_tell.set()
    await _at_rest(bot)


def _bot(url: str) -> Bot:
    bot = build(Settings(_env_file=None, database_url=url, slack_bot_token="xoxb-x", slack_signing_secret="s"))
    bot.desk.kick = _nothing
    return bot


async def _nothing() -> None:
    """Nothing is due."""


async def _at_rest(bot: Bot) -> None:
    async with asyncio.timeout(20):
        while bot.desk.busy:
            await asyncio.sleep(0.005)
    await bot.stop()
