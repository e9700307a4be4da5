"""A replay that is watched: everything that happens and everything that is sent goes into a log for the judge.

The judge is `tests.simulation.checker`, which shares nothing with the bot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import col, select, update

from pmo_bot.jobs.rehearsal import Stage, VirtualTime
from pmo_bot.model import Event, Item, Mode, Person, Project
from pmo_bot.services import history, rehearsal
from pmo_bot.services.rehearsal import Message
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.simulation.log import Log
from tests.simulation.messenger import PostOffice
from tests.simulation.telling import Teller


@dataclass(frozen=True)
class Watched:
    """What was sent, as the preview tells it, and the log of everything."""

    mode: Mode
    messages: Sequence[Message]
    log: Log


class Recorded(PostOffice):
    """A Slack that takes everything and writes it down."""

    @property
    def payloads(self) -> Mapping[str, Any]:
        """What was kept, by slot."""
        return self.kept


def watch(source: Database, mode: Mode, start: datetime, days: int) -> Watched:
    """Replay with every project in a mode.  The data itself is only read."""
    with temporary_copy(source) as db:
        events, words = history.rewind(db, start)
        rehearsal.set_stage(db, start, start)
        with db.transaction() as session:
            session.exec(update(Project).values(mode=mode))
        log, time = Log(), VirtualTime(start)
        teller = Teller(db, log)
        office: Any = Recorded(time.now, log, Random(0), teller.about)  # noqa: S311 - nothing goes wrong here
        stage = WatchedStage(db, time, events, words, office, teller=teller)
        stage.begin()
        asyncio.run(stage.play(start + timedelta(days=days), lambda share: None))
        return Watched(mode, stage.told(start), log)


@dataclass
class WatchedStage(Stage):
    """A rehearsal in which each event is told to the log when it happens."""

    teller: Teller = field(kw_only=True)

    def begin(self) -> None:
        """What was before the bot began, and who is there when it does."""
        start = self.time.at
        while self._next < len(self.events) and self.events[self._next].happened_at < start:
            self._one(self.events[self._next])
            self._next += 1
        self.teller.log.write(start, "begun")
        with self.db.reading() as session:
            people = session.exec(select(Person.id).order_by(col(Person.id))).all()
            projects = session.exec(select(Project.id).order_by(col(Project.id))).all()
        for project in projects:
            self.teller.project(project, start)
        for person in people:
            self.teller.person(person, start)
        with self.db.transaction() as session:
            session.exec(update(Item).where(col(Item.closed_at).is_(None)).values(wake_at=start))

    def _happen(self) -> None:
        while self._next < len(self.events) and self.events[self._next].happened_at <= self.time.at:
            self._one(self.events[self._next])
            self._next += 1

    def _one(self, event: Event) -> None:
        history.happen(self.db, [event], self.words)
        if event.item_id is None:
            return
        # One step of another system may do several things at once: none of the bot's own words fits it.
        act = "capture" if event.what == "item.created" else f"imported {event.what.removeprefix('item.')}"
        with self.db.reading() as session:
            actor = session.get(Person, event.actor_id) if event.actor_id is not None else None
        self.teller.item(event.item_id, act, actor.address if actor is not None else "", event.happened_at)
        if event.what == "item.linked":
            self.teller.item(event.after["on"], "linked", "", event.happened_at)
