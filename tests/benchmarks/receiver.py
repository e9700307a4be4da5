"""The least a Slack can be: it takes every call, says that all is well, and notes when the bytes came."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection

from tests.torture.processes import apart


@dataclass
class Receiver:
    """It runs in a process of its own: what it takes is not taken from the bot."""

    port: int
    line: Connection

    @property
    def api_url(self) -> str:
        """Where bots call it."""
        return f"http://127.0.0.1:{self.port}/api/"

    def slow(self, seconds: float) -> None:
        """Answer a post only after so long."""
        self.line.send(seconds)
        self.line.recv()

    def posts(self) -> list[float]:
        """When each post so far came, by the clock all processes share."""
        self.line.send("posts")
        found: list[float] = self.line.recv()
        return found


@contextmanager
def received() -> Iterator[Receiver]:
    """One, for as long as the block lasts."""
    with apart(_run) as line:
        yield Receiver(line.recv(), line)


def _run(line: Connection) -> None:
    asyncio.run(_Listening(line).serve())


class _Listening:
    """The other side."""

    def __init__(self, line: Connection) -> None:
        self.line, self.posts, self.slow, self.numbers = line, list[float](), 0.0, count(1)

    async def serve(self) -> None:
        server = await asyncio.start_server(self.connected, "127.0.0.1", 0)
        self.line.send(server.sockets[0].getsockname()[1])
        with suppress(EOFError):
            while True:
                asked = await asyncio.to_thread(self.line.recv)
                if asked == "posts":
                    self.line.send(self.posts)
                else:
                    self.slow = float(asked)
                    self.line.send(None)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                at = time.monotonic()
                length = head.partition("content-length:")[2].partition("\r\n")[0].strip()
                await reader.readexactly(int(length or 0))
                if "chat.postmessage" in head.partition("\r\n")[0]:
                    self.posts.append(at)
                    if self.slow:
                        await asyncio.sleep(self.slow)
                body = json.dumps(
                    {"ok": True, "ts": f"1.{next(self.numbers):06}", "channel": {"id": "D1"}, "team_id": "T0BENCH",
                     "user_id": "UBOT", "team": "Bench"}
                ).encode()  # fmt: skip
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                    % (len(body), body)
                )
                await writer.drain()
        writer.close()
