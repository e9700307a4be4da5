"""What was sent, once more: the last days happen again on a copy, by the rules in force or by others.

Played by the rules in force it sends exactly what was sent: so by other rules it sends what they would have sent.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.rehearsal import AtOnce, Progress, Recorder, Unsent, VirtualTime
from pmo_bot.ports import Content, Fate, Outcome
from pmo_bot.services import planning, rehearsal, supposing, tape_playing
from pmo_bot.services.rehearsal import Message
from pmo_bot.services.supposing import Supposed
from pmo_bot.services.tape import Tape, rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database


def replay(
    source: Database,
    start: datetime,
    end: datetime,
    supposed: Supposed | None = None,
    progress: Progress = lambda share: None,
) -> list[Message]:
    """What was sent from `start` until `end`; with something supposed, what would have been.  The data is only read."""
    with temporary_copy(source) as db:
        tape = rewind(db, start)
        if supposed is not None:
            supposing.suppose(db, tape, supposed)
        playing = Playing(db, tape, VirtualTime(start), Refusing(refused=tape.refused))
        asyncio.run(playing.play(end, progress))
        return playing.told(start)


@dataclass
class Refusing(Recorder):
    """A messenger that refuses what Slack refused."""

    refused: dict[str, str] = field(default_factory=dict)

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Keep a message, unless Slack did not take it."""
        if key in self.refused:
            return Outcome(Fate.DEAD, channel, error=self.refused[key])
        return await super().send(team, channel, content, key, thread)


@dataclass
class Playing:
    """One run: time stops at each look of the plan, each message that may leave, and each thing that happened."""

    db: Database
    tape: Tape
    time: VirtualTime
    recorder: Refusing

    async def play(self, end: datetime, progress: Progress) -> None:
        """Let time pass until just before `end`."""
        asyncio.get_running_loop().set_default_executor(AtOnce())
        courier = Courier(self.db, self.recorder, self.time.now, "replay")
        start, at = self.time.at, self.time.at
        while at < end:
            self.time.at = at
            await self._tick(courier)
            # Whoever does something at the very instant at which something is due finds it done.
            while (happens := self.tape.next_at()) is not None and happens <= at:
                tape_playing.happen(self.db, self.tape)
                await self._tick(courier)
            progress((at - start) / (end - start))
            at = self._next_stop(at, end)
        progress(1.0)

    async def _tick(self, courier: Courier) -> None:
        while planning.plan(self.db, self.time.at) or (await courier.run()).handled:
            pass

    def _next_stop(self, at: datetime, end: datetime) -> datetime:
        return min(self.tape.next_at() or end, planning.next_at(self.db, at) or end)

    def told(self, since: datetime) -> list[Message]:
        """All messages.  Raises `Unsent` when the record and the outbox differ."""
        if missing := rehearsal.sent_slots(self.db, since) ^ set(self.recorder.payloads):
            raise Unsent(", ".join(sorted(missing)[:5]))
        return rehearsal.messages(self.db, since)
