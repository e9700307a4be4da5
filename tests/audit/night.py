"""A bot that serves a small company, minute by minute, with the auditor beside it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from unittest.mock import patch

from sqlmodel import SQLModel, col, select

from pmo_bot.jobs import audit
from pmo_bot.jobs.audit import Auditor
from pmo_bot.model import Alarm, Cause, Post, PostKind
from pmo_bot.services import people
from pmo_bot.services.people import Profile
from tests.delivery.office import BRIEFS, PROMISED, Office, office, project, promises
from tests.simulation.worker import virtual
from tests.world import TEAM

Row = TypeVar("Row", bound=SQLModel)
MINUTE = timedelta(minutes=1)


@dataclass
class Night:
    """Time passes; the worker ticks unless it is dead, the auditor looks."""

    made: Office
    auditor: Auditor
    alive: bool = True
    stands: bool = False
    """The clock of the rules goes on no more."""
    frozen: float | None = None
    """For how long the heartbeat of this process has hung."""
    alarmed: list[tuple[Cause, ...]] = field(default_factory=list)
    passed: float = 0.0

    async def minute(self) -> tuple[Cause, ...]:
        """A minute goes by; what is wrong at its end."""
        self.passed += 60
        if not self.stands:
            self.made.clock.at += MINUTE
        if self.frozen is not None:
            self.frozen += 60
        if self.alive:
            await self.made.bot.heartbeat.tick()
        self.auditor.look()
        self.alarmed.append(self.wrong())
        return self.alarmed[-1]

    async def alarmed_within_five(self, cause: Cause) -> bool:
        """Whether five minutes are enough."""
        for _ in range(5):
            if cause in await self.minute():
                return True
        return False

    def wrong(self) -> tuple[Cause, ...]:
        """The causes of the alarms that are open."""
        return tuple(one.cause for one in self.rows(Alarm) if one.cleared_at is None)

    def rows(self, kind: type[Row], *which: Any) -> list[Row]:
        """Rows of a table."""
        with self.made.bot.db.reading() as session:
            return list(session.exec(select(kind).where(*which)))

    def change(self, row: SQLModel, **values: Any) -> None:
        """What nobody should do to a row."""
        with self.made.bot.db.transaction() as session:
            found = session.get_one(type(row), row.id)  # type: ignore[attr-defined]
            for name, value in values.items():
                setattr(found, name, value)
            session.add(found)

    def remove(self, row: SQLModel) -> None:
        """Take a row away behind everybody's back."""
        with self.made.bot.db.transaction() as session:
            session.delete(session.get_one(type(row), row.id))  # type: ignore[attr-defined]

    def add(self, *rows: SQLModel) -> None:
        """Rows that nobody planned."""
        with self.made.bot.db.transaction() as session:
            session.add_all(rows)

    def brief(self) -> Post:
        """The first brief."""
        return self.rows(Post, col(Post.kind) == PostKind.BRIEF)[0]

    def notes(self, who: str = "U0PRIYA") -> list[str]:
        """What a PMO lead has in hand of the bot itself."""
        return [m.text for m in self.made.playground.world.posted(who) if "with me" in m.text or "well again" in m.text]


@contextlib.asynccontextmanager
async def night(url: str, at: datetime = BRIEFS) -> AsyncIterator[Night]:
    """Everybody of the small company has promised something for tomorrow, and Priya leads the PMO."""
    async with office(url, at) as made:
        db = made.bot.db
        promises(db)
        people.know(db, TEAM, Profile("U0PRIYA", "Priya", "Europe/Madrid"), PROMISED, frozenset({"U0PRIYA"}))
        project(db)
        lived = Night(made, Auditor(db, made.clock.now))
        lived.auditor.idle = lambda: lived.frozen
        with virtual(made.clock.now), _running(lived):
            yield lived


@contextlib.contextmanager
def _running(lived: Night) -> Iterator[None]:
    with patch.object(audit, "running", lambda: lived.passed):
        yield
