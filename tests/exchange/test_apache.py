"""A year of 21 real projects: every rule kept, everybody reminded who has to be, nobody else.

The judge is `oracle`, which shares nothing with the bot.  The last three tests switch a rule off, to see that the
judge would notice.  The whole year: `./run prove tests/exchange/test_apache.py`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmo_bot.cli.preview import as_json
from pmo_bot.exchange.jira import Wishes, import_file
from pmo_bot.jobs.rehearsal import Wanted, rehearse
from pmo_bot.rules import gate
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.store.database import Database
from tests.exchange.history import APACHE, NO_APACHE, PLACES, seeded
from tests.exchange.jira_data import empty
from tests.exchange.oracle import Place, nudged, owed, violations
from tests.lengths import length, proof

pytestmark = pytest.mark.skipif(not APACHE.is_file(), reason=NO_APACHE)

DAYS = length(80, 365)
NEW_YEAR = datetime(2013, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the whole file."""
    file = tmp_path_factory.mktemp("apache") / "apache.db"
    db = empty(f"sqlite:///{file}")
    report = import_file(db, APACHE, Wishes(), datetime(2026, 11, 30, 9, tzinfo=UTC))
    db.close()
    assert (report.found["issues"], report.new["items"], report.broken) == (501, 501, [])
    return file


@pytest.fixture
def db(imported: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it for one test."""
    shutil.copy(imported, tmp_path / "apache.db")
    database = Database(f"sqlite:///{tmp_path / 'apache.db'}")
    yield database
    database.close()


def played(db: Database, start: datetime, days: int) -> list[dict[str, Any]]:
    """The preview with replay, as it is printed."""
    return [json.loads(json.dumps(as_json(message))) for message in rehearse(db, Wanted(start, days, replay=True))]


@proof
@pytest.mark.parametrize(("places", "days"), [((("UTC", None),), DAYS), (PLACES, DAYS // 2)], ids=["one", "world"])
def test_every_rule_is_kept_and_everybody_reminded(db: Database, places: tuple[Place, ...], days: int) -> None:
    where = seeded(db, places)
    told = played(db, NEW_YEAR, days)
    assert violations(told, where) == []
    expected = owed(APACHE, NEW_YEAR, NEW_YEAR + timedelta(days=days), where)
    assert (expected - nudged(told), nudged(told) - expected) == (set(), set())
    assert len(expected) > days / 12
    assert sum(message["kind"] == "escalation" for message in told) > days / 20


JANUARY = datetime(2013, 1, 28, tzinfo=UTC)
A_WHILE = 17


@pytest.fixture
def where(db: Database) -> dict[str, Place]:
    return seeded(db, PLACES)


def test_a_bot_without_a_calendar_is_caught(
    db: Database, where: dict[str, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Calendar, "is_working", lambda self, day: True)
    found = violations(played(db, JANUARY, A_WHILE), where)
    assert any("on a day off" in one for one in found)


def test_a_bot_without_the_gate_is_caught(
    db: Database, where: dict[str, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "may_notify", lambda *_, **__: gate.GO)
    found = violations(played(db, NEW_YEAR, A_WHILE), where)
    assert any(one.startswith("brief") and "at 22:49" in one for one in found)


@pytest.mark.parametrize("waits", [True, False])
def test_a_bot_whose_escalations_do_not_wait_for_the_preview_is_caught(
    db: Database, where: dict[str, Place], monkeypatch: pytest.MonkeyPatch, waits: bool
) -> None:
    """With a policy that is in a hurry: only the wait after the preview holds its escalations back."""
    hurried = [{**rung, "at": 1} for rung in DEFAULT["escalate"]]
    monkeypatch.setitem(DEFAULT, "escalate", hurried)
    if not waits:
        monkeypatch.setattr(Calendar, "one_working_day_after", lambda self, at: at)
    found = violations(played(db, JANUARY, A_WHILE), where)
    assert bool(found) is not waits
    assert all("seen" in one for one in found)
