"""Everybody's Monday at nine, in a process of its own: `python -m tests.torture.morning DATABASE` says how it went.

The real heartbeat, courier and pacing in virtual time, and a Slack that takes so many messages a minute.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import col, func, select

from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.heartbeat import TICK_SECONDS, Heartbeat
from pmo_bot.jobs.rehearsal import AtOnce
from pmo_bot.model import Item, Person, Post, Workspace
from pmo_bot.ports import Content, Fate, Outcome
from pmo_bot.slack.pacing import Pacing
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.torture.nursery import silent
from tests.torture.test_ceiling import PER_MINUTE, TAKES, Gate, Hours

TEAM = "T0BENCH"
BEGINS = datetime(2026, 11, 29, 18, tzinfo=UTC)
"""It is Monday already where days begin, and nine nowhere."""
ENDS = BEGINS + timedelta(hours=25, minutes=10)
"""A little later it is nine on Tuesday where days begin."""
LONG_AGO = BEGINS - timedelta(days=60)
MONDAY = datetime(2026, 11, 30, 9)  # noqa: DTZ001 - everybody's own
ZONES = [
    "Asia/Singapore", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Fiji", "Pacific/Noumea",
    "Pacific/Norfolk", "Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide", "Australia/Brisbane",
    "Australia/Darwin", "Asia/Tokyo", "Australia/Eucla", "Asia/Shanghai", "Asia/Bangkok", "Asia/Yangon",
    "Asia/Dhaka", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Karachi", "Asia/Kabul", "Asia/Dubai", "Asia/Tehran",
    "Europe/Moscow", "Europe/Athens", "Europe/Madrid", "Europe/London", "Atlantic/Azores", "America/Noronha",
    "America/Sao_Paulo", "America/St_Johns", "America/Halifax", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Marquesas", "Pacific/Honolulu",
]  # fmt: skip


def seed(db: Database, owners: int) -> None:
    """So many people in all these zones, each with a promise for Monday."""
    with db.transaction() as session:
        session.execute(insert(Workspace), [{"team_id": TEAM, "name": "Bench", "started_at": LONG_AGO}])
        session.execute(insert(Person), [_person(n) for n in range(1, owners + 1)])
        session.execute(insert(Item), [_item(n) for n in range(1, owners + 1)])


def _person(n: int) -> dict[str, Any]:
    return {
        "id": n, "team_id": TEAM, "slack_id": f"U{n:07}", "name": f"Person {n}", "checked_at": BEGINS,
        "dm_channel": f"D{n:07}", "greeted_at": LONG_AGO, "zone": ZONES[n % len(ZONES)],
    }  # fmt: skip


def _item(n: int) -> dict[str, Any]:
    return {
        "id": n, "team_id": TEAM, "number": n, "title": f"Promise number {n}", "owner_id": n, "requester_id": n,
        "due": MONDAY.date(), "created_at": LONG_AGO, "committed_at": LONG_AGO, "wake_at": BEGINS,
    }  # fmt: skip


@dataclass
class Busy:
    """A Slack that takes time for each message, and no more than its ceiling."""

    time: Hours
    gate: Gate
    arrived: dict[str, float] = field(default_factory=dict)
    doubled: int = 0

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Take it, or ask to wait for a second."""
        content.payload()
        await self.time.sleep(TAKES)
        if not self.gate.take(channel, 0):
            return Outcome(Fate.LATER, channel, error="ratelimited", retry_after=1.0)
        self.doubled += channel in self.arrived
        self.arrived[channel] = self.time.now
        return Outcome(Fate.DONE, channel, f"{len(self.arrived)}.000001")

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """Every conversation is known."""
        raise NotImplementedError

    find = edit = open_dm  # type: ignore[assignment]  # nothing is in doubt, nothing changes

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """Nobody looks at a Home."""
        return Outcome(Fate.DONE)


@dataclass
class Morning:
    """One run of it."""

    db: Database
    time: Hours = field(default_factory=Hours)

    def now(self) -> datetime:
        """The virtual instant."""
        return BEGINS + timedelta(seconds=self.time.now)

    async def pass_by(self) -> Busy:
        """Until Monday is over."""
        asyncio.get_running_loop().set_default_executor(AtOnce())
        slack = Busy(self.time, Gate(self.time))
        pacing = Pacing(clock=lambda: self.time.now, sleep=self.time.sleep)
        courier = Courier(self.db, slack, self.now, "morning", pace=pacing.turn, too_fast=pacing.too_fast)
        heartbeat = Heartbeat(self.db, courier, self.now)
        while self.now() < ENDS:
            tick = asyncio.create_task(heartbeat.tick())
            while not tick.done():
                await self.time.one_wakes()
            at = await heartbeat.next_at(self.now())
            self.time.now += TICK_SECONDS
            if at is not None and not self._pending():
                self.time.now = max(self.time.now, (at - BEGINS).total_seconds())
        return slack

    def _pending(self) -> int:
        with self.db.reading() as session:
            waits = (col(Post.state).in_(outbox.PENDING), col(Post.not_before) <= self.now())
            return session.exec(select(func.count()).select_from(Post).where(*waits)).one()


def late(arrived: Mapping[str, float]) -> float:
    """By how much the worst message came later than its batch at Slack's ceiling; below 60 is well."""
    nine = {n: MONDAY.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for n, zone in enumerate(ZONES)}
    due = {channel: nine[int(channel[1:]) % len(ZONES)] for channel in arrived}
    batches = Counter(due.values())
    return max(
        (BEGINS - due[channel]).total_seconds() + at - batches[due[channel]] / PER_MINUTE * 60
        for channel, at in arrived.items()
    )


def _most_held() -> float:
    """Megabytes that this program held at most.  `getrusage` would also count what started it."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return float(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(url: str) -> None:
    """Live through it, and say how it was."""
    db = Database(url)
    morning = Morning(db)
    clocks = (patch.object(outbox, "real_now", morning.now), patch.object(outbox, "running", lambda: morning.time.now))
    with silent(), clocks[0], clocks[1]:
        slack = asyncio.run(morning.pass_by())
    db.close()
    most = _most_held()
    print(json.dumps({"arrived": len(slack.arrived), "doubled": slack.doubled, "late": late(slack.arrived),  # noqa: T201
                      "refused": slack.gate.refused, "megabytes": most}))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
