"""What the page asks for and sends: `/play/…`, the page itself and its files."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse

from pmo_bot.playground.acts import CannotDo, Stage, perform, person
from pmo_bot.playground.page_state import messages, state, visible_to
from pmo_bot.playground.workspace import Json

PAGE = Path(__file__).parent / "page"
Advance = Callable[[timedelta | None], Awaitable[datetime]]
HEARTBEAT = 15.0
HOME_PATIENCE = 1.5


class PageApi:
    """The endpoints of the page; tests use the same."""

    def __init__(self, stage: Stage, advance: Advance | None) -> None:
        self.stage, self.world, self.advance = stage, stage.world, advance
        self.stopping = asyncio.Event()

    async def index(self, _: Request) -> Response:
        """The page."""
        return FileResponse(PAGE / "index.html", headers={"cache-control": "no-cache"})

    async def state(self, http: Request) -> Response:
        """The world as one person sees it."""
        return self._as(http, lambda user: state(self.world, user, movable=self.advance is not None))

    async def messages(self, http: Request) -> Response:
        """A channel or thread as one person sees it; looking at it counts as reading."""
        query = http.query_params
        return self._as(http, lambda user: messages(self.world, user, query.get("channel", ""), query.get("thread")))

    async def home(self, http: Request) -> Response:
        """A person's Home tab; the first look tells the app, and waits a moment for what it shows."""
        user = http.query_params.get("as", "")
        homes = self.world.views.homes
        if user not in homes and user in self.world.users:
            if user not in self.stage.homes_opened:
                await perform(self.stage, {"as": user, "kind": "open_home"})
            # The app may have no Home tab, or be slow: then the page hears of it later.
            with contextlib.suppress(TimeoutError):
                patience = HOME_PATIENCE if user in self.stage.homes_opened else 0.0
                await self.world.until(lambda: user in homes, patience)
        return self._as(http, lambda user: {"view": homes[user].json if user in homes else None})

    async def act(self, http: Request) -> Response:
        """Something a person does."""
        return JSONResponse(await perform(self.stage, await _json(http)))

    async def clock(self, http: Request) -> Response:
        """Move the clock."""
        if self.advance is None:
            return _failed("no_clock", "The clock of this playground cannot be moved.", 404)
        body = await _json(http)
        seconds = body.get("seconds") if isinstance(body, dict) else None
        following = isinstance(body, dict) and body.get("next") is True
        if not following and (not isinstance(seconds, int | float) or not 0 <= seconds <= 366 * 86_400):
            return _failed("invalid_arguments", "Say how many seconds to move on, at most a year.", 400)
        now = await self.advance(None if following else timedelta(seconds=float(seconds or 0)))
        self.world.tell("clock", now=now.isoformat())
        return JSONResponse({"ok": True, "now": now.isoformat()})

    async def events(self, http: Request) -> Response:
        """Everything that changes for a person, as server-sent events."""
        user = http.query_params.get("as", "")
        if user not in self.world.users:
            return _failed("user_not_found", "There is no such person.", 404)
        return StreamingResponse(
            self._stream(user), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def _stream(self, user: str) -> AsyncIterator[str]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        stop = self.world.listen(queue.put_nowait)
        ended = asyncio.create_task(self._end(queue))
        try:
            yield ": here\n\n"
            while not self.stopping.is_set():
                try:
                    event = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is not None and (shown := visible_to(self.world, user, event)) is not None:
                    yield f"data: {json.dumps(shown)}\n\n"
        finally:
            stop()
            ended.cancel()

    async def _end(self, queue: asyncio.Queue[Json | None]) -> None:
        """Wake the stream when the server stops, else the stop would wait for it."""
        await self.stopping.wait()
        queue.put_nowait(None)

    def _as(self, http: Request, answer: Callable[[str], Json]) -> Response:
        """An answer for the person in `as`, or for the first who can act."""
        try:
            wanted = http.query_params.get("as") or next(
                user.id for user in self.world.users.values() if not (user.deleted or user.is_bot)
            )
            return JSONResponse({"ok": True, **answer(person(self.world, wanted).id)})
        except CannotDo as problem:
            return _failed(problem.error, str(problem), 404)


async def _json(http: Request) -> Any:
    """The JSON of a POST; a form of a foreign page cannot send this content type."""
    if not http.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        return await http.json()
    except ValueError:
        return None


def _failed(error: str, sentence: str, status: int) -> Response:
    return JSONResponse({"ok": False, "error": error, "message": sentence}, status)
