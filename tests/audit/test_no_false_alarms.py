"""A company lives with the bot and the auditor beside it, and nothing is ever alarmed that is not wrong.

People answer, are away, leave, move to other zones and change their rules; Slack is slow or silent now and then, the
bot is killed, and off for two days.  The whole length is a year of a company: `./run prove tests/audit`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from sqlmodel import col, select

from pmo_bot.audit.looking import look
from pmo_bot.audit.scene import Found, Scene
from pmo_bot.model import Workspace
from tests.lengths import length, proof
from tests.simulation.driver import Wanted, play
from tests.simulation.worker import Worker

EVERY = timedelta(minutes=5)
DAYS = length(24, 366)
LIVED = Wanted(seed=11, items=length(30, 400), people=8, projects=3, days=DAYS, troubled=0.02, edits=False,
               outages=length(1, 6), start=datetime(2026, 3, 16, 5, tzinfo=UTC))  # fmt: skip


@proof
def test_nobody_is_alarmed_for_nothing(tmp_path: Path) -> None:
    with watched() as seen:
        run = play(LIVED, tmp_path)
    assert run.failures == []
    assert seen.looks > DAYS * 20
    assert seen.alarms == Counter()


class Seen:
    """What the auditor said."""

    def __init__(self) -> None:
        self.looks = 0
        self.alarms: Counter[str] = Counter()
        self._last = datetime(2000, 1, 1, tzinfo=UTC)

    def look(self, worker: Worker) -> None:
        """Look, as it does every few minutes, whatever the worker is about."""
        now = worker.now()
        if now - self._last < EVERY:
            return
        self._last, self.looks = now, self.looks + 1
        with worker.db.reading() as session:
            for team in session.exec(select(col(Workspace.team_id))).all():
                self.alarms.update(told(one, now) for one in look(Scene(session, team, now, now)))


def told(one: Found, now: datetime) -> str:
    """For whoever has to find out why."""
    return f"{one.cause} {one.keys} at {now}"


@contextmanager
def watched() -> Iterator[Seen]:
    """After each time the worker has ticked, the auditor may look."""
    seen, tick = Seen(), Worker.tick

    async def ticked(self: Worker) -> None:
        await tick(self)
        seen.look(self)

    with patch.object(Worker, "tick", ticked):
        yield seen
