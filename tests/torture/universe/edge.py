"""The edges of a worker: each point at which it may die, and a database that fails in every way a database can."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

import pmo_bot
from pmo_bot.store.database import Database

OURS = str(Path(pmo_bot.__file__).parent)
BETWEEN = ("store/database.py", "store/prepared.py", "store/chain.py")
"""Rooms through which every statement goes: a point is named by whoever sent it there."""
INJECTED = "made up by the universe"


class Killed(BaseException):
    """The worker is no more: what it had begun does not go on."""


@dataclass
class Life:
    """One worker from its start to its end."""

    dies_at: int | None = None
    """The number of the point at which it ends."""
    fates: Callable[[], Trouble | None] = lambda: None
    """What goes wrong with a statement."""
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    count: int = 0
    dead: bool = False
    failed: bool = False
    """Whether the database has failed it lately."""
    ended: str = ""
    """Where it died."""
    points: list[str] | None = None
    """All that it came by, when somebody wants to know."""

    def here(self, when: str, of: str = "") -> None:
        """One of the points.  Whoever is dead does nothing any more."""
        if self.dead:
            raise Killed
        self.count += 1
        if self.points is not None:
            self.points.append(named(when, of))
        if self.count == self.dies_at:
            self.dead, self.ended = True, named(when, of)
            raise Killed

    async def bury(self) -> None:
        """All that it had begun ends with it."""
        self.dead = True
        others = [task for task in self.tasks if task is not asyncio.current_task() and not task.done()]
        for task in others:
            task.cancel()
        await asyncio.gather(*self.tasks_but_this(), return_exceptions=True)

    def tasks_but_this(self) -> list[asyncio.Task[Any]]:
        """What it began."""
        return [task for task in self.tasks if task is not asyncio.current_task()]


LIFE: ContextVar[Life | None] = ContextVar("LIFE", default=None)


def named(when: str, of: str = "") -> str:
    """A point by the function of ours that comes by it."""
    return f"{when} {of}" if of.startswith("await") else f"{when} {of}: {_function()}".replace(" : ", ": ")


def _function() -> str:
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(OURS) and not file.endswith(BETWEEN):
            return f"{Path(file).relative_to(OURS).with_suffix('')}.{frame.f_code.co_name}".replace("/", ".")
        frame = frame.f_back  # type: ignore[assignment]
    return "the worker"


# --- the database -----------------------------------------------------------------------


class Trouble(StrEnum):
    """What goes wrong with a database."""

    LOCKED = "locked"
    """It does not let anybody begin."""
    REFUSED = "refused at the commit"
    """A commit fails, and nothing is kept: a serialization error, a full disk."""
    UNHEARD = "committed, and nobody hears of it"
    LOST = "the connection is lost"
    """In the middle of a transaction."""


class WatchedDatabase(Database):
    """A database of one worker."""

    def __init__(self, url: str, life: Life) -> None:
        super().__init__(url)
        self.life = life
        self._trouble: Trouble | None = None
        event.listen(self.engine, "begin", self._begins)
        event.listen(self.engine, "before_execute", self._executes)
        event.listen(self.engine, "commit", self._commits)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """As it is; after its end there is one more point, and one more thing to go wrong."""
        self._trouble = self.life.fates()
        with super().transaction() as session:
            yield session
        self.life.here("after the commit")
        if self._taken(Trouble.UNHEARD):
            raise failure(Trouble.UNHEARD)

    def _begins(self, connection: Connection) -> None:
        self.life.here("before the transaction")
        if self._taken(Trouble.LOCKED):
            raise failure(Trouble.LOCKED)

    def _executes(self, connection: Connection, statement: Any, *_: Any) -> None:
        if statement.is_select:
            return
        self.life.here("before a statement")
        if self._taken(Trouble.LOST):
            connection.invalidate()
            raise failure(Trouble.LOST)

    def _commits(self, _connection: Connection) -> None:
        self.life.here("before the commit")
        if self._taken(Trouble.REFUSED):
            raise failure(Trouble.REFUSED)

    def _taken(self, trouble: Trouble) -> bool:
        """Whether it goes wrong in this way now; once."""
        if self._trouble is not trouble:
            return False
        self._trouble, self.life.failed = None, True
        return True


def failure(trouble: Trouble) -> OperationalError:
    """What the driver would say."""
    lost = trouble is Trouble.LOST
    return OperationalError(f"{trouble}", None, RuntimeError(INJECTED), connection_invalidated=lost)
