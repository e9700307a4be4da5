"""The Slack of a run: writes down what reaches whom, and now and then is slow, silent, or outlives the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from random import Random
from typing import Any

from pmo_bot.ports import Content, Fate, Outcome
from tests.shown import said
from tests.simulation.log import Log


class Killed(BaseException):
    """The bot is stopped in the middle of what it does."""


class Trouble(Enum):
    """What goes wrong with one call."""

    NONE = auto()
    LATER = auto()
    LOST = auto()
    """It never left, and nobody knows."""
    UNHEARD = auto()
    """It arrived, and nobody knows."""
    KILLED_BEFORE = auto()
    KILLED_AFTER = auto()


@dataclass
class PostOffice:
    """A messenger that keeps what it is given."""

    now: Callable[[], datetime]
    log: Log
    rng: Random
    about: Callable[[str], Mapping[str, Any]]
    """What a slot is about: its kind, whom it is for, its lines."""
    received: Callable[[str, Mapping[str, Any]], None] = lambda key, told: None
    troubled: float = 0.0
    gone: set[str] = field(default_factory=set)
    """People whom Slack refuses to write to, though nobody told the bot."""
    kept: dict[str, str] = field(default_factory=dict)
    """Where each slot is, by its key."""

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """A conversation with everybody."""
        return Outcome(Fate.DONE, channel=f"D:{slack_id}")

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Keep a message, or not."""
        if channel.removeprefix("D:") in self.gone:
            self.log.write(self.now(), "refused", to=channel.removeprefix("D:"))
            return Outcome(Fate.DEAD, channel, error="user_disabled")
        trouble = self._trouble()
        if trouble is not Trouble.NONE:
            self.log.write(self.now(), "trouble", key=key, kind=trouble.name)
        if trouble is Trouble.LATER:
            return Outcome(Fate.LATER, channel, error="ratelimited", retry_after=self.rng.choice((5.0, 60.0, 900.0)))
        if trouble is Trouble.KILLED_BEFORE:
            raise Killed
        if trouble is not Trouble.LOST:
            self._keep(channel, content, key, thread)
        if trouble is Trouble.KILLED_AFTER:
            raise Killed
        if trouble in (Trouble.LOST, Trouble.UNHEARD):
            return Outcome(Fate.AMBIGUOUS, channel, error="no answer")
        return Outcome(Fate.DONE, channel, self.kept[key])

    def _trouble(self) -> Trouble:
        if self.rng.random() >= self.troubled:
            return Trouble.NONE
        return self.rng.choice([one for one in Trouble if one is not Trouble.NONE])

    def _keep(self, channel: str, content: Content, key: str, thread: str) -> None:
        payload, about = content.payload(), self.about(key)
        self.log.write(
            self.now(), "sent", to=channel.removeprefix("D:"), key=key, thread=bool(thread),
            text=payload.get("text", ""), says=[_said(block) for block in payload.get("blocks", ())], **about,
        )  # fmt: skip
        self.kept[key] = f"{len(self.kept) + 1}.000000"
        self.received(channel.removeprefix("D:"), about)

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        """What was kept is there, and nothing else."""
        return Outcome(Fate.DONE, channel, self.kept[key]) if key in self.kept else Outcome(Fate.DEAD)

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """An edit is written down; it makes no sound."""
        payload = content.payload()
        says = [_said(block) for block in payload.get("blocks", ())]
        self.log.write(self.now(), "edited", to=channel.removeprefix("D:"), text=payload.get("text", ""), says=says)
        return Outcome(Fate.DONE, channel, ts)

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """A Home is looked at by nobody."""
        return Outcome(Fate.DONE)


def _said(block: Mapping[str, Any]) -> tuple[str, str]:
    """A block as its type and its words."""
    return str(block["type"]), said([dict(block)])
