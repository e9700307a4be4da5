"""The local Slack by the real clock, with a crowd of people, and a place for answers to what they do."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from pmo_bot.playground import Playground, create_playground, small_company
from pmo_bot.playground.workspace import User
from tests.torture.local_slack import LocalSlack, SideDoor, until_closed
from tests.torture.processes import apart
from tests.world import APP_TOKEN, BOT_TOKEN, MANIFEST, SECRET


class Reception(SideDoor):
    """Besides: who is there, what was answered, and every message with its key."""

    def __init__(self, playground: Playground) -> None:
        super().__init__(playground)
        self.answers: list[tuple[str, Any]] = []

    async def people(self, request: Request) -> JSONResponse:
        """More people, by id and zone."""
        asked = await request.json()
        for slack_id in asked["people"]:
            name = slack_id.lower()
            self.playground.world.users[slack_id] = User(
                slack_id, name, name.title(), asked["zone"], self.playground.world.workspace.team_id
            )
        return JSONResponse({})

    async def answer(self, request: Request) -> PlainTextResponse:
        """What the bot says to one command or click."""
        self.answers.append((request.path_params["which"], json.loads(await request.body())))
        return PlainTextResponse("ok")

    async def answered(self, request: Request) -> JSONResponse:
        """All of that, from a number on."""
        return JSONResponse(self.answers[int(request.query_params["after"]) :])

    async def posted(self, _: Request) -> JSONResponse:
        """Every message of the bot that everybody in its conversation can read."""
        return JSONResponse(
            [
                (name, one.ts, one.text, json.dumps(one.metadata, sort_keys=True) if one.metadata else "")
                for name in self.playground.world.channels
                for one in self.playground.world.messages.get(name, {}).values()
                if one.by_app and one.only_for is None
            ]
        )


@dataclass(frozen=True)
class OpenSlack(LocalSlack):
    """The process, as a test sees it."""

    def response_url(self, which: str) -> str:
        """Where the bot answers one command or click."""
        return f"{self.url}/torture/answers/{which}"


@contextmanager
def open_slack() -> Iterator[OpenSlack]:
    """One, for as long as the block lasts."""
    with apart(_run) as line:
        yield OpenSlack(f"http://127.0.0.1:{line.recv()}")


def _run(line: Connection) -> None:
    logging.disable()  # whoever is killed leaves requests unfinished, which is the point
    asyncio.run(_serve(line))


async def _serve(line: Connection) -> None:
    company = small_company().with_manifest(MANIFEST)
    playground = create_playground(company, now=_now, bot_token=BOT_TOKEN, app_token=APP_TOKEN, signing_secret=SECRET)
    door = Reception(playground)
    await until_closed(
        line, playground, door,
        Route("/torture/people", door.people, methods=["POST"]),
        Route("/torture/answers/{which}", door.answer, methods=["POST"]),
        Route("/torture/answered", door.answered),
        Route("/torture/posted", door.posted),
    )  # fmt: skip


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
