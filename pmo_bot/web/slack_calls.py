"""Slack's calls over HTTP: nothing is read before it is known to come from Slack, and nothing is waited for long."""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import structlog
from prometheus_client import Counter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from pmo_bot.web.signature import plausible, signed

BODY_LIMIT = 1_000_000
"""Bytes.  Slack's largest calls, view submissions, stay under 250 kB."""
BODY_SECONDS = 5.0
"""How long a body may take.  Slack itself gives up after three seconds."""
UNDER_WAY_LIMIT = 32_000_000
"""Bytes of all bodies that nobody has verified yet: strangers never take more memory than this.  There is no limit by
address: behind a proxy all callers have the same one, and a stranger could lock Slack out."""

SELDOM_SECONDS = 10.0
"""Between two lines of the log about requests that are refused for one reason."""
REFUSED = Counter("pmo_web_refused", "Requests to the endpoint for Slack that were turned away.", ["reason"])

Dispatch = Callable[[Request, str], Awaitable[Response]]
log = structlog.get_logger()


class Unread(Exception):
    """A body that is not taken.  `status` and `reason` are the answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Door:
    """The endpoint for Slack's calls: limited, verified on the raw bytes, and only then read."""

    def __init__(self, dispatch: Dispatch, secret: str) -> None:
        self._dispatch, self._secret = dispatch, secret
        self._under_way = 0
        self._told: dict[str, float] = {}

    async def __call__(self, request: Request) -> Response:
        """Slack's answer, or why there is none; never an error of ours, whatever comes."""
        if not plausible(request.headers, self._secret):
            return self._refused(401, "invalid signature")
        try:
            body = await self._body(request)
        except Unread as unread:
            return self._refused(unread.status, unread.reason)
        if not signed(request.headers, body, self._secret):
            return self._refused(401, "invalid signature")
        try:
            return await self._dispatch(request, body.decode())
        except Exception as wrong:  # noqa: BLE001 - signed, and yet nothing that can be read: trying again is no use
            last = traceback.extract_tb(wrong.__traceback__)[-1]
            log.error("web", action="web.unreadable", error=type(wrong).__name__, where=f"{last.name}:{last.lineno}")
            return self._refused(400, "not readable")

    async def _body(self, request: Request) -> bytes:
        announced = request.headers.get("content-length", "0")
        if not (announced.isascii() and announced.isdecimal() and len(announced) < len("1000000000")):
            raise Unread(400, "bad length")
        if int(announced) > BODY_LIMIT:
            raise Unread(413, "too large")
        try:
            async with asyncio.timeout(BODY_SECONDS):
                return await self._received(request)
        except TimeoutError:
            raise Unread(408, "too slow") from None
        except ClientDisconnect:
            raise Unread(400, "cut off") from None

    async def _received(self, request: Request) -> bytes:
        body = bytearray()
        with self._counted() as grow:
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_LIMIT:
                    raise Unread(413, "too large")
                grow(len(chunk))
        return bytes(body)

    @contextmanager
    def _counted(self) -> Iterator[Callable[[int], None]]:
        """Counts what is being received, for as long as it is."""
        own = 0

        def grow(more: int) -> None:
            nonlocal own
            own += more
            self._under_way += more
            if self._under_way > UNDER_WAY_LIMIT:
                raise Unread(429, "too much at once")

        try:
            yield grow
        finally:
            self._under_way -= own

    def _refused(self, status: int, reason: str) -> Response:
        """Counted each time, told in the log now and then: strangers do not fill a disk."""
        REFUSED.labels(reason).inc()
        now = time.monotonic()
        if now - self._told.get(reason, -SELDOM_SECONDS) >= SELDOM_SECONDS:
            self._told[reason] = now
            log.warning("web", action="web.refused", reason=reason, status=status)
        # What was not read to its end must not be taken for the next request on the same connection.
        return PlainTextResponse(reason, status, headers={"connection": "close"})
