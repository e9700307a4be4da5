"""Who may talk to the playground: programs and pages of this machine, and no web page from elsewhere."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENTRIES = ("/", "/oauth/v2/authorize")
"""What other sites lead to."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

PAGE_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data: https:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Refuses foreign hosts (DNS rebinding) and foreign origins (cross-site requests), and adds safe headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOOPBACK) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(Headers(scope=scope), following_a_link=scope["path"] in ENTRIES)
        if refusal is None:
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            await PlainTextResponse(refusal, 403)(scope, receive, send)

    def refusal(self, headers: Headers, *, following_a_link: bool = False) -> str | None:
        """Why a request may not come in, or None."""
        host = headers.get("host", "")
        if _name(f"//{host}") not in self.hosts:
            return "The playground only answers to this machine's own name."
        origin = headers.get("origin")
        if origin is not None and (urlsplit(origin).netloc != host or _name(origin) not in self.hosts):
            return "The playground does not take requests from other pages."
        # The page itself may be reached by a link on another site; nothing else may.
        if not following_a_link and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "The playground does not take requests from other sites."
        return None


def _name(url: str) -> str:
    """The host name of a URL, or an empty text where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _with_headers(send: Send) -> Send:
    """A `send` that adds the page's security headers to every response."""

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in PAGE_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return wrapped
