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
from tests.simulation.driver import Stage, Wanted, play
from tests.simulation.worker import Worker
from tests.torture import report

EVERY, BETWEEN = timedelta(minutes=5), timedelta(minutes=47)
DAYS = length(12, 366)
LIVED = Wanted(seed=11, items=length(12, 120), people=5, projects=2, days=DAYS, troubled=0.02, edits=False,
               outages=length(1, 6), start=datetime(2026, 3, 16, 5, tzinfo=UTC),
               often=length({}, {"leave": 0.0008}))  # fmt: skip


@proof
def test_nobody_is_alarmed_for_nothing(tmp_path: Path) -> None:
    with watched() as seen:
        run = play(LIVED, tmp_path)
    assert run.failures == []
    assert seen.looks > DAYS * 24
    assert seen.alarms == Counter()
    report.row("R15", target="0 false alarms in a year", measured=f"0 in {DAYS} days, {seen.looks:,} looks", seed=11)


class Seen:
    """What the auditor said."""

    def __init__(self) -> None:
        self.looks = 0
        self.alarms: Counter[str] = Counter()
        self._last = LIVED.start

    def pass_time(self, worker: Worker, until: datetime) -> None:
        """Between two stops nothing happens, and the auditor looks all the same."""
        self._last = max(self._last, worker.now())  # while the bot was off, nobody looked
        while self._last + BETWEEN < until:
            self._look(worker, self._last + BETWEEN)

    def look(self, worker: Worker) -> None:
        """Look after a stop."""
        if worker.now() - self._last >= EVERY:
            self._look(worker, worker.now())

    def _look(self, worker: Worker, now: datetime) -> None:
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
    seen, tick, next_stop = Seen(), Worker.tick, Stage._next_stop

    async def ticked(self: Worker) -> None:
        await tick(self)
        seen.look(self)

    def stopped(self: Stage, worker: Worker, at: datetime, end: datetime) -> datetime:
        until = next_stop(self, worker, at, end)
        seen.pass_time(worker, until)
        return until

    with patch.object(Worker, "tick", ticked), patch.object(Stage, "_next_stop", stopped):
        yield seen
