"""The one place that wires: every part is made here and handed to those that need it."""

import asyncio
import contextlib
import logging
import secrets
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.listener import Desk, no_tokens
from handlers.registry import register
from pmo_bot.clock import RealClock, real_now
from pmo_bot.exchange.adopting import adopt
from pmo_bot.exchange.ics import calendar_of
from pmo_bot.jobs import anchor, learn, prune, renewing
from pmo_bot.jobs.anchor import Anchoring
from pmo_bot.jobs.audit import DEAD_AFTER, Auditor
from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.doorkeeper import Doorkeeper
from pmo_bot.jobs.heartbeat import Heartbeat
from pmo_bot.jobs.keyring import Keyring
from pmo_bot.jobs.learn import Learn
from pmo_bot.jobs.patience import Patience
from pmo_bot.jobs.prune import Prune
from pmo_bot.jobs.reception import Installer
from pmo_bot.jobs.refresh import EVERY_SECONDS, Refresh
from pmo_bot.jobs.renewing import Upkeep
from pmo_bot.jobs.replay import replay
from pmo_bot.ports import Clock, Fate, Outcome
from pmo_bot.services import feeds, installing, people
from pmo_bot.services.pruning import Kept
from pmo_bot.settings import Settings, secret_of
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.directory import SlackDirectory
from pmo_bot.slack.messenger import SlackMessenger
from pmo_bot.slack.oauth import SlackAuthority
from pmo_bot.slack.pacing import Pacing
from pmo_bot.slack.pictures import Charts
from pmo_bot.slack.surface import SlackSurface
from pmo_bot.store.database import Database
from pmo_bot.store.keys import keys_from
from pmo_bot.store.migrate import is_behind
from pmo_bot.store.vault import Vault
from pmo_bot.web.feed import feed_routes
from pmo_bot.web.oauth import BACK, install_routes
from pmo_bot.web.routes import routes

NOT_LET_IN = "PMO Bot was taken out of this workspace. Whoever runs your Slack can let it in again."
PATIENCE = Patience()
QUIET = logging.getLogger("pmo_bot.bolt")
"""Of what it does not know Bolt would tell the whole payload, with people's words in it."""
QUIET.setLevel(logging.ERROR)
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
    auditor: Auditor
    installer: Installer | None = None
    """Where several workspaces let the bot in by themselves."""
    socket: AsyncSocketModeHandler | None = None
    _connecting: "asyncio.Task[Any] | None" = None
    _introduced: bool = False

    async def start(self, *, socket_mode: bool, heartbeat: bool = True) -> None:
        """Begin to listen and to tick.  A Slack that does not answer is waited for in the background."""
        await self.introduce()
        if heartbeat:
            self.heartbeat.start()
        self.auditor.start()
        if socket_mode:
            self.socket = AsyncSocketModeHandler(self.bolt, secret_of(self.settings.slack_app_token))
            self._connecting = asyncio.create_task(self._connect(self.socket))

    async def _connect(self, socket: AsyncSocketModeHandler) -> None:
        await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt's
        if not self._introduced:
            await self.introduce()

    async def connected(self, within: float | None = None) -> bool:
        """Wait until Slack is connected, for so many seconds at most; whether it is.  Over HTTP Slack does that."""
        if self._connecting is None:
            return True
        await asyncio.wait({self._connecting}, timeout=within)
        return self._connecting.done()

    async def introduce(self) -> None:
        """Learn which workspace this is; where there are several, each of them says so when it comes."""
        if self.installer is not None:
            return
        outcome, data = await self.client.call("auth.test")
        if outcome.fate is not Fate.DONE:
            log.warning("start", action="start.no_slack", error=outcome.error)
            return
        team, name = str(data.get("team_id") or ""), str(data.get("team", ""))
        if not team:  # something between here and Slack says that all is well
            log.warning("start", action="start.no_slack", error="what answers does not say which workspace this is")
            return
        await self.desk.thread(lambda: adopt(self.db, team, self.clock.now()))
        await self.desk.thread(lambda: people.ensure_workspace(self.db, team, self.clock.now(), name=name))
        for slack_id in self.settings.pmo_leads:
            await self.desk.meet(team, slack_id)
        self._introduced = True

    async def stop(self) -> None:
        """Let what is under way end for a moment, then close everything."""
        if self._connecting is not None:
            self._connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._connecting
        if self.socket is not None:
            await self.socket.close_async()  # type: ignore[no-untyped-call]  # Bolt's
        self.auditor.stop()
        await self.heartbeat.stop()
        await self.desk.close()
        await self.client.close()
        self.db.close()

    def web(self) -> Starlette:
        """What Slack calls over HTTP."""

        async def dispatch(request: Request, body: str) -> Response:
            answer = await self.bolt.async_dispatch(to_async_bolt_request(request, body.encode()))
            return to_starlette_response(answer)

        secure = (self.settings.public_url or "").startswith("https://")
        more = install_routes(self.installer, secure=secure) if self.installer is not None else []
        more += self.calendars()
        return routes(dispatch, secret_of(self.settings.slack_signing_secret), self.why_not_ready, more)

    def calendars(self) -> list[Route]:
        """What people's own calendar programs call."""

        def read(secret: str) -> bytes | None:
            found = feeds.dates(self.db, secret)
            return calendar_of(found) if found is not None else None

        return feed_routes(read)

    async def why_not_ready(self) -> str:
        """Why this process should get no work; empty when it is ready."""
        if self.heartbeat.stopping:
            return "it is stopping"
        idle = self.heartbeat.idle()
        if idle is not None and idle > DEAD_AFTER:
            return f"nothing has happened for {idle:.0f} s"
        return await asyncio.to_thread(_database_lacks, self.db)


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
    token, keyring = secret_of(settings.slack_bot_token), _keyring(settings, db)
    client = SlackClient(token, settings.slack_api_url, patience.http, keyring)
    bolt = _bolt(settings.slack_api_url, _admission(token, db, clock, served_by_many=keyring is not None))
    key = (secret_of(settings.slack_signing_secret) or secret_of(settings.slack_bot_token)).encode()
    charts = Charts(client)
    messenger = SlackMessenger(client, key, strict=strict, charts=charts)
    pacing = pacing or Pacing()
    worker = worker_name()
    courier = Courier(db, messenger, clock.now, worker, patience, pacing.turn, pacing.too_fast)
    heartbeat = Heartbeat(db, courier, clock.now)
    desk = Desk(
        db=db,
        clock=clock,
        surface=SlackSurface(client, settings.slack_api_url, strict=strict, charts=charts),
        directory=SlackDirectory(client),
        pmo_leads=settings.pmo_leads,
        public_url=settings.public_url or "",
        kick=heartbeat.tick,
        replay=replay,
        forget_tokens=keyring.forget if keyring is not None else no_tokens,
    )
    register(bolt, desk)
    heartbeat.also(Refresh(db, clock.now, desk.meet, desk.room).run, EVERY_SECONDS)
    heartbeat.also(Learn(db, clock.now).run, learn.EVERY_SECONDS)
    anchoring = Anchoring(db, real_now, settings.audit_anchors)
    heartbeat.also(anchoring.run, anchor.EVERY_SECONDS)
    heartbeat.also(Prune(db, clock.now, _kept(settings)).run, prune.EVERY_SECONDS)
    auditor = Auditor(
        db, clock.now, heartbeat.idle, secret_of(settings.audit_ping_url), worker,
        own_clock=not isinstance(clock, RealClock),
    )  # fmt: skip
    installer = _installer(settings, keyring, client, clock) if keyring is not None else None
    if installer is not None:
        heartbeat.also(_upkeep(settings, installer, client, anchoring).run, renewing.EVERY_SECONDS)
    return Bot(settings, db, clock, client, bolt, desk, heartbeat, auditor, installer)


