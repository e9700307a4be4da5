"""A slash command that writes durably, against a Bolt app that only echoes: in process, and over HTTP."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any
from urllib.parse import urlencode

import aiohttp
import uvicorn
from pydantic import SecretStr
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from handlers.turns import Turns
from pmo_bot.app import Bot, build
from pmo_bot.ports import Content, ReplyTo
from pmo_bot.settings import Settings
from pmo_bot.web.routes import routes
from tests.benchmarks.figures import Figure, percentile, stopwatch
from tests.benchmarks.seeding import NOW, PEOPLE, TEAM, company

SECRET = "made-up-secret"
WARM_UP = 20
NOWHERE = "http://127.0.0.1:9/api/"


class StillClock:
    """It stays Monday."""

    def now(self) -> Any:
        return NOW


class Answers:
    """A surface that only notes that the answer is there."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()

    async def reply(self, address: ReplyTo, content: Content, *, replace: bool = False, public: bool = False) -> None:
        content.payload()
        self.arrived.set()

    async def open(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        raise AssertionError("a slash command that writes opens no window")

    async def update(self, team: str, view_id: str, view: Mapping[str, Any]) -> None:
        raise AssertionError("a slash command that writes opens no window")


def slash(url: str, where: str, times: int) -> Iterator[Figure]:
    """Both ways in."""
    yield from asyncio.run(_slash(url, where, times))


async def _slash(url: str, where: str, times: int) -> list[Figure]:
    with company(url, 100):
        bot, answers = _bot(url)
        echo = _echo_app()
        inside = await _times(lambda n: _inside(bot.bolt, n), times, answers)
        bare = await _times(lambda n: _inside(echo, n), times)
        async with _served(bot.web()) as at, _served(_echo_web(echo)) as bare_at, aiohttp.ClientSession() as http:
            outside = await _times(lambda n: _outside(http, at, n), times, answers)
            bare_outside = await _times(lambda n: _outside(http, bare_at, n), times)
        await bot.stop()
    return [*_figures(f"{where}, inside", inside, bare, 2), *_figures(f"{where}, HTTP", outside, bare_outside, 5)]


async def commands(url: str, times: int) -> list[float]:
    """Milliseconds of so many commands in process, in a company that is there."""
    bot, answers = _bot(url)
    taken = await _times(lambda n: _inside(bot.bolt, n), times, answers)
    await bot.stop()
    return taken


def _figures(where: str, ours: list[float], bare: list[float], most: float) -> Iterator[Figure]:
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        floor = percentile(bare, share)
        yield Figure(f"slash command, {name}", where, percentile(ours, share), floor, "a Bolt echo", aim=most)


async def _times(send: Callable[[int], Awaitable[None]], times: int, answers: Answers | None = None) -> list[float]:
    """Milliseconds from sending to the answer: the acknowledgement, or what the person reads if there is more."""
    taken: list[float] = []
    for n in range(times + WARM_UP):
        if answers is not None:
            answers.arrived.clear()
        with stopwatch(taken):
            await send(n)
            if answers is not None:
                await answers.arrived.wait()
    return taken[WARM_UP:]


# --- the bot and the echo -------------------------------------------------------------


def settings_for(url: str, api_url: str = NOWHERE) -> Settings:
    """A bot on this database, for this Slack."""
    return Settings(
        _env_file=None, database_url=url, slack_bot_token=SecretStr("xoxb-bench"),
        slack_signing_secret=SecretStr(SECRET), slack_api_url=api_url,
    )  # fmt: skip


def _bot(url: str) -> tuple[Bot, Answers]:
    bot, answers = build(settings_for(url), clock=StillClock()), Answers()
    bot.desk.turns = Turns(burst=1e9)  # a day's commands in seconds
    bot.desk.surface = answers
    bot.desk.kick = _nothing
    return bot, answers


async def _nothing() -> None:
    """What the command made due is not part of the command."""


def _echo_app() -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-bench")

    app = AsyncApp(
        client=AsyncWebClient(base_url=NOWHERE), authorize=authorize, signing_secret=SECRET,
        request_verification_enabled=False, ssl_check_enabled=False, process_before_response=True,
    )  # fmt: skip

    async def echo(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(body["text"])

    app.command("/pmo")(echo)
    return app


def _echo_web(app: AsyncApp) -> Starlette:
    async def dispatch(request: Request, body: str) -> Response:
        return to_starlette_response(await app.async_dispatch(to_async_bolt_request(request, body.encode())))

    async def ready() -> bool:
        return True

    return routes(dispatch, SECRET, ready)


# --- the ways in ----------------------------------------------------------------------


_triggers = count()
"""No two are the same: what is told again does nothing."""


def _body(n: int) -> str:
    """From everybody in turn: nobody has a thousand things due on one Friday."""
    return urlencode(
        {"team_id": TEAM, "user_id": f"U{n % PEOPLE + 1:07}", "channel_id": "C0000001", "command": "/pmo",
         "trigger_id": f"1.{next(_triggers)}.x",
         "text": f"add Draft plan number {n} by friday", "response_url": "http://127.0.0.1:9/r"}
    )  # fmt: skip


async def _inside(app: AsyncApp, n: int) -> None:
    headers = {"content-type": ["application/x-www-form-urlencoded"]}
    answer = await app.async_dispatch(AsyncBoltRequest(body=_body(n), headers=headers))
    assert answer.status == 200, answer.body


async def _outside(http: aiohttp.ClientSession, at: str, n: int) -> None:
    body, stamp = _body(n + 100_000), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded", "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest}",
    }  # fmt: skip
    async with http.post(at, data=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()


@asynccontextmanager
async def _served(app: Starlette) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False, lifespan="off"))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined, method-assign]
    running = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.002)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/slack/events"
    server.should_exit = True
    await running
