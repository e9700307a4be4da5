"""The playground: the unchanged bot, and a local Slack for it, in one process."""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from pmo_bot.app import Bot, build
from pmo_bot.cli.data import prepare
from pmo_bot.cli.demo import seed, start_of_play
from pmo_bot.cli.serve import listen_for_stop
from pmo_bot.clock import OffsetClock, real_now
from pmo_bot.jobs.heartbeat import advance
from pmo_bot.logs import set_up
from pmo_bot.playground import Playground, create_playground, serving, small_company
from pmo_bot.settings import Settings
from pmo_bot.slack.pacing import Pacing

MANIFEST = Path(__file__).parents[2] / "manifest.json"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-playground", "xapp-playground", "playground"
PACE = 0.02
"""Seconds between two messages: the made-up Slack has no ceiling to respect."""


def play(settings: Settings) -> int:
    """Serve the playground until told to stop.  What happens in it is thrown away at the end."""
    set_up("WARNING" if settings.log_level == "INFO" else settings.log_level)
    with tempfile.TemporaryDirectory(prefix="pmo-bot-") as folder:
        return asyncio.run(_play(settings, Path(folder)))


async def _play(settings: Settings, folder: Path) -> int:
    stopping, ready = asyncio.Event(), asyncio.Event()
    listen_for_stop(stopping.set)
    clock = OffsetClock(start_of_play(real_now()))
    url = f"sqlite:///{folder / 'playground.db'}"
    await asyncio.to_thread(prepare, url)
    bots: list[Bot] = []

    async def move(delta: timedelta | None) -> datetime:
        await ready.wait()  # a tab left open asks before the company is there
        return await advance(bots[0].heartbeat, clock.now, clock.jump_to, delta)

    playground = company(clock, move)
    try:
        async with serving(playground, settings.port) as port:
            bot = build(_settings(url, playground, port), clock=clock, pacing=Pacing(PACE, 0.0))
            bots.append(bot)
            playground.app.router.routes[:0] = bot.calendars()
            await bot.introduce()
            await asyncio.to_thread(seed, bot.db, clock.now())
            await bot.start(socket_mode=True)
            ready.set()
            print(f"The playground is open: http://127.0.0.1:{port}   (Ctrl-C closes it)", file=sys.stderr)
            await stopping.wait()
            await bot.stop()
    except OSError:
        print(f"Port {settings.port} is taken. Choose another: PORT=8081 ./run", file=sys.stderr)
        return 1
    return 0


def company(clock: OffsetClock, move: Callable[[timedelta | None], Awaitable[datetime]]) -> Playground:
    """The small company with the bot's own manifest."""
    workspace = small_company().with_manifest(json.loads(MANIFEST.read_text()))
    return create_playground(
        workspace,
        now=clock.now,
        advance=move,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        signing_secret=SECRET,
    )


def _settings(url: str, playground: Playground, port: int) -> Settings:
    return Settings(
        _env_file=None,
        database_url=url,
        slack_client_id=None,  # whatever is set: here there is one workspace
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=playground.api_url,
        public_url=f"http://127.0.0.1:{port}",
        pmo_leads=frozenset({"U0PRIYA"}),
    )
