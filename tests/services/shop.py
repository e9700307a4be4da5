"""A workshop of four people and one project, in virtual time, for tests that let anything happen."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from sqlmodel import col, select, update

from pmo_bot.jobs.rehearsal import AtOnce, VirtualTime
from pmo_bot.model import Event, Item, Line, Mode, Person, Post, PostState, Project
from pmo_bot.services import people, policies, projects
from pmo_bot.services.events import Act, fold, told
from pmo_bot.services.people import Profile
from pmo_bot.services.projects import NewProject
from pmo_bot.store import queries
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.simulation.founding import TEAM, empty
from tests.simulation.log import Log
from tests.simulation.messenger import PostOffice, Trouble
from tests.simulation.worker import Worker, virtual

START = datetime(2026, 3, 23, 9, tzinfo=UTC)
"""A Monday; on the Sunday after it the clocks of Europe go ahead."""
STAFF = {"ana": "Europe/Madrid", "ben": "Asia/Kolkata", "ria": "Europe/Madrid", "sol": "America/New_York"}
"""Two who own, one who asks and leads, and a sponsor."""


@dataclass
class Scripted(PostOffice):
    """A Slack whose next troubles are known."""

    script: list[Trouble] = field(default_factory=list)

    def _trouble(self) -> Trouble:
        return self.script.pop() if self.script else Trouble.NONE


@cache
def _template(mode: Mode) -> Path:
    """A database with the people and the project, made once."""
    file = Path(mkdtemp(prefix="pmo-shop-")) / "shop.db"
    db = empty(f"sqlite:///{file}")
    people.ensure_workspace(db, TEAM, START)
    ids = {name: people.know(db, TEAM, Profile(name, name, zone), START).id for name, zone in STAFF.items()}
    with db.reading() as session:
        ria = session.get_one(Person, ids["ria"])
    projects.create(db, Act(ria, START), NewProject("Shop", "SHOP", ria.id, ids["sol"], "C1", mode=mode))
    db.close()
    return file


@dataclass
class Shop:
    """One of them, with a worker that delivers."""

    db: Database
    time: VirtualTime
    office: Scripted
    worker: Worker
    folder: Path
    loop: asyncio.AbstractEventLoop

    @classmethod
    def open(cls, mode: Mode) -> Shop:
        """A fresh one."""
        folder = Path(mkdtemp(prefix="pmo-shop-"))
        shutil.copy(_template(mode), folder / "shop.db")
        return cls.on(empty(f"sqlite:///{folder / 'shop.db'}"), START, folder)

    @classmethod
    def on(cls, db: Database, at: datetime, folder: Path, office: Scripted | None = None) -> Shop:
        """One that goes on with a database from an instant; what was sent is remembered."""
        time = VirtualTime(at)
        fresh = Scripted(time.now, Log(), Random(0), lambda key: {"lines": []})  # noqa: S311 - nothing is random here
        fresh.kept = dict(office.kept) if office is not None else {}
        loop = asyncio.new_event_loop()
        loop.set_default_executor(AtOnce())
        return cls(db, time, fresh, Worker(db, fresh, time.now), folder, loop)

    def close(self) -> None:
        """It is thrown away."""
        self.loop.close()
        self.db.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- time ---------------------------------------------------------------------------

    def tick(self) -> None:
        """Plan and deliver what is due."""
        with virtual(self.time.now):
            self.loop.run_until_complete(self.worker.tick())

    def passes(self, span: timedelta) -> None:
        """Time passes, with a stop at everything that is due."""
        end = self.time.at + span
        self.tick()
        while (stop := min([*self.worker.stops(self.time.at), end])) < end:
            self.time.at = stop
            self.tick()
        self.time.at = end
        self.tick()

    # --- who and what -------------------------------------------------------------------

    def act(self, who: str) -> Act:
        """Somebody does something."""
        with self.db.reading() as session:
            person = queries.person_by_slack(session, TEAM, who)
            assert person is not None
            return Act(person, self.time.at)

    def id_of(self, who: str) -> int:
        """Somebody's number."""
        return self.act(who).person.id

    def items(self) -> list[Item]:
        """All items."""
        with self.db.reading() as session:
            return list(session.exec(select(Item).order_by(col(Item.id))))

    def project(self) -> Project:
        """The only project."""
        with self.db.reading() as session:
            return session.exec(select(Project)).one()

    def today(self) -> date:
        """By UTC; nobody here is more than a day from it."""
        return self.time.at.date()

    def set_policy(self, body: Mapping[str, Any]) -> None:
        """Other rules from now on."""
        project = self.project()
        with self.db.transaction() as session:
            policies.put_in_force(session, self.act("ria"), session.get_one(Project, project.id), body)

    # --- what must be -------------------------------------------------------------------

    def lines(self) -> list[Line]:
        """Everything that was ever owed to anybody."""
        with self.db.reading() as session:
            return list(session.exec(select(Line).order_by(col(Line.id))))

    def folded(self, item: Item) -> Mapping[str, Any]:
        """An item as its events tell it."""
        with self.db.reading() as session:
            events: Sequence[Event] = queries.events_of(session, TEAM, item.id)
            events = sorted(events, key=lambda event: event.id)
            begun = {**item.model_dump(include={"id", "team_id", "title"}), **events[0].after}
            row = Item(**Item.model_validate(begun).model_dump())
            for event in events:
                fold(row, event.after)
            return told(row)

    def sent(self) -> set[str]:
        """The slots of all messages that arrived."""
        with self.db.reading() as session:
            kinds = col(Post.kind).not_in(["edit", "home"])
            return set(session.exec(select(Post.key).where(Post.state == PostState.SENT, kinds)))


def said_until(shop: Shop, end: datetime, look: timedelta | None = None) -> set[str]:
    """The keys of all lines on a copy, at `end`: by the stops alone, or by looking at everything in between too."""
    with temporary_copy(shop.db) as db:
        copy = Shop.on(db, shop.time.at, shop.folder / "none", shop.office)
        try:
            while copy.time.at < end:
                if look is not None:
                    _wake_all(copy)
                copy.tick()
                stops = [*copy.worker.stops(copy.time.at), end]
                copy.time.at = min([*stops, copy.time.at + look] if look is not None else stops)
            return {line.key for line in copy.lines()}
        finally:
            copy.loop.close()


def _wake_all(shop: Shop) -> None:
    with shop.db.transaction() as session:
        session.exec(update(Item).values(wake_at=shop.time.at))
