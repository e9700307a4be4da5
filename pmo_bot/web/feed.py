"""Where somebody's calendar program reads their dates."""

import asyncio
import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog
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
SECRET = re.compile("[0-9a-f]{64}")
AT_ONCE, WAITING = 2, 50
"""So many are read at once, by threads of their own: strangers who ask for calendars hold up nobody else."""

log = structlog.get_logger()
Read = Callable[[str], bytes | None]
"""The calendar behind a secret; None where there is none."""


def feed_routes(read: Read) -> list[Route]:
    """A calendar for whoever knows its address, and the same 404 for all others."""

    readers, waiting = ThreadPoolExecutor(AT_ONCE, "calendar"), set[asyncio.Future[bytes | None]]()

    async def feed(request: Request) -> Response:
        secret = request.path_params["secret"]
        if SECRET.fullmatch(secret) is None:
            return Response(status_code=404)
        if len(waiting) >= WAITING:
            return Response(status_code=429, headers={"Retry-After": "60"})
        reading = asyncio.get_running_loop().run_in_executor(readers, read, secret)
        waiting.add(reading)
        reading.add_done_callback(waiting.discard)
        try:
            body = await reading
        except Exception:  # whatever is wrong here, calendar programs ask again
            log.exception("web", action="web.calendar_failed")
            return Response(status_code=503, headers={"Retry-After": "60"})
        if body is None:
            return Response(status_code=404)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {**HEADERS, "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route(PATH, feed, methods=["GET"])]
