"""A rehearsal: the real plan and the real delivery in virtual time, to a messenger that only writes down."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from pmo_bot.jobs.deliver import Courier
from pmo_bot.model import Event
from pmo_bot.ports import Content, Fate, Outcome
from pmo_bot.services import history, planning, rehearsal
from pmo_bot.services.rehearsal import Message
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database

P = ParamSpec("P")
T = TypeVar("T")
Progress = Callable[[float], object]


class Unsent(Exception):
    """Messages that were due could not be rendered or settled: the rehearsal is not what would happen."""


@dataclass
class Recorder:
    """A messenger that keeps what it is given, and always succeeds."""

    payloads: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By slot."""

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """Everybody can be written to."""
        return Outcome(Fate.DONE, channel=f"dm:{slack_id}")

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Keep a message; a second one for the same slot is an error."""
        if key in self.payloads:
            raise ValueError(f"{key} was sent twice")
        self.payloads[key] = content.payload()
        return Outcome(Fate.DONE, channel=channel, ts=f"0.{len(self.payloads):06}")  # earlier than any of Slack's

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        """What was sent, and nothing else, is there."""
        return Outcome(Fate.DONE, channel, "0.0") if key in self.payloads else Outcome(Fate.DEAD)

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """An edit is rendered and forgotten."""
        content.payload()
        return Outcome(Fate.DONE, channel=channel, ts=ts)

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """Nobody looks at a Home."""
        return Outcome(Fate.DONE)


@dataclass
class VirtualTime:
    """The instant it is in the rehearsal."""

    at: datetime

    def now(self) -> datetime:
        """The instant it is."""
        return self.at


class AtOnce(ThreadPoolExecutor):
    """Does everything in the calling thread: nothing else goes on in a rehearsal, so nobody has to wait for it."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Done before it returns."""
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as failure:  # noqa: BLE001 - handed to whoever waits for it
            done.set_exception(failure)
        return done


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to rehearse: from when, how long; `replay` lets recorded events happen at their dates."""

    start: datetime
    days: int
    replay: bool = False
    begun: datetime | None = None
    """When the bot is taken to have begun; else as the data says, in a replay at `start`."""


def rehearse(source: Database, wanted: Wanted, progress: Progress = lambda share: None) -> list[Message]:
    """What would be sent to whom.  The data itself is only read."""
    with temporary_copy(source) as db:
        events, words = history.rewind(db, wanted.start) if wanted.replay else ([], {})
        before = [event for event in events if event.happened_at < wanted.start]
        history.happen(db, before, words)
        rehearsal.set_stage(db, wanted.start, wanted.begun)
        stage = Stage(db, VirtualTime(wanted.start), events[len(before) :], words)
        asyncio.run(stage.play(wanted.start + timedelta(days=wanted.days), progress))
        return stage.told(wanted.start)


@dataclass
class Stage:
    """One run: time stops at each event, each look of the plan, and each message that may leave."""

    db: Database
    time: VirtualTime
    events: Sequence[Event]
    words: history.Words
    recorder: Recorder = field(default_factory=Recorder)
    _next: int = 0

    async def play(self, end: datetime, progress: Progress) -> None:
        """Let time pass until just before `end`."""
        asyncio.get_running_loop().set_default_executor(AtOnce())
        courier = Courier(self.db, self.recorder, self.time.now, "rehearsal")
        start, at = self.time.at, self.time.at
        while at < end:
            self.time.at = at
            self._happen()
            while planning.plan(self.db, at) or (await courier.run()).handled:
                pass
            progress((at - start) / (end - start))
            at = self._next_stop(at, end)
        progress(1.0)

    def told(self, since: datetime) -> list[Message]:
        """All messages, as they were sent.  Raises `Unsent` when the record and the outbox differ."""
        if missing := rehearsal.sent_slots(self.db, since) ^ set(self.recorder.payloads):
            raise Unsent(", ".join(sorted(missing)[:5]))
        return rehearsal.messages(self.db, since)

    def _happen(self) -> None:
        """What happens now comes before the look at it."""
        first = self._next
        while self._next < len(self.events) and self.events[self._next].happened_at <= self.time.at:
            self._next += 1
        if self._next > first:
            history.happen(self.db, self.events[first : self._next], self.words)

    def _next_stop(self, at: datetime, end: datetime) -> datetime:
        event = self.events[self._next].happened_at if self._next < len(self.events) else end
        return min(event, planning.next_at(self.db, at) or end)
