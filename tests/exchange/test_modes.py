"""A history replayed in each mode, watched by the judge of the simulation."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmo_bot.exchange.jira import Wishes, import_file
from pmo_bot.model import Mode
from pmo_bot.rules.calendar import Calendar
from pmo_bot.store.database import Database
from tests.exchange.history import APACHE, NO_APACHE, PLACES, imported, seeded
from tests.exchange.jira_data import BAKERY, empty, lines
from tests.exchange.modes import carried, staffed, table
from tests.exchange.watched import Watched, watch
from tests.lengths import length, proof
from tests.simulation.checker import violations

MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def bakery(folder: Path) -> Database:
    db = empty(f"sqlite:///{folder / 'test.db'}")
    wishes = Wishes("Europe/Madrid", "ES", leads={"OVEN": "rosa"}, sponsors={"OVEN": "boss"})
    import_file(db, lines(folder, BAKERY), wishes, datetime(2026, 4, 1, 9, tzinfo=UTC))
    return db


def told(run: Watched, kind: str, ref: str) -> list[tuple[str, str]]:
    """Who got something about an issue, and when."""
    return [(m.to, f"{m.local:%d %b %H:%M}") for m in run.messages if m.kind == kind and ref in m.refs]


def test_each_mode_keeps_the_rules_and_makes_its_own_difference(tmp_path: Path) -> None:
    with closing(bakery(tmp_path)) as db:
        runs = [watch(db, mode, MARCH, 40) for mode in Mode]
    assert [violations(run.log.lines) for run in runs] == [[], [], []]
    supportive, controlling, directive = runs
    first = [("ada", "02 Mar 09:05")]
    assert told(supportive, "request", "OVEN-3") == first
    assert told(controlling, "request", "OVEN-3") == [*first, ("ada", "03 Mar 09:00"), ("ada", "05 Mar 09:00")]
    assert told(directive, "request", "OVEN-3") == first
    assert told(supportive, "escalation", "OVEN-3") == [("rosa", "18 Mar 09:05")]
    assert told(controlling, "escalation", "OVEN-3") == [("rosa", "18 Mar 09:05"), ("boss", "20 Mar 09:10")]


def test_the_table_counts_messages_by_person_and_week(tmp_path: Path) -> None:
    with closing(bakery(tmp_path)) as db:
        run = watch(db, Mode.SUPPORTIVE, MARCH, 20)
    rows = list(table([run]))
    assert rows[0] == "| mode | messages | in all | mean | 95 % at most | most |"
    briefs = sum(message.kind == "brief" for message in run.messages)
    assert rows[3].startswith(f"|  | briefs | {briefs} | ")
    assert "requests" in carried(run)


def test_a_replay_without_a_calendar_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Calendar, "is_working", lambda self, day: True)
    with closing(bakery(tmp_path)) as db:
        found = violations(watch(db, Mode.CONTROLLING, MARCH, 20).log.lines)
    assert any("on a day off" in one for one in found)


@pytest.mark.skipif(not APACHE.is_file(), reason=NO_APACHE)
@proof
@pytest.mark.parametrize("mode", Mode)
def test_real_projects_keep_the_rules_in_each_mode(mode: Mode, tmp_path: Path) -> None:
    with closing(imported(APACHE, tmp_path)) as db:
        seeded(db, PLACES)
        staffed(db)
        run = watch(db, mode, datetime(2013, 1, 21, tzinfo=UTC), length(12, 60))
    assert violations(run.log.lines) == []
    kinds = {message.kind for message in run.messages}
    assert {"brief", "request", "preview", "escalation", "digest"} <= kinds
