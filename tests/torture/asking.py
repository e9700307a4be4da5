"""A request to an ASGI application in this process: as fast as the application, and with nothing in between."""

from __future__ import annotations

from typing import Any

from starlette.types import ASGIApp, Message

from tests.torture.hostile_requests import Sent


async def ask(app: ASGIApp, sent: Sent) -> int:
    """The status of the answer; 0 where none came."""
    status = 0
    step = max(1, -(-len(sent.body) // sent.pieces))
    pieces = [sent.body[at : at + step] for at in range(0, len(sent.body), step)] or [b""]
    coming: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": n + 1 < len(pieces)} for n, piece in enumerate(pieces)
    ]
    if sent.cut_off:
        coming[-1] = {"type": "http.disconnect"}
    waiting = iter(coming)

    async def receive() -> Message:
        return next(waiting, {"type": "http.disconnect"})

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]

    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": sent.method,
        "scheme": "http",
        "path": sent.path,
        "raw_path": sent.path.encode(),
        "query_string": sent.query,
        "root_path": "",
        "headers": sent.headers,
        "client": ("192.0.2.1", 4711),
        "server": ("127.0.0.1", 8080),
        "state": {},
    }
    await app(scope, receive, send)
    return status
