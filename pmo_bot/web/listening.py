"""How the web process listens: uvicorn's HTTP, and what a stranger can hold open or break."""

import asyncio
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 5.0
"""How long a caller may take to say what they want, first and after each answer; what they send then has limits of
its own."""
HEAD_LIMIT = 16_384
"""Bytes of the request line and all headers.  Slack's take one thousand."""
MOST_CONNECTIONS = 500
"""Beyond this whoever has waited longest without a whole request makes room: below what a process may have open."""


class Patient(H11Protocol):
    """uvicorn's protocol, which by itself waits for ever for a first request and trips over a broken second one."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own
        """Somebody is there: they have so long to say what they want."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > MOST_CONNECTIONS:
            waiting = [one for one in self.connections if isinstance(one, Patient) and one.since is not None]
            min(waiting, key=lambda one: one.since or 0.0)._hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A piece of a request."""
        try:
            super().data_received(data)
        except h11.LocalProtocolError:  # no way to answer what came: uvicorn has answered already, or is about to
            self.transport.abort()
        if self._answering:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Answered: they have so long again, whatever comes meanwhile that is no whole head."""
        super().on_response_complete()
        if not self._answering:
            self._wait()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more came on a connection that was kept."""
        try:
            super().timeout_keep_alive_handler()
        except h11.LocalProtocolError:
            self.transport.abort()

    @property
    def since(self) -> float | None:
        """Since when they are waited for; None once a request is there."""
        return self._late.when() if self._late is not None else None

    @property
    def _answering(self) -> bool:
        there = self.cycle is not None  # nothing was asked yet
        return there and not self.cycle.response_complete

    def _wait(self) -> None:
        self._stop_waiting()
        self._late = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _hang_up(self) -> None:
        self._late = None
        self.transport.abort()


def web_config(app: Starlette, **how: Any) -> uvicorn.Config:
    """uvicorn with these limits; `how` says where it listens."""
    return uvicorn.Config(
        app, http=Patient, ws="none", lifespan="off", log_level="error", access_log=False, server_header=False,
        h11_max_incomplete_event_size=HEAD_LIMIT, **how,
    )  # fmt: skip
