"""The playground: a small Slack of its own, put together from its rooms."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from pmo_bot.playground import act_people, act_talk, act_views  # noqa: F401 - their import fills `ACTS`
from pmo_bot.playground.acts import Stage, perform
from pmo_bot.playground.api_files import FileStore
from pmo_bot.playground.delivery import Delivery
from pmo_bot.playground.faults import Faults
from pmo_bot.playground.guard import Guard
from pmo_bot.playground.heard import Echo
from pmo_bot.playground.hooks import Hooks
from pmo_bot.playground.oauth import OAuth
from pmo_bot.playground.pacing import Pacing
from pmo_bot.playground.page_api import PAGE, Advance, PageApi
from pmo_bot.playground.sockets import Sockets
from pmo_bot.playground.web_api import WebApi
from pmo_bot.playground.workspace import Json, Workspace
from pmo_bot.playground.world import World


class Playground:
    """A running workspace: `app` to serve, `world` to look at, `faults` to make trouble."""

    def __init__(
        self,
        workspace: Workspace,
        now: Callable[[], datetime],
        advance: Advance | None,
        tokens: tuple[str, str],
        signing_secret: str,
    ) -> None:
        self.world = World(workspace, now)
        self.faults = Faults()
        self.pacing = Pacing()
        self.sockets = Sockets(workspace.app.app_id)
        self.delivery = Delivery(self.world, self.sockets, signing_secret)
        self.echo = Echo(self.world, self.delivery)
        self.world.listen(self.echo.hear)
        self.hooks = Hooks(self.world)
        self.stage = Stage(self.world, self.delivery, self.hooks)
        self.page = PageApi(self.stage, advance)
        self.oauth = OAuth(self.world, self.delivery)
        self.web_api = WebApi(self.world, self.faults, self.pacing, tokens, self.sockets.open, self.oauth)
        self.app = self._app()

    @property
    def request_url(self) -> str | None:
        """Where the app listens over HTTP; None sends everything over Socket Mode."""
        return self.delivery.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.delivery.request_url = url

    @property
    def url(self) -> str:
        """Where the playground itself is served; response URLs begin with it."""
        return self.stage.url

    @url.setter
    def url(self, url: str) -> None:
        self.stage.url = self.world.url = url.rstrip("/")

    @property
    def api_url(self) -> str:
        """The base URL for a Slack client."""
        return f"{self.url}/api/"

    async def act(self, as_user: str, kind: str, **details: Any) -> Json:
        """For tests: do something as a person, as `POST /play/act` does."""
        return await perform(self.stage, {"as": as_user, "kind": kind, **details})

    def stop_streams(self) -> None:
        """End the event streams, so that a server can stop."""
        self.page.stopping.set()

    async def close(self) -> None:
        """Stop what is under way and let go of connections."""
        self.stop_streams()
        await self.sockets.close()
        await self.delivery.close()

    def _app(self) -> Starlette:
        page, files = self.page, FileStore(self.world)
        return Starlette(
            routes=[
                Route("/", page.index),
                Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
                Route("/play/state", page.state),
                Route("/play/messages", page.messages),
                Route("/play/home", page.home),
                Route("/play/events", page.events),
                Route("/play/act", page.act, methods=["POST"]),
                Route("/play/clock", page.clock, methods=["POST"]),
                Route("/oauth/v2/authorize", self.oauth.page),
                Route("/oauth/v2/authorize", self.oauth.answered, methods=["POST"]),
                Route("/api/{method}", self.web_api.endpoint, methods=["GET", "POST"]),
                Route("/files/upload/{file}", files.upload, methods=["POST"]),
                Route("/files/{file}", files.show),
                Route("/hooks/{team}/{key}", self.hooks.endpoint, methods=["POST"]),
                WebSocketRoute("/link/", self.sockets.endpoint),
            ],
            middleware=[Middleware(Guard)],
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        await self.close()


def create_playground(
    workspace: Workspace,
    *,
    now: Callable[[], datetime],
    advance: Advance | None = None,
    bot_token: str = "xoxb-playground",  # noqa: S107  # tokens of a made-up workspace are no secrets
    app_token: str = "xapp-playground",  # noqa: S107 - no Slack knows it
    signing_secret: str,
    request_url: str | None = None,
    rate_limits: bool = False,
) -> Playground:
    """A playground for this workspace; opens nothing until its `app` is served.

    `now` is the clock that messages are stamped with, and `advance` moves it: by a time, or with None to the
    next thing that happens.  Signatures, triggers and limits keep to real time.
    """
    playground = Playground(workspace, now, advance, (bot_token, app_token), signing_secret)
    playground.request_url = request_url
    playground.pacing.enabled = rate_limits
    return playground
