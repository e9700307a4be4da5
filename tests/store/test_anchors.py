"""Where the history ended is written down elsewhere every day: so a cut, or a history built anew, is found."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import structlog

from pmo_bot.cli.main import main
from pmo_bot.jobs.anchor import Anchoring
from pmo_bot.store import anchors
from pmo_bot.store.database import Database
from pmo_bot.store.records import erase_workspace
from pmo_bot.store.verifying import heads, verify
from tests.store.test_chain import AT, by_hand, happens


@pytest.fixture
def db(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Five events; the commands use it."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    with closing(Database(sqlite_url)) as made:
        for number in range(5):
            happens(made, "item.moved", after={"slips": number})
        yield made


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)


def daily(db: Database, file: Path | None, now: datetime = AT) -> int:
    return Anchoring(db, lambda: now, file).write()


def test_a_line_is_written_once_a_day_whoever_runs_and_is_ours_alone(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    assert [daily(db, file), daily(db, file), daily(db, file, AT + timedelta(days=1))] == [1, 0, 1]
    told = [json.loads(line) for line in file.read_text().splitlines()]
    with db.reading() as session:
        (end,) = heads(session)
    assert told[0] == {"at": "2026-11-30T09:00:00+00:00", "workspace": "T1", "event": 5, "hash": end.hash}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_file_the_log_has_it(db: Database) -> None:
    job = Anchoring(db, lambda: AT)
    with structlog.testing.capture_logs() as lines:
        assert [job.write(), job.write()] == [1, 0]
    assert [(line["action"], line["team"], line["head"]) for line in lines] == [("audit.head", "T1", 5)]


def test_a_file_that_cannot_be_written_is_tried_again(db: Database, tmp_path: Path) -> None:
    job = Anchoring(db, lambda: AT, tmp_path / "missing" / "anchors")
    with structlog.testing.capture_logs() as lines:
        assert job.write() == 0
    assert lines[-1]["action"] == "audit.unwritten"
    (tmp_path / "missing").mkdir()
    assert job.write() == 1


def test_a_line_that_a_crash_broke_off_stops_nothing(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    daily(db, file)
    with file.open("a") as broken:
        broken.write('{"at": "2026-1')
    with structlog.testing.capture_logs() as lines:
        assert [daily(db, file), daily(db, file, AT + timedelta(days=1))] == [0, 1]
    assert {"action": "audit.broken_lines", "lines": [2]}.items() <= lines[0].items()
    assert [json.loads(line)["at"][:10] for line in file.read_text().splitlines()[::2]] == ["2026-11-30", "2026-12-01"]
    assert [one.event for one in anchors.read(file, [])] == [5, 5]


def test_the_file_is_read_once_however_many_there_are(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, read, times = tmp_path / "anchors", anchors.read, []
    for team in ("T2", "T3", "T4"):
        happens(db, "item.moved", team=team)
    monkeypatch.setattr(anchors, "read", lambda *given: times.append(given) or read(*given))
    assert [daily(db, file), daily(db, file), len(times)] == [4, 0, 1]


def test_the_command_says_that_all_is_as_it_was(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "verify") == 0
    said = capsys.readouterr().out
    assert "5 events are as they were written down (" in said
    assert "nobody can tell whether the end was cut off" in said
    daily(db, tmp_path / "anchors")
    assert run("audit", "verify", "--anchors", tmp_path / "anchors") == 0
    assert "They agree with 1 anchor in " in capsys.readouterr().out


def test_the_command_names_the_first_event_that_does_not_fit(db: Database, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand(db, "UPDATE event SET what = 'item.done' WHERE id IN (3, 4)")
    assert run("audit", "verify") == 1
    assert "T1: event 3 is the first that does not fit" in capsys.readouterr().out


def test_what_the_command_prints_is_an_anchor(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "head") == 0
    (tmp_path / "anchors").write_text(capsys.readouterr().out)
    by_hand(db, "DROP TRIGGER event_kept", "DELETE FROM event WHERE id > 3")
    assert run("audit", "verify") == 1
    assert "T1: event 3 is the first that does not fit: it is the last one now, and was not" in capsys.readouterr().out
    by_hand(db, "UPDATE workspace SET head = (SELECT hash FROM event WHERE id = 3)")
    assert run("audit", "verify") == 0, "what is left fits"
    monkeypatch.setenv("AUDIT_ANCHORS", str(tmp_path / "anchors"))
    assert run("audit", "verify") == 1
    assert "it ended with event 5; there is none any more, so the end was cut off" in capsys.readouterr().out


def test_a_file_with_a_line_that_is_no_anchor_is_refused(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    daily(db, tmp_path / "anchors")
    with (tmp_path / "anchors").open("a") as file:
        file.write('{"at": "2026-1')
    assert run("audit", "verify", "--anchors", tmp_path / "anchors") == 2
    assert "Line 2 of the file with the anchors is no anchor" in capsys.readouterr().err


def test_a_workspace_that_was_erased_as_a_whole_is_no_cut(db: Database, tmp_path: Path) -> None:
    happens(db, "item.moved", team="T2")
    file = tmp_path / "anchors"
    daily(db, file)
    with db.transaction() as session:
        erase_workspace(session, "T1")
    assert [one.team for one in verify(db, anchors.read(file)).broken] == ["T1"]
    anchors.append(file, [anchors.erased(AT, "T1")])
    assert verify(db, anchors.read(file)).broken == []
