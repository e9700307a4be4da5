"""Notice that the clock was set, or that zones have other rules than before, before anything is planned by them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from pmo_bot import zones
from pmo_bot.clock import running
from pmo_bot.services import afresh
from pmo_bot.store.database import Database

EVERY = timedelta(minutes=1)
HOUR = 3600.0
"""Where processes have different rules, as while a new version is rolled out, whose they are changes no oftener."""
log = structlog.get_logger()


@dataclass
class Afresh:
    """Looks before a plan, once a minute by either clock; what it finds is in the rows, so any process will do."""

    db: Database
    lease: timedelta
    ran: Callable[[], float] = running
    rules: Callable[[], str] = zones.rules
    _looked: tuple[datetime, float] | None = None
    _compared: tuple[str, float] = ("", 0.0)

    def look(self, now: datetime) -> None:
        """Look, if it is time."""
        ran = self.ran()
        if self._looked is not None and abs(now - self._looked[0]) < EVERY and ran - self._looked[1] < EVERY.seconds:
            return
        first, self._looked = self._looked is None, (now, ran)
        rules = self.rules()
        compare = rules != self._compared[0] or ran - self._compared[1] >= HOUR
        again = afresh.look(self.db, now, rules, compare=compare)
        self._compared = (rules, ran) if compare else self._compared
        if again:
            log.warning("plan", action="plan.afresh", workspaces=again)
        if first:
            afresh.free(self.db, self.lease)
