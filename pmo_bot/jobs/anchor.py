"""Write down every day, outside of the database, where the chains of events end."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import structlog

from pmo_bot.store import anchors, verifying, whole
from pmo_bot.store.anchors import Anchor
from pmo_bot.store.database import Database

EVERY_SECONDS = 600
"""How often it looks whether today's is there: who starts the bot anew each day has one, too."""
log = structlog.get_logger()


@dataclass
class Anchoring:
    """One line a day and workspace: in the log, and in a file where one is named."""

    db: Database
    now: Callable[[], datetime]
    path: Path | None = None
    written: dict[str, date] = field(default_factory=dict)
    """By workspace: the day of its newest anchor."""

    async def run(self) -> int:
        """Write what is missing today; how many."""
        return await asyncio.to_thread(self.write)

    def write(self) -> int:
        """The same, here and now."""
        now = self.now()
        today = now.astimezone(UTC).date()
        with self.db.reading() as session:
            missing = {team for team in whole.teams(session) if self._day_of(team) != today}
            ends = verifying.heads(session) if missing else []
        due = [Anchor(now, one.team, one.event, one.hash) for one in ends if one.team in missing]
        for one in due:
            log.info("anchor", action="audit.head", team=one.team, head=one.event, hash=one.hash)
        if self.path is not None:
            try:
                anchors.append(self.path, map(anchors.line, due))
            except OSError as failure:
                log.error("anchor", action="audit.unwritten", error=failure.strerror)
                return 0
        self.written |= dict.fromkeys((one.team for one in due), today)
        return len(due)

    def erased(self, team: str) -> None:
        """End the anchors of a workspace that was erased as a whole."""
        self.written.pop(team, None)
        log.info("anchor", action="audit.erased", team=team)
        if self.path is not None:
            anchors.append(self.path, [anchors.erased(self.now(), team)])

    def _day_of(self, team: str) -> date | None:
        """What this process wrote, or another one before it."""
        if team not in self.written and self.path is not None and self.path.exists():
            days = {one.team: one.at.astimezone(UTC).date() for one in anchors.read(self.path)}
            self.written |= days
        return self.written.get(team)
