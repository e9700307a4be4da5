"""A playground with a tiny app of its own on the other side: once over HTTP, once over Socket Mode."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import uvicorn
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pmo_bot.playground import Playground, create_playground, serving, small_company
from pmo_bot.playground.serve import Server
from pmo_bot.playground.workspace import Command, Shortcut

SECRET = "made-up-secret"
START = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that only moves when told."""

    time: datetime = START
    moves: list[timedelta | None] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    async def advance(self, by: timedelta | None) -> datetime:
        self.moves.append(by)
        self.time += by if by is not None else timedelta(hours=1)
        return self.time


@dataclass
class Stand:
    """What a test holds: the playground, a client of the app, and the app to hang listeners on."""

    playground: Playground
    client: AsyncWebClient
    app: AsyncApp
    clock: Clock
    http: aiohttp.ClientSession
    seen: list[Any] = field(default_factory=list)

    @property
    def world(self) -> Any:
        return self.playground.world

    async def act(self, who: str, kind: str, **details: Any) -> Any:
        body = {"as": who, "kind": kind, **details}
        async with self.http.post(f"{self.playground.url}/play/act", json=body) as response:
            return await response.json()

    async def get(self, path: str, **query: str) -> Any:
        async with self.http.get(f"{self.playground.url}/play/{path}", params=query) as response:
            return await response.json()


def make_playground(clock: Clock, **options: Any) -> Playground:
    company = small_company()
    company.commands = [Command("/do", "Does it", "[what]"), Command("/raw", should_escape=False)]
    company.shortcuts = [
        Shortcut("Keep this", "message", "keep", "Keeps it"),
        Shortcut("Begin", "global", "begin", "Begins"),
    ]
    return create_playground(company, now=clock.now, advance=clock.advance, signing_secret=SECRET, **options)


@contextlib.asynccontextmanager
async def standing(**options: Any) -> AsyncIterator[Stand]:
    """A served playground and an app that is not connected yet."""
    clock = Clock()
    playground = make_playground(clock, **options)
    async with serving(playground), aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token="xoxb-playground", base_url=playground.api_url, retry_handlers=[], session=session
        )

        async def authorize(**_: Any) -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None, team_id="T0ALDER", bot_token="xoxb-playground", bot_id="B0BOT", bot_user_id="U0BOT"
            )

        app = AsyncApp(client=client, signing_secret=SECRET, authorize=authorize)
        yield Stand(playground, client, app, clock, session)


@contextlib.asynccontextmanager
async def by_http(stand: Stand) -> AsyncIterator[None]:
    """The app listens over HTTP, signatures checked."""
    handler = AsyncSlackRequestHandler(stand.app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    web = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
    server = Server(uvicorn.Config(web, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=1))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    stand.playground.request_url = f"http://127.0.0.1:{port}/slack/events"
    try:
        yield
    finally:
        server.stop()
        await running


@contextlib.asynccontextmanager
async def by_socket(stand: Stand) -> AsyncIterator[None]:
    """The app listens over Socket Mode."""
    handler = AsyncSocketModeHandler(stand.app, "xapp-playground")
    await handler.connect_async()
    while not stand.playground.sockets.connections:
        await asyncio.sleep(0.005)
    try:
        yield
    finally:
        await handler.close_async()


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    """A playground without an app behind it."""
    async with standing() as made:
        yield made


@pytest.fixture(params=[by_http, by_socket])
async def connected(request: pytest.FixtureRequest) -> AsyncIterator[Stand]:
    """A playground with an app, over each transport in turn."""
    async with standing() as made, request.param(made):
        yield made
