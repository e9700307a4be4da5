"""The one place that wires: every part is made here and handed to those that need it."""

import asyncio
import contextlib
import secrets
import socket
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from handlers.listener import Desk
from handlers.registry import register
from pmo_bot.clock import RealClock
from pmo_bot.jobs import learn
from pmo_bot.jobs.deliver import Courier, Patience
from pmo_bot.jobs.heartbeat import Heartbeat
from pmo_bot.jobs.learn import Learn
from pmo_bot.jobs.refresh import EVERY_SECONDS, Refresh
from pmo_bot.jobs.replay import replay
from pmo_bot.ports import Clock, Fate
from pmo_bot.services import people
from pmo_bot.settings import Settings, secret_of
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.directory import SlackDirectory
from pmo_bot.slack.messenger import SlackMessenger
from pmo_bot.slack.pacing import Pacing
from pmo_bot.slack.pictures import Charts
from pmo_bot.slack.surface import SlackSurface
from pmo_bot.store.database import Database
from pmo_bot.web.routes import routes

ACK_LEAVES_AFTER = 0.05
"""Seconds.  Bolt forgets an acknowledgement when a listener fails within its 10 ms polling interval."""

PATIENCE = Patience()
log = structlog.get_logger()


@dataclass
class Bot:
    """The bot, ready to serve.  `start` and `stop` belong to a running event loop."""

    settings: Settings
    db: Database
    clock: Clock
    client: SlackClient
    bolt: AsyncApp
    desk: Desk
    heartbeat: Heartbeat
    socket: AsyncSocketModeHandler | None = None
    _connecting: "asyncio.Task[Any] | None" = None

    async def start(self, *, socket_mode: bool, heartbeat: bool = True) -> None:
        """Begin to listen and to tick.  A Slack that does not answer is waited for in the background."""
        await self.introduce()
        if heartbeat:
            self.heartbeat.start()
        if socket_mode:
            self.socket = AsyncSocketModeHandler(self.bolt, secret_of(self.settings.slack_app_token))
            self._connecting = asyncio.create_task(self.socket.connect_async())  # type: ignore[no-untyped-call]  # Bolt's

    async def introduce(self) -> None:
        """Learn which workspace this is."""
        outcome, data = await self.client.call("auth.test")
        if outcome.fate is not Fate.DONE:
            log.warning("start", action="start.no_slack", error=outcome.error)
            return
        team, name = str(data["team_id"]), str(data.get("team", ""))
        await self.desk.thread(lambda: people.ensure_workspace(self.db, team, self.clock.now(), name=name))
        for slack_id in self.settings.pmo_leads:
            await self.desk.meet(team, slack_id)

    async def stop(self) -> None:
        """Let what is under way end for a moment, then close everything."""
        if self._connecting is not None:
            self._connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._connecting
        if self.socket is not None:
            await self.socket.close_async()  # type: ignore[no-untyped-call]  # Bolt's
        await self.heartbeat.stop()
        await self.desk.close()
        await self.client.close()
        self.db.close()

    def web(self) -> Starlette:
        """What Slack calls over HTTP."""

        async def dispatch(request: Request, body: str) -> Response:
            answer = await self.bolt.async_dispatch(to_async_bolt_request(request, body.encode()))
            return to_starlette_response(answer)

        async def ready() -> bool:
            return await self.desk.thread(_answers, self.db)

        return routes(dispatch, secret_of(self.settings.slack_signing_secret), ready)


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    pacing: Pacing | None = None,
    patience: Patience = PATIENCE,
    strict: bool = False,
) -> Bot:
    """Every part, wired.  Opens no connection and reads no clock; `strict` makes a payload Slack refuses an error."""
    clock = clock or RealClock()
    db = Database(settings.database_url)
    client = SlackClient(secret_of(settings.slack_bot_token), settings.slack_api_url, patience.http)
    bolt = _bolt(settings.slack_api_url, secret_of(settings.slack_bot_token))
    key = (secret_of(settings.slack_signing_secret) or secret_of(settings.slack_bot_token)).encode()
    charts = Charts(client)
    messenger = SlackMessenger(client, key, strict=strict, charts=charts)
    pacing = pacing or Pacing()
    courier = Courier(db, messenger, clock.now, worker_name(), patience, pacing.turn, pacing.too_fast)
    heartbeat = Heartbeat(db, courier, clock.now)
    desk = Desk(
        db=db,
        clock=clock,
        surface=SlackSurface(client, settings.slack_api_url, strict=strict, charts=charts),
        directory=SlackDirectory(client),
        pmo_leads=settings.pmo_leads,
        kick=heartbeat.tick,
        replay=replay,
    )
    register(bolt, desk)
    heartbeat.also(Refresh(db, clock.now, desk.meet, desk.room).run, EVERY_SECONDS)
    heartbeat.also(Learn(db, clock.now).run, learn.EVERY_SECONDS)
    return Bot(settings, db, clock, client, bolt, desk, heartbeat)


def worker_name() -> str:
    """A name no other worker has."""
    return f"{socket.gethostname()[:32]}-{secrets.token_hex(4)}"


def _bolt(api_url: str, token: str) -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    # The endpoint verified the signature on the raw bytes before; Socket Mode needs none.
    app = AsyncApp(
        client=AsyncWebClient(base_url=api_url, retry_handlers=[]),  # for Socket Mode alone: listeners never call Slack
        authorize=authorize,
        signing_secret="checked before",  # noqa: S106 - not a secret: verification is off
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=True,
    )

    async def failed(error: Exception, response: BoltResponse | None) -> BoltResponse | None:
        log.error("bolt", action="bolt.failed", error=repr(error)[:200])
        if response is None:  # acknowledged already: let the acknowledgement leave first
            await asyncio.sleep(ACK_LEAVES_AFTER)
            return None
        return BoltResponse(status=200)

    app.error(failed)
    return app


def _answers(db: Database) -> bool:
    try:
        with db.reading() as session:
            session.connection()
    except Exception:  # noqa: BLE001 - whatever is wrong with the database, the bot is not ready
        return False
    return True