def _kept(settings: Settings) -> Kept:
    bodies, sayings = timedelta(days=settings.keep_bodies_days), timedelta(days=settings.keep_sayings_days)
    return Kept(bodies, sayings, settings.keep_weeks)


def worker_name() -> str:
    """A name no other worker has."""
    return f"{socket.gethostname()[:32]}-{secrets.token_hex(4)}"


def _keyring(settings: Settings, db: Database) -> Keyring | None:
    """Whose token: where several workspaces let the bot in, each one's own; None where all there is is one."""
    if not settings.serves_many:
        return None
    return Keyring(db, Vault(keys_from(secret_of(settings.token_keys))))


def _installer(settings: Settings, keyring: Keyring, client: SlackClient, clock: Clock) -> Installer:
    secret = settings.slack_client_secret or SecretStr("")
    name, api_url = settings.slack_client_id or "", settings.slack_api_url
    authority = SlackAuthority(client, name, secret, api_url, pkce=settings.slack_pkce)
    return Installer(keyring, authority, f"{settings.public_url or ''}{BACK}", clock.now)


def _upkeep(settings: Settings, installer: Installer, client: SlackClient, anchoring: Anchoring) -> Upkeep:
    async def ask(team: str) -> Outcome:
        outcome, _ = await client.of(team).call("auth.test")
        return outcome

    return Upkeep(
        installer.keyring, installer.authority, installer.now, ask, settings.erase_after_days, anchoring.erased
    )


Admission = Callable[..., Awaitable[AuthorizeResult | None]]


def _admission(token: str, db: Database, clock: Clock, *, served_by_many: bool) -> Admission:
    """Who may talk to the bot: a workspace that let it in.  Listeners never call Slack: they are given no token."""

    async def one(enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    doorkeeper = Doorkeeper(lambda team, enterprise: installing.serves(db, team, enterprise, clock.now()))

    async def several(
        enterprise_id: str | None, team_id: str | None, context: dict[str, Any], **_: Any
    ) -> AuthorizeResult | None:
        team, enterprise = team_id or "", enterprise_id or ""
        if not await doorkeeper.lets_in(team, enterprise):
            log.warning("bolt", action="bolt.not_let_in", team=team)
            context["response_url"] = None  # said in the answer to the request: nothing leaves for anywhere else
            return None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)

    return several if served_by_many else one


def _bolt(api_url: str, authorize: Admission) -> AsyncApp:
    # The endpoint verified the signature on the raw bytes before; Socket Mode needs none.
    app = AsyncApp(
        name="pmo-bot",  # otherwise Bolt reads the source of whoever called, all the way up, to find one
        client=AsyncWebClient(base_url=api_url, retry_handlers=[]),  # for Socket Mode alone: listeners never call Slack
        authorize=authorize,  # type: ignore[arg-type]  # Bolt knows what None means, its types do not
        signing_secret="checked before",  # noqa: S106 - not a secret: verification is off
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=True,
        process_before_response=True,  # listeners acknowledge and return; otherwise it looks for that every 10 ms only
        logger=QUIET,
        user_facing_authorize_error_message=NOT_LET_IN,
    )

    async def failed(error: Exception, response: BoltResponse | None) -> BoltResponse | None:
        log.error("bolt", action="bolt.failed", error=error)
        return BoltResponse(status=200)

    app.error(failed)
    return app


def _database_lacks(db: Database) -> str:
    try:
        with db.reading() as session:
            return "the schema is older than the code: ./run migrate" if is_behind(session) else ""
    except Exception as failure:  # noqa: BLE001 - whatever is wrong with the database, the bot is not ready
        return f"the database does not answer: {type(failure).__name__}"
