"""Apollo as it is once Jon has made it: made once in a process, and every story begins with a copy.

What the bot keeps is in the file, what Slack keeps in these fields; the bot that goes on with them was started anew.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pmo_bot.playground import Playground
from pmo_bot.playground.workspace import Workspace
from tests.databases import made, path_of
from tests.world import World, world

OF_SLACK = (
    "users",
    "channels",
    "messages",
    "calls",
    "notices",
    "undelivered",
    "read",
    "files",
    "_last",
    "_ids",
    "_threads",
)
"""What a local Slack knows; nothing of it is told when it is put in place."""


@dataclass(frozen=True)
class Founded:
    """A company at rest, to be copied only."""

    file: bytes
    workspace: Workspace
    kept: dict[str, Any]
    views: tuple[Any, Any]
    sent: list[Any]

    def begin(self, url: str) -> Founded:
        """A copy: what the bot keeps is at this URL now, the rest in what is returned."""
        path_of(made(url)).write_bytes(self.file)
        return deepcopy(self)

    def hand_over(self, slack: Playground) -> None:
        """To a Slack that begins with this copy."""
        for name, value in self.kept.items():
            setattr(slack.world, name, value)
        slack.world.views.stacks, slack.world.views.homes = self.views
        slack.delivery.sent = self.sent


_founded: list[Founded] = []


async def found(w: World) -> None:
    """Jon makes Apollo; Inês sponsors it."""
    await w.types("U0JON", "/pmo project new Apollo")
    assert await w.submits("U0JON", sponsor="U0INES", channel="C0APOLLO") == {}


async def founded() -> Founded:
    """The one of this process."""
    if not _founded:
        with TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/founded.db"
            async with world(url) as w:
                await found(w)
            slack = w.playground
            kept = {name: getattr(slack.world, name) for name in OF_SLACK}
            views = (slack.world.views.stacks, slack.world.views.homes)
            file = Path(folder, "founded.db").read_bytes()
            _founded.append(Founded(file, slack.world.workspace, kept, views, slack.delivery.sent))
    return _founded[0]
