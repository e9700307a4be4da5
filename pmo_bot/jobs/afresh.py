"""Notice that the clock was set, or that zones have other rules than before, before anything is planned by them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from pmo_bot import zones
from pmo_bot.clock import running
from pmo_bot.services import afresh
from pmo_bot.services.made_ahead import SKEW
from pmo_bot.store.database import Database

EVERY = timedelta(minutes=1)
QUIET = 300.0
"""Whoever has noted nothing for so many seconds is no longer there: each does so once a minute."""
HOUR = 3600.0
"""Where processes have different rules, as while a new version is rolled out, whose they are changes no oftener."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Look:
    """When it was, by the clock and in seconds that only go ahead."""

    now: datetime
    ran: float

    def went_back(self, then: "Look") -> bool:
        """Whether the clock went back between this look and a later one."""
        return then.now - self.now < timedelta(seconds=then.ran - self.ran) - SKEW


@dataclass
class Newest:
    """The latest instant that any process noted, as this one saw it.

    A clock that was ahead was set right where this process's own went back and nobody noted more since, or where
    nobody has for a while.  As long as another one does, clocks differ, and nobody can tell here which is right.
    """

    at: datetime | None = None
    since: float = 0.0
    differs: bool = False
    """Whether another process that lives shows a later time."""

    def wrong(self, newest: datetime | None, before: Look | None, look: Look) -> datetime | None:
        """What was noted by a clock that was ahead; None where nothing is known to be."""
        rose = newest != self.at
        if rose:
            self.at, self.since = newest, look.ran
        if newest is None or newest < look.now + SKEW:
            self.differs = False
            return None
        if not rose and (look.ran - self.since >= QUIET or (before is not None and before.went_back(look))):
            self.differs = False
            return newest
        if rose and before is not None and not self.differs:
            self.differs = True
            log.warning("plan", action="plan.clocks_differ", by=(newest - look.now).total_seconds())
        return None

    def noted(self, newest: datetime | None, look: Look) -> None:
        """This process noted what it shows itself."""
        if newest is None or newest < look.now:
            self.at, self.since = look.now, look.ran


@dataclass
class Afresh:
    """Looks before a plan, once a minute by either clock; what it finds is in the rows, so any process will do."""

    db: Database
    lease: timedelta
    ran: Callable[[], float] = running
    rules: Callable[[], str] = zones.rules
    _looked: Look | None = None
    _newest: Newest = field(default_factory=Newest)
    _compared: tuple[str, float] = ("", 0.0)
    _freed: bool = False

    def look(self, now: datetime) -> None:
        """Look, if it is time."""
        look, before = Look(now, self.ran()), self._looked
        if before is not None and abs(now - before.now) < EVERY and look.ran - before.ran < EVERY.seconds:
            return
        self._looked = look
        rules = self.rules()
        compare = rules != self._compared[0] or look.ran - self._compared[1] >= HOUR
        newest = afresh.newest(self.db)
        wrong = self._newest.wrong(newest, before, look)
        again = afresh.look(self.db, now, rules, compare=compare, wrong=wrong)
        self._newest.noted(newest if wrong is None else None, look)
        self._compared = (rules, look.ran) if compare else self._compared
        if again:
            log.warning("plan", action="plan.afresh", workspaces=again)
        if not self._freed:
            afresh.free(self.db, self.lease)
            self._freed = True
