"""A whole world for story tests: the real bot, a local Slack on the other side of real HTTP, and a clock to move."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
import uvicorn
from pydantic import SecretStr

from handlers.turns import Turns
from pmo_bot.app import Bot, build
from pmo_bot.jobs.heartbeat import advance
from pmo_bot.model import Item
from pmo_bot.playground import Playground, create_playground, serving, small_company
from pmo_bot.playground.serve import Server
from pmo_bot.playground.workspace import Workspace
from pmo_bot.settings import Settings
from pmo_bot.slack.pacing import Pacing
from pmo_bot.store import queries
from tests.databases import made
from tests.shown import find, said, typed

TEAM = "T0ALDER"
MADRID = ZoneInfo("Europe/Madrid")
MANIFEST = json.loads((Path(__file__).parents[1] / "manifest.json").read_text())
PUBLIC_URL = "https://pmo.example.org"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-playground", "xapp-playground", "made-up-secret"
MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=MADRID)
"""Ten in the morning in Madrid: the brief of the day has left."""

PATIENCE = 30.0
"""Seconds a story waits for the bot: Slack's three would make it depend on how busy the machine is."""

Transport = Literal["http", "socket"]
on_both = pytest.mark.parametrize("story_url", ["sqlite", "postgres"], indirect=True)
"""A story that is told on either database."""


@dataclass
class StillClock:
    """A clock that only moves when told."""

    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def jump_to(self, at: datetime) -> None:
        self.at = max(self.at, at)


@dataclass
class World:
    """What a story can do and see."""

    playground: Playground
    bot: Bot
    clock: StillClock

    # --- people act -----------------------------------------------------------------

    async def types(self, who: str, text: str, channel: str = "C0APOLLO") -> str:
        """Somebody types a slash command; what only they see of the answer."""
        before = self._private_count(who, channel)
        answer = await self.playground.act(who, "command", channel=channel, text=text)
        assert answer["ok"], answer
        await self.settled()
        return self.private(who, channel)[before:][-1]["text"] if self._private_count(who, channel) > before else ""

    async def hears(self, who: str, text: str, channel: str = "C0APOLLO") -> str:
        """Somebody types a slash command; all that only they can read of the answer."""
        before = self._private_count(who, channel)
        await self.types(who, text, channel)
        assert self._private_count(who, channel) > before, f"no answer to {text!r}"
        return said(self.private(who, channel)[-1]["blocks"])

    async def clicks(self, who: str, label: str, message: dict[str, Any], about: str = "") -> None:
        """Somebody presses a button, or picks a choice from a menu, by its label."""
        block, element, extra = find(message["blocks"], label, about)
        await self._act(
            who, "click", container="message", channel=message["channel"], ts=message["ts"],
            block_id=block["block_id"], action_id=element["action_id"], **extra,
        )  # fmt: skip

    async def clicks_home(self, who: str, label: str, about: str = "") -> None:
        """Somebody presses a button of their App Home."""
        view = self.playground.world.views.homes[who].json
        block, element, extra = find(view["blocks"], label, about)
        await self._act(
            who, "click", container="home", view_id=view["id"], block_id=block["block_id"],
            action_id=element["action_id"], **extra,
        )  # fmt: skip

    async def clicks_window(self, who: str, label: str, about: str = "") -> None:
        """Somebody presses a button of the window they have open."""
        view = self.window(who)
        block, element, extra = find(view["blocks"], label, about)
        await self._act(
            who, "click", container="modal", view_id=view["id"], block_id=block["block_id"],
            action_id=element["action_id"], **extra,
        )  # fmt: skip

    async def uses(self, who: str, shortcut: str, message: dict[str, Any] | None = None) -> None:
        """Somebody uses a shortcut, on a message or from anywhere."""
        where = {"channel": message["channel"], "ts": message["ts"]} if message else {}
        await self._act(who, "shortcut", callback_id=shortcut, **where)

    async def again(self) -> None:
        """Slack delivers the last thing that happened once more, to the byte."""
        kind, payload = self.playground.delivery.sent[-1]
        await self.playground.delivery.send(kind, payload)
        await self.settled()

    async def opens_home(self, who: str) -> str:
        """Somebody looks at their App Home; all that it says."""
        await self._act(who, "open_home")
        return self.home(who)

    async def submits(self, who: str, **fields: Any) -> dict[str, str]:
        """Somebody fills the open window in and sends it; the sentences at its fields, if it stays open."""
        view = self.window(who)
        state = {block: {block: value} for block, value in fields.items()}
        answer = await self.playground.act(who, "submit", view_id=view["id"], state=typed(view, state))
        assert answer["ok"], answer
        await self.settled()
        return dict(answer.get("errors") or {})

    async def says(self, who: str, text: str, channel: str = "", thread: str = "") -> dict[str, Any]:
        """Somebody writes to the bot, or into a channel; the message."""
        where = channel or self.dm(who)
        inside = {"thread_ts": thread} if thread else {}
        answer = await self.playground.act(who, "message", channel=where, text=text, **inside)
        assert answer["ok"], answer
        await self.settled()
        return {"channel": where, "ts": answer["ts"]}

    async def _act(self, who: str, kind: str, **details: Any) -> None:
        answer = await self.playground.act(who, kind, **details)
        assert answer["ok"], answer
        await self.settled()

    # --- time passes ----------------------------------------------------------------

    async def until(self, day: str, at: str = "09:00", zone: ZoneInfo = MADRID) -> None:
        """Time passes until a local moment; everything due on the way happens."""
        hours, minutes = at.split(":")
        target = datetime.combine(datetime.fromisoformat(day).date(), time(int(hours), int(minutes)), zone)
        delta = target - self.clock.now()
        assert delta >= timedelta(), f"{target} has passed"
        await advance(self.bot.heartbeat, self.clock.now, self.clock.jump_to, delta)

    async def settled(self) -> None:
        """Wait until the bot has finished what a click set in motion."""
        while self.bot.desk.busy:
            await asyncio.sleep(0.002)

    # --- what is there --------------------------------------------------------------

    def dm(self, who: str) -> str:
        """The channel of somebody's direct messages with the bot."""
        return "D" + who[1:]

    def inbox(self, who: str) -> list[dict[str, Any]]:
        """The messages somebody got from the bot, as they read now."""
        return self.messages(self.dm(who))

    def briefs(self, who: str) -> list[dict[str, Any]]:
        """The briefs among them."""
        return [message for message in self.inbox(who) if message["text"].startswith("Good morning")]

    def asks(self, who: str) -> list[dict[str, Any]]:
        """The questions among them."""
        return [message for message in self.inbox(who) if not message["text"].startswith("Good morning")]

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """The bot's messages in a channel, without what only one person saw."""
        return [
            {**message.for_page(0), "channel": channel}
            for message in self.playground.world.history(channel)
            if message.by_app
        ]

    def private(self, who: str, channel: str = "C0APOLLO") -> list[dict[str, Any]]:
        """What only this person saw in a channel."""
        kept = self.playground.world.messages.get(channel, {}).values()
        return [{**m.for_page(0), "channel": channel} for m in kept if m.only_for == who]

    def _private_count(self, who: str, channel: str) -> int:
        return len(self.private(who, channel))

    def last(self, who: str, channel: str = "C0APOLLO") -> dict[str, Any]:
        """The last thing that only this person saw in a channel."""
        return self.private(who, channel)[-1]

    def home(self, who: str) -> str:
        """All that somebody's App Home says."""
        return said(self.playground.world.views.homes[who].json["blocks"])

    def has_window(self, who: str) -> bool:
        """Whether somebody has a window open."""
        return bool(self.playground.world.views.stack(who))

    def window(self, who: str) -> dict[str, Any]:
        """The window somebody has open."""
        stack = self.playground.world.views.stack(who)
        assert stack, f"{who} has no window open"
        return stack[-1].json

    def item(self, number: int) -> Item:
        """An item as it is stored."""
        with self.bot.db.reading() as session:
            found = queries.item_by_number(session, TEAM, number)
        assert found is not None
        return found


