"""The routes: Slack's calls, health, readiness, metrics."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pmo_bot.web.signature import signed
from pmo_bot.web.vital import WhyNot, vital

BODY_LIMIT = 1_000_000
"""Bytes.  Slack's largest calls, view submissions, stay under 250 kB."""

Dispatch = Callable[[Request, str], Awaitable[Response]]


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


def routes(dispatch: Dispatch, secret: str, why_not: WhyNot) -> Starlette:
    """The web application."""

    return Starlette(
        routes=[
            Route("/slack/events", slack_endpoint(dispatch, secret), methods=["POST"]),
            *vital(why_not),
        ]
    )
