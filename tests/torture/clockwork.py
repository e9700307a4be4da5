"""A small company in virtual time: the real heartbeat, a host whose clock may be wrong, and what reached whom."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from pmo_bot import zones
from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.heartbeat import Heartbeat
from pmo_bot.jobs.rehearsal import AtOnce
from pmo_bot.model import Line, Mode, Post
from pmo_bot.ports import Content, Fate, Outcome
from pmo_bot.services import items, people, projects
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Profile
from pmo_bot.services.projects import NewProject
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.shown import said
from tests.torture.nursery import silent

TEAM = "T0ALDER"
BEGINS = datetime(2027, 2, 22, 6, tzinfo=UTC)
"""A Monday, five weeks before Europe's clocks go ahead."""
HOME_ZONES = (
    "Europe/Madrid",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "Africa/Cairo",
)
CHANNEL = "C0APOLLO"
MOST = timedelta(minutes=15)
"""So often the heartbeat ticks at least."""
A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)


class Message(NamedTuple):
    """Something that reached somebody."""

    at: datetime
    """When it really was."""
    to: str
    key: str
    text: str

    @property
    def kind(self) -> str:
        """What kind of slot it fills."""
        return self.key.partition(":")[0]


@dataclass
class Host:
    """What time it really is, and what the machine says."""

    at: datetime
    wrong_by: timedelta = timedelta()

    def now(self) -> datetime:
        """What its clock shows."""
        return self.at + self.wrong_by

    def running(self) -> float:
        """Seconds that only go ahead."""
        return self.at.timestamp()


@dataclass
class Inbox:
    """A messenger that keeps whatever it is given, twice if need be."""

    host: Host
    messages: list[Message] = field(default_factory=list)

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """Everybody can be written to."""
        return Outcome(Fate.DONE, channel=slack_id)

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Keep it."""
        payload = content.payload()
        text = said([dict(block) for block in payload.get("blocks", ())])
        self.messages.append(Message(self.host.at, channel, key, text))
        return Outcome(Fate.DONE, channel=channel, ts=f"{len(self.messages)}.000001")

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        """What was kept is there."""
        found = [number for number, one in enumerate(self.messages, 1) if one.key == key]
        return Outcome(Fate.DONE, channel, f"{found[0]}.000001") if found else Outcome(Fate.DEAD)

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """An edit makes no sound."""
        content.payload()
        return Outcome(Fate.DONE, channel=channel, ts=ts)

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """Nobody looks at a Home."""
        return Outcome(Fate.DONE)


@dataclass
class Clockwork:
    """The bot on this database, on this host."""

    db: Database
    host: Host
    inbox: Inbox
    heartbeat: Heartbeat
    loop: asyncio.AbstractEventLoop

    def tick(self) -> None:
        """Plan and deliver what is due by the clock of the host."""
        now, ran = (
            patch.object(outbox, name, of) for name, of in (("real_now", self.host.now), ("running", self.host.running))
        )
        with now, ran:
            self.loop.run_until_complete(self.heartbeat.tick())

    def play(self, until: datetime, *, most: timedelta = MOST) -> None:
        """Time passes up to an instant, with a tick whenever something is due, and often besides."""
        while self.host.at < until:
            self.tick()
            due = self.loop.run_until_complete(self.heartbeat.next_at(self.host.now()))
            stops = [until, self.host.at + most, *([due - self.host.wrong_by] if due is not None else [])]
            self.host.at = min(stop for stop in stops if stop > self.host.at)
        self.tick()

    def begin_anew(self) -> None:
        """The process ends, and another one begins."""
        self.heartbeat = heartbeat(self.db, self.host, self.inbox)

    # --- what it came to ----------------------------------------------------------------

    def sent(self, *kinds: str, since: datetime = BEGINS) -> list[Message]:
        """What reached anybody, of these kinds."""
        return [one for one in self.inbox.messages if one.kind in kinds and one.at >= since]

    def doubled(self) -> list[str]:
        """The slots that were filled more than once."""
        return [key for key, count in Counter(one.key for one in self.inbox.messages).items() if count > 1]

    def lines(self, post_key: str) -> list[Line]:
        """What a message carries."""
        with self.db.reading() as session:
            return list(session.exec(select(Line).where(Line.post_key == post_key)))

    def left(self) -> list[Post]:
        """What still waits to leave, although it is due."""
        with self.db.reading() as session:
            pending = select(Post).where(col(Post.state).in_(outbox.PENDING), col(Post.not_before) <= self.host.at)
            return list(session.exec(pending))


def heartbeat(db: Database, host: Host, inbox: Inbox) -> Heartbeat:
    """A process.  What it would see of real time and of files it sees of this host's."""
    made = Heartbeat(db, Courier(db, inbox, host.now, "clockwork"), host.now)
    made._afresh.ran, made._afresh.rules = host.running, zones.read
    return made


@contextmanager
def again(before: Clockwork, folder: Path) -> Iterator[Clockwork]:
    """The same company from here on, as often as wanted."""
    before.db.close()
    copy = folder / "again.db"
    shutil.copy(before.db.url.removeprefix("sqlite:///"), copy)
    with silent(), clockwork(f"sqlite:///{copy}", before.host.at) as works:
        works.inbox.messages += before.inbox.messages
        yield works


@contextmanager
def clockwork(url: str, at: datetime) -> Iterator[Clockwork]:
    """The bot on a database with the newest schema."""
    host = Host(at)
    inbox, db, loop = Inbox(host), Database(url), asyncio.new_event_loop()
    loop.set_default_executor(AtOnce())
    try:
        yield Clockwork(db, host, inbox, heartbeat(db, host, inbox), loop)
    finally:
        loop.close()
        db.close()


# --- the company --------------------------------------------------------------------------


def found(
    db: Database, owners: int, *, places: Sequence[str] = HOME_ZONES, weeks: int = 7, begins: datetime = BEGINS
) -> list[str]:
    """So many owners, each with a promise for every week that none of them keeps; whose ids they are."""
    people.ensure_workspace(db, TEAM, begins - 30 * A_DAY)
    jon, ines = (people.know(db, TEAM, Profile(one, one, "Europe/Madrid"), begins) for one in ("U0JON", "U0INES"))
    wanted = NewProject("Apollo", lead_id=jon.id, sponsor_id=ines.id, channel=CHANNEL, mode=Mode.CONTROLLING)
    apollo = projects.create(db, Act(jon, begins), wanted)
    names = [f"U{number:04}" for number in range(owners)]
    for number, name in enumerate(names):
        person = people.know(db, TEAM, Profile(name, name, places[number % len(places)]), begins)
        for week in range(weeks):
            due = begins.date() + timedelta(days=7 * week + 1 + number % 4)
            promise = Capture(f"Promise {week} of {name}", owner_id=person.id, due=due, project_id=apollo.id)
            items.capture(db, Act(person, begins), promise)
    return names


def zone_of(name: str, places: Sequence[str] = HOME_ZONES) -> ZoneInfo:
    """Where somebody of the company is."""
    return ZoneInfo(places[int(name[1:]) % len(places)])


def local_day(message: Message, places: Sequence[str] = HOME_ZONES) -> date:
    """The date on which it reached its reader."""
    return message.at.astimezone(zone_of(message.to, places)).date()
