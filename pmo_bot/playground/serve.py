"""Serving a playground inside a running loop, and stopping it without leaving anything behind."""

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import AsyncIterator, Iterator

import uvicorn

from pmo_bot.playground.server import Playground


class NotListening(Exception):
    """An address where nobody may listen, or somebody else does; `str` says which, and why."""


class Server(uvicorn.Server):
    """A server that leaves the process's signals to whoever runs the program."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopping = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn's own would end the process before `main()` does."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Uvicorn's, which ends the whole process when it cannot listen: that is for whoever runs the program."""
        try:
            await super().startup(sockets)
        except SystemExit as ended:
            failure = ended.__context__
            if not isinstance(failure, OSError):
                raise
            # Some say it themselves, the system's own numbers stand for one line each.
            why = os.strerror(failure.errno) if failure.errno is not None and failure.errno > 0 else failure.strerror
            raise NotListening(f"{self.config.host}:{self.config.port} ({why})") from failure

    async def main_loop(self) -> None:
        """Uvicorn's loop, which does not sleep on when it is told to stop."""
        counter = 0
        while not await self.on_tick(counter):
            counter += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), 0.1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Uvicorn's, without its fixed waits: what is under way gets its time, and no more than it needs."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        until = time.monotonic() + (self.config.timeout_graceful_shutdown or 0)
        while (self.server_state.connections or self.server_state.tasks) and time.monotonic() < until:
            await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()

    def stop(self) -> None:
        """Stop soon; whoever awaits `serve()` notices."""
        self.should_exit = True
        self.stopping.set()


@contextlib.asynccontextmanager
async def serving(playground: Playground, port: int = 0) -> AsyncIterator[int]:
    """Serve on 127.0.0.1 while the block runs; gives the port (0 asks for a free one)."""
    config = uvicorn.Config(
        playground.app,
        host="127.0.0.1",
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        ws="websockets-sansio",
    )
    server = Server(config)
    # Bound here: uvicorn ends the whole process, with a traceback, when a port is taken.
    door = socket.create_server(("127.0.0.1", port), backlog=128)
    # Inherited by each connection; asyncio sets it only where it made the socket, and without it answers take 40 ms.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    running = asyncio.create_task(server.serve(sockets=[door]))
    try:
        while not server.started:
            if running.done():
                await running
                raise OSError(f"port {port} cannot be used")
            await asyncio.sleep(0.005)
        actual = int(server.servers[0].sockets[0].getsockname()[1])
        playground.url = f"http://127.0.0.1:{actual}"
        yield actual
    finally:
        playground.stop_streams()
        server.stop()
        await running
