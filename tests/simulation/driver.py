"""Plays a company: people act, time passes, the real plan and courier do what they do."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import Mock, patch

import structlog

from pmo_bot.jobs.rehearsal import AtOnce, VirtualTime
from pmo_bot.services import notices, settling
from pmo_bot.store.database import Database
from tests.simulation.answers import answer
from tests.simulation.company import Company, Member, company
from tests.simulation.desk import Desk
from tests.simulation.events import HAPPENINGS, capture, incident, set_policy
from tests.simulation.founding import empty, found
from tests.simulation.log import Log
from tests.simulation.messenger import PostOffice
from tests.simulation.telling import Teller
from tests.simulation.worker import MOMENT, Worker, virtual

START = datetime(2026, 3, 2, 5, tzinfo=UTC)
INCIDENTS = 9
"""One in so many items is something that went wrong after go-live."""


@dataclass(frozen=True)
class Wanted:
    """How big a run is."""

    seed: int = 1
    items: int = 500
    people: int = 40
    projects: int = 8
    days: int = 90
    start: datetime = START
    troubled: float = 0.02
    """How often a call to Slack goes wrong."""
    outages: int = 1
    """How often the bot is off for two days."""
    edits: bool = True
    """Whether messages are edited in place: it takes half of the time."""
    silent: bool = False
    """Whether nobody answers anything."""
    often: Mapping[str, float] = field(default_factory=dict)
    """What happens more or less often than it usually does, per person and day."""
    policy: Mapping[str, Any] | None = None
    """What every project's rules are from the beginning."""


@dataclass
class Run:
    """What a run left behind."""

    log: Log
    desk: Desk
    failures: list[str]
    """Errors the bot logged: it goes on after them, the run does not pass."""
    stops: int


def play(wanted: Wanted, folder: Path) -> Run:
    """Play a company from its beginning to the end."""
    db = empty(f"sqlite:///{folder / f'company-{wanted.seed}.db'}")
    try:
        stage = Stage.set(db, wanted)
        with virtual(stage.time.now), edits(wanted.edits), errors_kept(stage.run.failures):
            asyncio.run(stage.play(wanted.start + timedelta(days=wanted.days)))
        return stage.run
    finally:
        db.close()


@dataclass
class Stage:
    """All that a run has on it."""

    db: Database
    time: VirtualTime
    run: Run
    office: PostOffice
    people: Mapping[str, Member]
    down: tuple[tuple[datetime, datetime], ...] = ()
    agenda: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    @classmethod
    def set(cls, db: Database, wanted: Wanted) -> Stage:
        rng, log, time = Random(wanted.seed), Log(), VirtualTime(wanted.start)  # noqa: S311 - the same again each time
        there: Company = company(rng, wanted.people, wanted.projects, silent=wanted.silent)
        teller = Teller(db, log)
        staff = found(db, there, teller, wanted.start)
        desk = Desk(db, teller, rng, time.now, staff, [venture.key for venture in there.ventures])
        office = PostOffice(time.now, log, Random(wanted.seed + 1), teller.about, troubled=wanted.troubled)  # noqa: S311
        stage = cls(db, time, Run(log, desk, [], 0), office, {m.slack_id: m for m in there.members})
        office.received = stage.received
        stage.down = tuple(_outages(rng, wanted))
        if wanted.policy is not None:
            for project in there.ventures:
                set_policy(desk, project.key, wanted.policy)
        stage.plan_ahead(wanted)
        return stage

    # --- what people do -----------------------------------------------------------------

    def plan_ahead(self, wanted: Wanted) -> None:
        """All that happens by itself: a third of the items at the beginning, the rest over time."""
        rng = self.run.desk.rng
        for number in range(wanted.items):
            span = 2.0 if number < wanted.items // 3 else wanted.days * 0.95
            what = incident if number % INCIDENTS == 0 else capture
            self._at(wanted.start + timedelta(days=rng.random() * span), what)
        for happening, often in HAPPENINGS.items():
            times = wanted.often.get(happening.__name__, often) * wanted.people * wanted.days
            for _ in range(round(times)):
                self._at(wanted.start + timedelta(days=rng.random() * wanted.days), happening)

    def _at(self, at: datetime, happening: Callable[[Desk, PostOffice], object]) -> None:
        self.schedule(at, lambda: happening(self.run.desk, self.office))

    def schedule(self, at: datetime, act: Callable[[], object]) -> None:
        """Something is to happen; while the bot is off, people find that out and try again later."""
        for first, last in self.down:
            if first <= at < last:
                at = last + (at - first) / 20 + MOMENT
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        heapq.heappush(self.agenda, (at, next(self._numbers), act))

    def received(self, to: str, about: Mapping[str, Any]) -> None:
        """A message reached somebody: perhaps they will answer some of its lines."""
        member, rng = self.people.get(to), self.run.desk.rng
        for line in about["lines"] if member is not None else ():
            if member is not None and rng.random() < member.answers:
                wait = timedelta(hours=rng.expovariate(1 / member.patience))
                kind, number = str(line["kind"]), line["item"]
                self.schedule(self.time.at + wait, lambda k=kind, n=number: answer(self.run.desk, to, k, n))  # type: ignore[misc]

    # --- how time passes ----------------------------------------------------------------

    async def play(self, end: datetime) -> None:
        """Stop at everything that is due, as the heartbeat does."""
        asyncio.get_running_loop().set_default_executor(AtOnce())
        worker, at = Worker(self.db, self.office, self.time.now), self.time.at
        while at < end:
            self.time.at = at
            self.run.stops += 1
            while self.agenda and self.agenda[0][0] <= at:
                heapq.heappop(self.agenda)[2]()
            off = next((last for first, last in self.down if first <= at < last), None)
            if off is not None:
                self.run.log.write(at, "off", until=off)
                at = off
                continue
            await worker.tick()
            at = self._next_stop(worker, at, end)

    def _next_stop(self, worker: Worker, at: datetime, end: datetime) -> datetime:
        acts = [self.agenda[0][0]] if self.agenda else []
        return min([*worker.stops(at), *acts, *(first for first, _ in self.down if first > at), end])


def _outages(rng: Random, wanted: Wanted) -> Iterator[tuple[datetime, datetime]]:
    for number in range(wanted.outages):
        share = (number + rng.uniform(0.3, 0.8)) / wanted.outages
        first = (wanted.start + timedelta(days=wanted.days * share)).replace(microsecond=0)
        yield first, first + timedelta(days=2)


@contextmanager
def edits(wanted: bool) -> Iterator[None]:
    """Whether messages are edited in place: see `Wanted`."""
    if wanted:
        yield
        return
    nothing = Mock()
    with patch.object(notices, "request_edit", nothing), patch.object(settling, "request_edit", nothing):
        yield


@contextmanager
def errors_kept(failures: list[str]) -> Iterator[None]:
    """Nothing is printed; what the bot logs as an error is kept."""

    def keep(_logger: object, level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if level in ("error", "exception", "critical"):
            failures.append(f"{event} {structlog.processors.format_exc_info(None, '', dict(event))}")
        raise structlog.DropEvent

    before = structlog.get_config()["processors"].copy()
    structlog.get_config()["processors"][:] = [keep]
    try:
        yield
    finally:
        structlog.get_config()["processors"][:] = before
