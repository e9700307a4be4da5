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
            teams = set(whole.teams(session))
            self._look_up(teams)
            missing = {team for team in teams if self.written.get(team) != today}
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

    def _look_up(self, teams: set[str]) -> None:
        """What another process wrote before this one; a line that a crash broke off is stepped over."""
        if self.path is None or teams <= self.written.keys() or not self.path.exists():
            return
        broken: list[int] = []
        try:
            found = anchors.read(self.path, broken)
        except OSError as failure:
            log.error("anchor", action="audit.unread", error=failure.strerror)
            return
        if broken:
            log.warning("anchor", action="audit.broken_lines", lines=broken)
        self.written = {one.team: one.at.astimezone(UTC).date() for one in found} | self.written
