"""The routes: Slack's calls, health, readiness, metrics."""

from collections.abc import Awaitable, Callable, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pmo_bot.web.signature import signed

BODY_LIMIT = 1_000_000
"""Bytes.  Slack's largest calls, view submissions, stay under 250 kB."""

Dispatch = Callable[[Request, str], Awaitable[Response]]
Ready = Callable[[], Awaitable[bool]]


def slack_endpoint(dispatch: Dispatch, secret: str) -> Callable[[Request], Awaitable[Response]]:
    """Slack's calls: limited, verified on the raw bytes, and only then read."""

    async def endpoint(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                return PlainTextResponse("too large", 413)
        if not signed(request.headers, body, secret):
            return PlainTextResponse("invalid signature", 401)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return PlainTextResponse("not UTF-8", 400)
        return await dispatch(request, text)

    return endpoint


def routes(dispatch: Dispatch, secret: str, ready: Ready, more: Sequence[BaseRoute] = ()) -> Starlette:
    """The web application."""

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readiness(request: Request) -> Response:
        return PlainTextResponse("ready") if await ready() else PlainTextResponse("not ready", 503)

    async def metrics(request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/slack/events", slack_endpoint(dispatch, secret), methods=["POST"]),
            Route("/healthz", health),
            Route("/readyz", readiness),
            Route("/metrics", metrics),
            *more,
        ]
    )
