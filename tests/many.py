"""Several workspaces that let one bot in: real OAuth over real HTTP, a local Slack for each behind one door."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import uvicorn
from pydantic import SecretStr
from starlette.types import Message, Receive, Scope, Send

from pmo_bot.app import Bot, build
from pmo_bot.playground import Playground, create_playground, serving, small_company
from pmo_bot.playground.serve import Server
from pmo_bot.settings import Settings
from pmo_bot.slack.pacing import Pacing
from tests.world import APP_TOKEN, MANIFEST, PATIENCE, SECRET, StillClock, World

ALDER, BIRCH = "T0ALDER", "T0BIRCH"
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
NEWER = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA="


@dataclass
class Switchboard:
    """One Slack for all workspaces: whoever a request names is asked."""

    of: list[Playground]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.of[0].app(scope, receive, send)
            return
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        told = b" ".join([scope["path"].encode(), scope["query_string"], body, *(v for _, v in scope["headers"])])
        named = next((one for one in self.of if one.world.workspace.team_id.encode() in told), self.of[0])

        async def again() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        await named.app(scope, again, send)


@dataclass
class Browser:
    """Somebody's browser: it keeps cookies and follows no address by itself."""

    base: str
    http: aiohttp.ClientSession
    pages: list[str] = field(default_factory=list)

    async def sets_out(self, team: str) -> str:
        """Opens the link to install; where it leads."""
        async with self.http.get(f"{self.base}/slack/install?team={team}", allow_redirects=False) as page:
            assert page.status == 302, await page.text()
            return page.headers["location"]

    async def answers(self, address: str, answer: str = "allow") -> str:
        """Says yes or no on Slack's page; where that leads."""
        async with self.http.get(address) as page:
            assert page.status == 200, await page.text()
        asked = dict(parse_qsl(urlsplit(address).query)) | {"answer": answer, "as": "U0PRIYA"}
        async with self.http.post(address.split("?")[0], data=asked, allow_redirects=False) as page:
            assert page.status == 302, await page.text()
            return page.headers["location"]

    async def comes_back(self, address: str) -> tuple[int, str]:
        """Follows the way back; the status and the page."""
        async with self.http.get(address, allow_redirects=False) as page:
            return page.status, await page.text()

    async def installs(self, team: str) -> str:
        """All three; the page at the end."""
        status, page = await self.comes_back(await self.answers(await self.sets_out(team)))
        assert status == 200, page
        return page


@dataclass
class Many:
    """The bot, its workspaces, and what a story can do with them."""

    bot: Bot
    worlds: dict[str, World]
    base: str
    settings: Settings

    @contextlib.asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        """A browser of its own."""
        jar = aiohttp.CookieJar(unsafe=True)  # an address with a number is no name
        async with aiohttp.ClientSession(cookie_jar=jar) as http:
            yield Browser(self.base, http)

    async def install(self, *teams: str) -> None:
        """Somebody of each workspace lets the bot in."""
        for team in teams:
            async with self.browser() as browser:
                await browser.installs(team)

    def tokens(self, team: str, method: str = "") -> set[str]:
        """What the bot spoke with in a workspace."""
        calls = self.worlds[team].playground.world.calls
        return {one.token for one in calls if method in ("", one.method) and not one.token.startswith("Basic")}

    def live(self, team: str) -> str:
        """The newest token that Slack gave for a workspace."""
        return self.worlds[team].playground.oauth.issued[-1].token


@contextlib.asynccontextmanager
async def many(url: str, teams: Sequence[str] = (ALDER, BIRCH), **settings: object) -> AsyncIterator[Many]:
    """Nobody has let it in yet."""
    clock = StillClock()
    playgrounds = [_playground(team, clock) for team in teams]
    async with contextlib.AsyncExitStack() as stack:
        for one in playgrounds:
            await stack.enter_async_context(serving(one))
        front = await stack.enter_async_context(_served(Switchboard(playgrounds)))
        door = socket.create_server(("127.0.0.1", 0), backlog=64)
        base = f"http://127.0.0.1:{door.getsockname()[1]}"
        told = _settings(url, base, f"{front}/api/", settings)
        bot = build(told, clock=clock, pacing=Pacing(0.0, 0.0), strict=True)
        for listener in bot.bolt._async_listeners:
            listener.ack_timeout = int(PATIENCE)
        for one in playgrounds:
            one.url = front
            one.oauth.redirects = (f"{base}/slack/oauth_redirect",)
            one.request_url = f"{base}/slack/events"
        await bot.start(socket_mode=False, heartbeat=False)
        await stack.enter_async_context(_served(bot.web(), door))
        worlds = {team: World(one, bot, clock) for team, one in zip(teams, playgrounds, strict=True)}
        try:
            yield Many(bot, worlds, base, told)
        finally:
            await bot.stop()


def _playground(team: str, clock: StillClock) -> Playground:
    company = small_company().with_manifest(MANIFEST)
    for user in company.users:
        user.team_id = team if user.team_id == company.team_id else user.team_id
    company.team_id, company.name = team, f"Company {team[2:].title()}"
    made = create_playground(company, now=clock.now, bot_token="", app_token=APP_TOKEN, signing_secret=SECRET)
    made.delivery.patience = PATIENCE
    made.world.triggers.lifetime = PATIENCE
    return made


def _settings(url: str, base: str, api_url: str, more: dict[str, object]) -> Settings:
    made: dict[str, object] = {
        "database_url": url,
        "slack_client_id": "1.2",
        "slack_client_secret": SecretStr("made-up-client-secret"),
        "slack_signing_secret": SecretStr(SECRET),
        "token_keys": SecretStr(KEY),
        "public_url": base,
        "slack_api_url": api_url,
    }
    return Settings(_env_file=None, **(made | more))  # type: ignore[arg-type]


@contextlib.asynccontextmanager
async def _served(app: object, door: socket.socket | None = None) -> AsyncIterator[str]:
    door = door or socket.create_server(("127.0.0.1", 0), backlog=64)
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1)  # type: ignore[arg-type]
    server = Server(config)
    running = asyncio.create_task(server.serve(sockets=[door]))
    while not server.started:
        await asyncio.sleep(0.002)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.stop()
        await running
