"""What whoever runs the processes asks them: alive, ready, how they do."""

from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

WhyNot = Callable[[], Awaitable[str]]
"""Why a process should get no work; empty when it is ready."""


def vital(why_not: WhyNot) -> list[Route]:
    """Health: it runs.  Readiness: it can do its work.  Metrics: how well."""

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readiness(request: Request) -> Response:
        why = await why_not()
        return PlainTextResponse(f"not ready: {why}", 503) if why else PlainTextResponse("ready")

    async def metrics(request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", health), Route("/readyz", readiness), Route("/metrics", metrics)]


def vital_app(why_not: WhyNot) -> Starlette:
    """The same alone, for a process that nobody else calls."""
    return Starlette(routes=vital(why_not))
