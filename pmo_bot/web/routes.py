"""The routes: Slack's calls, health, readiness, metrics."""

from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pmo_bot.web.slack_calls import Dispatch, Door

Ready = Callable[[], Awaitable[bool]]


def routes(dispatch: Dispatch, secret: str, ready: Ready) -> Starlette:
    """The web application."""
    door = Door(dispatch, secret)

    async def events(request: Request) -> Response:
        return await door(request)

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readiness(request: Request) -> Response:
        return PlainTextResponse("ready") if await ready() else PlainTextResponse("not ready", 503)

    async def metrics(request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    app = Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", health),
            Route("/readyz", readiness),
            Route("/metrics", metrics),
        ]
    )
    app.router.redirect_slashes = False  # such an answer would name the host that the caller made up
    return app
