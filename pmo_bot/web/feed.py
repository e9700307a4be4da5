"""Where somebody's calendar program reads their dates."""

import asyncio
import hashlib
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PATH = "/calendar/{secret}.ics"
HEADERS = {
    "Cache-Control": "private, max-age=600",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LONGEST_SECRET = 64

Read = Callable[[str], bytes | None]
"""The calendar behind a secret; None where there is none."""


def feed_routes(read: Read) -> list[Route]:
    """A calendar for whoever knows its address, and the same 404 for all others."""

    async def feed(request: Request) -> Response:
        secret = request.path_params["secret"]
        body = await asyncio.to_thread(read, secret) if len(secret) <= LONGEST_SECRET else None
        if body is None:
            return Response(status_code=404)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {**HEADERS, "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route(PATH, feed, methods=["GET"])]
