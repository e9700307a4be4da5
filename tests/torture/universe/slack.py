"""A Slack at the edge: it answers wrong in every way that is known, and carries out what a dead worker had sent.

What was posted is found at once by whoever looks for it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import Any

from pmo_bot.ports import Content, Fate, Outcome
from tests.shown import said
from tests.simulation.log import Log
from tests.torture.universe.edge import LIFE

HTTP, PROVIDER = 10.0, 20.0
"""How long a worker waits for an answer, and how much later than that a request may still be carried out."""
SLOW, FAST = 0.4, 0.05


class Wrong(StrEnum):
    """How a post goes wrong: the six ways that were measured."""

    RESET = "reset"
    RESET_AFTER = "reset after it posted"
    ERROR = "500"
    ERROR_AFTER = "internal_error after it posted"
    LIMITED = "429"
    HANGS = "posts after the worker has hung up"


NOT_POSTED = (Wrong.RESET, Wrong.ERROR, Wrong.LIMITED)


@dataclass
class Slack:
    """A messenger; people read what it posts."""

    now: Callable[[], datetime]
    log: Log
    rng: Random
    about: Callable[[str], Mapping[str, Any]]
    """What a slot is about: its kind, whom it is for, its lines."""
    received: Callable[[str, Mapping[str, Any]], None] = lambda to, told: None
    troubled: float = 0.0
    gone: set[str] = field(default_factory=set)
    """People whom Slack refuses to write to, though nobody told the bot."""
    kept: dict[str, str] = field(default_factory=dict)
    """Where each slot is first, by its key."""
    calls: Counter[str] = field(default_factory=Counter)
    posted: list[tuple[str, str, str]] = field(default_factory=list)
    """Conversation, thread and slot of all that was posted, in its order."""

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """A conversation with everybody."""
        return await self._harmless("conversations.open", Outcome(Fate.DONE, channel=f"D:{slack_id}"))

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Post; what becomes of the request does not depend on whoever sent it."""
        to, payload = channel.removeprefix("D:"), content.payload()
        self._here("before", "chat.postMessage")
        self.calls["chat.postMessage"] += 1
        wrong = self.rng.choice(list(Wrong)) if self.rng.random() < self.troubled else None
        if wrong is not None:
            self.log.write(self.now(), "trouble", key=key, kind=wrong)
        there, back = self._way(), self._way()
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        loop = asyncio.get_running_loop()
        if wrong is Wrong.HANGS:
            loop.call_later(HTTP, _answer, answer, Outcome(Fate.AMBIGUOUS, channel, error="no answer"))
            there = self.rng.uniform(HTTP, HTTP + PROVIDER * 0.9)
        loop.call_later(there, self._arrives, to, key, thread, payload, wrong, answer, back)
        outcome = await answer
        self._here("after", "chat.postMessage")
        return outcome

    def _arrives(
        self, to: str, key: str, thread: str, payload: dict[str, Any], wrong: Wrong | None,
        answer: asyncio.Future[Outcome], back: float,
    ) -> None:  # fmt: skip
        if to in self.gone:
            self.log.write(self.now(), "refused", to=to)
            outcome = Outcome(Fate.DEAD, f"D:{to}", error="user_disabled")
        else:
            if wrong not in NOT_POSTED:
                self._keep(to, key, thread, payload)
            outcome = self._outcome(wrong, to if to.startswith("C") else f"D:{to}", key)
        if wrong is not Wrong.HANGS:
            asyncio.get_running_loop().call_later(back, _answer, answer, outcome)

    def _outcome(self, wrong: Wrong | None, channel: str, key: str) -> Outcome:
        if wrong is Wrong.LIMITED:
            return Outcome(
                Fate.LATER, channel, error="ratelimited", retry_after=self.rng.choice((1.0, 5.0, 30.0, 60.0))
            )
        if wrong is not None:
            return Outcome(Fate.AMBIGUOUS, channel, error=str(wrong))
        return Outcome(Fate.DONE, channel, self.kept[key])

    def _keep(self, to: str, key: str, thread: str, payload: dict[str, Any]) -> None:
        about = self.about(key)
        says = [(str(block["type"]), said([dict(block)])) for block in payload.get("blocks", ())]
        self.log.write(
            self.now(), "sent", to=to, key=key, thread=thread, text=payload.get("text", ""), says=says, **about
        )
        self.posted.append((to, thread, key))
        again = key in self.kept
        self.kept.setdefault(key, f"{self.now().timestamp():.0f}.{len(self.posted):06}")
        if not again:
            self.received(to, about)

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        """What was kept is there, and nothing else."""
        there = Outcome(Fate.DONE, channel, self.kept[key]) if key in self.kept else Outcome(Fate.DEAD)
        return await self._harmless("conversations.history", there)

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """An edit makes no sound."""
        content.payload()
        return await self._harmless("chat.update", Outcome(Fate.DONE, channel, ts))

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """A Home is looked at by nobody."""
        return await self._harmless("views.publish", Outcome(Fate.DONE))

    async def _harmless(self, method: str, outcome: Outcome) -> Outcome:
        """A call that may be repeated: now and then it has to be."""
        self._here("before", method)
        self.calls[method] += 1
        await asyncio.sleep(self._way())
        self._here("after", method)
        if self.rng.random() < self.troubled / 3:
            return Outcome(Fate.LATER, outcome.channel, error="no answer", retry_after=5.0)
        return outcome

    def _way(self) -> float:
        return round(self.rng.uniform(FAST, SLOW), 3)

    def _here(self, when: str, method: str) -> None:
        life = LIFE.get()
        if life is not None:
            life.here(when, f"await {method}")


def _answer(answer: asyncio.Future[Outcome], outcome: Outcome) -> None:
    if not answer.done():
        answer.set_result(outcome)
