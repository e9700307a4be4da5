"""A disk, a database or a port that cannot be used: every command says what is wrong and what to do, and ends."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pmo_bot.cli.codes import LATER, UNUSABLE
from pmo_bot.cli.main import main
from pmo_bot.cli.unusable import in_words
from pmo_bot.store import backup
from tests.world import APP_TOKEN, BOT_TOKEN, SECRET

Shell = Callable[..., tuple[int, str]]
COMMANDS = ("migrate", "backup FILE", "export json FILE", "import json FILE", "preview", "resend", "worker", "web")


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    """Type something with this database; the exit code, and all that is said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")

    def typed(url: str, words: str) -> tuple[int, str]:
        monkeypatch.setenv("DATABASE_URL", url)
        with pytest.raises(SystemExit) as ended:
            main(words.split())
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return typed


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_database_is_named_so_and_left_as_it_is(command: str, shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are my notes, and no database. " * 100)
    code, said = shell("sqlite:///notes.txt", command)
    assert code == UNUSABLE
    assert said.startswith("The file is no database. Look at DATABASE_URL")
    assert (tmp_path / "notes.txt").read_text().startswith("These are my notes")


def test_a_folder_is_no_database(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    code, said = shell("sqlite:///folder", "migrate")
    assert (code, said.partition(".")[0]) == (UNUSABLE, "The database cannot be opened")


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != "resend"])
def test_a_database_of_a_newer_version_is_left_to_that_version(
    command: str, shell: Shell, sqlite_url: str, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.db"
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), newer)
    with closing(sqlite3.connect(newer)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    code, said = shell(f"sqlite:///{newer}", command)
    assert code == LATER
    assert said.startswith("The database has the schema of a newer version of PMO Bot. Start that version here too")
    told = shell(f"sqlite:///{newer}", "doctor")[1]
    assert "to do  The database has the schema of a newer version of PMO Bot.\n       Start that version here" in told


def test_a_postgresql_that_does_not_answer_is_said_without_its_password(shell: Shell) -> None:
    code, said = shell("postgresql://pmo:hidden-word@127.0.0.1:1/pmo", "migrate")
    assert code == LATER
    assert said.startswith("PostgreSQL does not do it: connection failed")
    assert "Look at DATABASE_URL and at the server, then come again." in said
    assert "hidden-word" not in said


def test_a_full_disk_is_said_and_leaves_no_half_of_a_backup(
    shell: Shell, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "write", _out_of_room)
    code, said = shell(sqlite_url, "backup copy.db")
    assert (code, said) == (LATER, "There is no room left on the disk. Make some, then type it again.\n")
    assert list(tmp_path.glob("copy*")) == []


def _out_of_room(*_: object) -> None:
    """A database of few pages, which takes no more, as SQLite says it of a disk."""
    with closing(sqlite3.connect(":memory:")) as small:
        small.execute("PRAGMA max_page_count=2")
        small.execute("CREATE TABLE room (taken BLOB)")
        small.execute("INSERT INTO room VALUES (zeroblob(100000))")


def test_what_the_system_refuses_is_said_with_the_name_of_the_file() -> None:
    full = in_words(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "copy.db"))
    assert full is not None
    assert full.sentence.startswith("There is no room left on the disk.")
    denied = in_words(PermissionError(errno.EACCES, os.strerror(errno.EACCES), "there.db"))
    assert denied is not None
    assert denied.sentence.startswith("I cannot use there.db: Permission denied.")


def test_what_nobody_who_runs_it_can_mend_is_not_put_into_words() -> None:
    assert in_words(ValueError("a mistake in the program")) is None
    assert in_words(sqlite3.IntegrityError("a mistake in the program")) is None


@pytest.mark.parametrize(
    ("setting", "value", "why"),
    [
        ("KEEP_BODIES_DAYS", "9" * 13, "it has to be 36500 at most, and is “9999999999999”."),
        ("KEEP_SAYINGS_DAYS", "4000000", "it has to be 36500 at most, and is “4000000”."),
        ("KEEP_WEEKS", "9" * 9, "it has to be 5200 at most"),
        ("KEEP_WEEKS", "1", "it has to be 4 at least, and is “1”."),
        ("PORT", "eighty", "it has to be a whole number, and is “eighty”. Look at the environment, and at .env."),
        ("LOG_LEVEL", "LOUD", "it has to be 'DEBUG', 'INFO', 'WARNING' or 'ERROR', and is “LOUD”."),
        ("PORT", "0123456789abcdef" * 4, "it has to be a whole number, and is “0123456789ab…”."),
        ("SLACK_PKCE", "maybe", "it has to be true or false, and is “maybe”."),
        ("PMO_LEADS", "U0PRIYA, @jon", "“@jon” is no Slack id, such as U0123ABCD"),
        ("SLACK_API_URL", "slack.example", "it has to start with https://"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named_before_anything_begins(
    setting: str, value: str, why: str, shell: Shell, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(setting, value)
    code, said = shell(sqlite_url, "worker")
    assert code == UNUSABLE
    assert said.startswith(f"{setting}: ")
    assert why in said


@pytest.mark.parametrize(("command", "setting"), [("web", "PORT"), ("worker", "HEALTH_PORT")])
def test_a_port_that_somebody_else_has_is_said_and_the_bot_ends(
    command: str, setting: str, shell: Shell, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv(setting, str(port))
        code, said = shell(sqlite_url, command)
    assert code == UNUSABLE
    assert f"I cannot listen on 127.0.0.1:{port} (Address already in use). Choose another PORT" in said
