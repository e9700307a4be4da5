"""The routes: Slack's calls, health, readiness, metrics."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pmo_bot.web.slack_calls import Dispatch, Door
from pmo_bot.web.vital import WhyNot, vital


def routes(dispatch: Dispatch, secret: str, why_not: WhyNot, more: Sequence[BaseRoute] = ()) -> Starlette:
    """The web application."""
    door = Door(dispatch, secret)

    async def events(request: Request) -> Response:
        return await door(request)

    app = Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            *vital(why_not),
            *more,
        ]
    )
    app.router.redirect_slashes = False  # such an answer would name the host that the caller made up
    return app
