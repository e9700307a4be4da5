"""Socket Mode: the connections an app opened, and what goes over them."""

import asyncio
import contextlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from pmo_bot.playground.workspace import Json

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One open connection and the envelopes that were not acknowledged yet."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    async def listen(self) -> None:
        """Take acknowledgements until the other side goes."""
        while True:
            message = await self.socket.receive_json()
            future = self.waiting.pop(str(message.get("envelope_id")), None)
            if future is not None and not future.done():
                future.set_result(message.get("payload"))

    async def send(self, envelope: Json, seconds: float) -> Any:
        """Send an envelope and wait for what the app acknowledges it with."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.waiting[envelope["envelope_id"]] = future
        try:
            await self.socket.send_json(envelope)
            return await asyncio.wait_for(future, seconds)
        finally:
            self.waiting.pop(envelope["envelope_id"], None)

    def gone(self) -> None:
        """Nobody will acknowledge any more."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(ConnectionError("the Socket Mode connection closed"))


@dataclass
class Sockets:
    """All Socket Mode connections; envelopes go to them in turn."""

    app_id: str
    connections: list[Connection] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    turn: int = 0

    def open(self, host: str) -> str:
        """The address for one new connection."""
        ticket = secrets.token_hex(16)
        self.tickets.add(ticket)
        return f"ws://{host}/link/?ticket={ticket}&app_id={self.app_id}"

    async def endpoint(self, socket: WebSocket) -> None:
        """Serve one connection until it ends."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets or len(self.connections) >= MOST_CONNECTIONS:
            await socket.close(1008)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        self.connections.append(connection)
        try:
            await socket.send_json(self._hello())
            await connection.listen()
        except (WebSocketDisconnect, RuntimeError, ValueError, KeyError, AttributeError):
            pass  # it is gone, or it does not speak the protocol
        finally:
            self.connections.remove(connection)
            connection.gone()

    async def send(self, envelope: Json, seconds: float) -> Any:
        """Send an envelope over one of the connections; ConnectionError without any."""
        if not self.connections:
            raise ConnectionError("the app has no Socket Mode connection")
        self.turn += 1
        return await self.connections[self.turn % len(self.connections)].send(envelope, seconds)

    async def disconnect(self, reason: str = "refresh_requested", grace: float = 1.0) -> None:
        """Ask every client to reconnect, as Slack does every few hours, and close what is still open after it."""
        old = list(self.connections)
        for connection in old:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await connection.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": ""}})
        until = time.monotonic() + grace
        while time.monotonic() < until and any(connection in self.connections for connection in old):
            await asyncio.sleep(0.01)
        await self.close(old)

    async def close(self, connections: list[Connection] | None = None) -> None:
        """Close connections without a word, by default all of them."""
        for connection in list(self.connections) if connections is None else connections:
            if connection in self.connections:
                with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                    await connection.socket.close()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self.app_id},
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
        }