@contextlib.asynccontextmanager
async def world(
    url: str, transport: Transport = "http", at: datetime = MONDAY, *, company: Workspace | None = None,
    before: Callable[[Playground], None] = lambda slack: None,
) -> AsyncIterator[World]:  # fmt: skip
    """The bot on this database, talking to a local Slack over HTTP or Socket Mode, which `before` makes ready."""
    clock = StillClock(at)
    company = company or small_company().with_manifest(MANIFEST)
    playground = create_playground(
        company, now=clock.now, bot_token=BOT_TOKEN, app_token=APP_TOKEN, signing_secret=SECRET
    )
    playground.delivery.patience = PATIENCE
    before(playground)
    async with serving(playground):
        await asyncio.to_thread(made, url)
        playground.world.triggers.lifetime = PATIENCE
        bot = build(_settings(url, playground), clock=clock, pacing=Pacing(0.0, 0.0), strict=True)
        bot.desk.turns = Turns(burst=1e9)  # stories happen faster than people are
        for listener in bot.bolt._async_listeners:
            listener.ack_timeout = int(PATIENCE)
        async with _listening(bot, playground, transport):
            yield World(playground, bot, clock)


@contextlib.asynccontextmanager
async def _listening(bot: Bot, playground: Playground, transport: Transport) -> AsyncIterator[None]:
    await bot.start(socket_mode=transport == "socket", heartbeat=False)
    if transport == "socket":
        while not playground.sockets.connections:
            await asyncio.sleep(0.005)
        yield
        await bot.stop()
        return
    config = uvicorn.Config(bot.web(), host="127.0.0.1", port=0, log_level="warning", access_log=False)
    server = Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.002)
    port = server.servers[0].sockets[0].getsockname()[1]
    playground.request_url = f"http://127.0.0.1:{port}/slack/events"
    try:
        yield
    finally:
        server.stop()
        await running
        await bot.stop()


def _settings(url: str, playground: Playground) -> Settings:
    return Settings(
        _env_file=None,
        database_url=url,
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=playground.api_url,
        pmo_leads=frozenset({"U0PRIYA"}),
        public_url=PUBLIC_URL,
    )
