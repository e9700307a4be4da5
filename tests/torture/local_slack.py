"""The local Slack as a process, with a side door: what it holds, how often it was called, trouble on demand."""

from __future__ import annotations

import asyncio
import json
import logging
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from pmo_bot.playground import Playground, create_playground, serving, small_company
from pmo_bot.playground.faults import Faults
from pmo_bot.playground.message import Message
from pmo_bot.playground.workspace import Channel
from tests.lengths import length
from tests.torture.processes import apart
from tests.world import MANIFEST

POST = "chat.postMessage"
PARENT = "the first message of this lane"
LATE = length(1.0, 1.8)
"""Longer than a worker waits for an answer, shorter than it takes to look for what it did."""


class Tally(list[Any]):
    """Calls that are counted and forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    def append(self, call: Any) -> None:
        """One more."""
        self.counts[call.method] += 1
        if call.fault:
            self.counts[f"{call.method}: {call.fault}"] += 1


def make_trouble(faults: Faults, share: float, seed: int) -> None:
    """So many of the posts go wrong, in ten equal ways; of the look-ups a tenth."""
    again = {"probability": share / 10}
    for number, (kind, how) in enumerate(
        (
            ("rate_limited", {"retry_after": 1}),
            ("server_error", {}),
            ("server_error", {"after_effect": True}),
            ("error", {"error": "internal_error", "after_effect": True}),
            ("error", {"error": "brand_new_error"}),
            ("reset", {}),
            ("reset", {"after_effect": True}),
            ("hang", {"seconds": LATE}),
            ("truncated", {}),
            ("page", {}),
        )
    ):
        args = [POST, how.pop("error")] if kind == "error" else [POST]
        args += [how.pop("seconds")] if kind == "hang" else []
        left = {"probability": again["probability"] / (1 - number * again["probability"])}  # of those that got so far
        getattr(faults, kind)(*args, **how, **left, seed=f"{seed}/{number}")
    for method in ("conversations.history", "conversations.replies"):
        faults.server_error(method, probability=0.05, seed=f"{seed}/{method}")
        faults.reset(method, probability=0.05, seed=f"{seed}/{method}/reset")


class SideDoor:
    """What a test asks of this Slack, and no bot knows of."""

    def __init__(self, playground: Playground) -> None:
        self.playground, self.tally = playground, Tally()
        playground.world.calls = self.tally

    async def lanes(self, request: Request) -> JSONResponse:
        """Make channels with the bot in them; every second one has a message to answer below."""
        world, made = self.playground.world, []
        for number in range((await request.json())["lanes"]):
            channel = f"C0LANE{number:04}"
            world.channels[channel] = Channel(channel, f"lane-{number}", [world.bot])
            ts = ""
            if number % 2:
                ts = world.next_ts(channel)
                world.post(Message(ts, channel, world.bot, PARENT, [], [], by_app=True))
            made.append((channel, ts))
        return JSONResponse(made)

    async def trouble(self, request: Request) -> JSONResponse:
        """Begin with trouble, or end it."""
        self.playground.faults.clear()
        wanted = await request.json()
        if wanted.get("share"):
            make_trouble(self.playground.faults, wanted["share"], wanted["seed"])
        if wanted.get("slow"):
            self.playground.faults.hang(POST, wanted["slow"], probability=wanted.get("often", 1.0))
        return JSONResponse({})

    async def held(self, _: Request) -> JSONResponse:
        """What stands in each lane, in order."""
        world = self.playground.world
        return JSONResponse(
            {name: [m.text for m in world.history(name) if m.text != PARENT]
             for name in world.channels if world.messages.get(name)}
        )  # fmt: skip

    async def calls(self, _: Request) -> JSONResponse:
        """How often each method was called."""
        return JSONResponse(self.tally.counts)


@dataclass(frozen=True)
class LocalSlack:
    """The process, as a test sees it."""

    url: str

    @property
    def api_url(self) -> str:
        """Where bots call it."""
        return f"{self.url}/api/"

    def ask(self, what: str, **body: Any) -> Any:
        """Through the side door."""
        data = json.dumps(body).encode() if body else None
        with urllib.request.urlopen(f"{self.url}/torture/{what}", data, timeout=60) as answer:  # noqa: S310 - our own
            return json.load(answer)

    def trouble(self, **wanted: Any) -> None:
        """`share` and `seed`: so many posts go wrong; `slow`: seconds until a post takes place; nothing ends it."""
        self.ask("trouble", **(wanted or {"none": True}))


@contextmanager
def local_slack(at: datetime) -> Iterator[LocalSlack]:
    """One, for as long as the block lasts."""
    with apart(_run, at) as line:
        yield LocalSlack(f"http://127.0.0.1:{line.recv()}")


def _run(line: Connection, at: datetime) -> None:
    logging.disable()  # whoever is killed leaves requests unfinished, which is the point
    asyncio.run(_serve(line, at))


async def _serve(line: Connection, at: datetime) -> None:
    company = small_company().with_manifest(MANIFEST)
    playground = create_playground(company, now=lambda: at, signing_secret="made-up-secret")
    door = SideDoor(playground)
    await until_closed(line, playground, door)


async def until_closed(line: Connection, playground: Playground, door: SideDoor, *more: Route) -> None:
    """Serve a local Slack with a door at the side, and tell where it is, until the line is closed."""
    playground.app = Starlette(
        routes=[
            Route("/torture/lanes", door.lanes, methods=["POST"]),
            Route("/torture/trouble", door.trouble, methods=["POST"]),
            Route("/torture/held", door.held),
            Route("/torture/calls", door.calls),
            *more,
            Mount("/", playground.app),
        ]
    )
    async with serving(playground) as port:
        line.send(port)
        await asyncio.to_thread(_until_closed, line)


def _until_closed(line: Connection) -> None:
    with suppress(EOFError):
        line.recv()
