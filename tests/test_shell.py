"""The shell speaks in sentences: what it did not understand, what would be, and with which code it ends."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.cli.main import main
from pmo_bot.clock import real_now
from pmo_bot.model import Person, Project
from pmo_bot.services import people
from pmo_bot.store.database import Database
from tests.supply.__main__ import written
from tests.supply.audit import NO_NETWORK, run

ROOT = Path(__file__).parents[1]
Shell = Callable[..., tuple[int, str]]


@pytest.fixture
def shell(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Type something; the exit code, and all that is said."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)

    def typed(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("exprot", "There is no “exprot” here. Did you mean export?\n`./run --help` shows all of it.\n"),
        ("import", "Say which: jira, values, json, csv or items.\n`./run import --help` shows all of it.\n"),
        ("keys", "Say which: new or rotate.\n`./run keys --help` shows all of it.\n"),
        ("audit whatever", "There is no “whatever” here. There is verify or head.\n`./run audit --help` shows"),
        ("export json", "FILE has to be named, too.\n`./run export json --help` shows all of it.\n"),
        ("rights --evry", "There is no “--evry” here.\n"),
        ("migrate --to", "Something has to follow --to.\n"),
        ("preview --days x", "--days: say a number of days from 1 to 3660.\n"),
        ("preview --from 9999-12-01", "--from: say a date between the years 1970 and 2999.\n"),
        ("preview --start 0001-01-01", "--start: say a date between the years 1970 and 2999.\n"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_would_be(typed: str, said: str, shell: Shell) -> None:
    code, told = shell(*typed.split())
    assert code == UNUSABLE
    assert told.startswith(said)


def test_help_before_a_command_is_help_for_it(shell: Shell) -> None:
    assert shell("help") == shell("--help")
    assert shell("help", "export", "json") == shell("export", "json", "--help")
    code, told = shell("help")
    assert code == 0
    assert "78 a setting is missing" in " ".join(told.split())


@pytest.mark.parametrize(
    ("typed", "next_step"),
    [
        ("import jira /nofile", "Name one with issues of Jira"),
        ("import values /nofile", "columns kpi, date, value"),
        ("restore /nofile", "`./run backup FILE` writes one"),
        ("template import /nofile", "`./run template export` writes them"),
        ("person export Maria", "this database has no people yet"),
    ],
)
def test_what_is_not_there_is_answered_with_a_next_step(typed: str, next_step: str, shell: Shell) -> None:
    code, told = shell(*typed.split())
    assert code == UNUSABLE
    assert next_step in told


def test_whoever_is_misspelled_or_a_project_that_is_not_there_is_answered_with_what_is(
    shell: Shell, sqlite_url: str
) -> None:
    db = Database(sqlite_url)
    people.ensure_workspace(db, "T1", real_now())
    with db.transaction() as session:
        for name in ("María Ortega", "Jon Berg"):
            session.add(Person(team_id="T1", name=name))
        session.add(Project(team_id="T1", key="ATLAS", name="Atlas", created_at=real_now()))
    db.close()
    assert shell("person", "export", "Maria") == (
        UNUSABLE, "I know nobody called Maria. I know María Ortega and others; a Slack id works, too.\n",
    )  # fmt: skip
    assert shell("preview", "--policy", "supportive", "--project", "apollo") == (
        UNUSABLE, "There is no project APOLLO. There is ATLAS.\n",
    )  # fmt: skip
    assert shell("person", "erase", "Jon Berg", "--to", "Jon Berg") == (
        UNUSABLE, "Jon Berg cannot take over from Jon Berg. Name somebody else behind --to.\n",
    )  # fmt: skip


def test_a_policy_that_is_nested_without_end_is_none(shell: Shell, sqlite_url: str, tmp_path: Path) -> None:
    with closing(Database(sqlite_url)) as db:
        people.ensure_workspace(db, "T1", real_now())
    (tmp_path / "policy.json").write_text("[" * 100_000)
    code, told = shell("preview", "--policy", str(tmp_path / "policy.json"))
    assert (code, told) == (UNUSABLE, f"{tmp_path / 'policy.json'} is no policy: it is nested too deep.\n")


def test_a_template_is_written_whole_or_not_at_all(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("what was there")

    def half_of_it(to: Path, text: str, **_: object) -> int:
        with to.open("w") as begun:
            begun.write(text[: len(text) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # as a write says it: without the file's name

    monkeypatch.setattr(Path, "write_text", half_of_it)
    code, told = shell("template", "export", "agile", str(file))
    assert code == UNUSABLE
    assert told.startswith(f"I cannot use {file}: No space left on device. ")
    assert file.read_text() == "what was there"
    assert [one.name for one in tmp_path.iterdir() if "yaml" in one.name] == ["mine.yaml"]


def test_an_empty_database_has_nothing_to_preview(shell: Shell) -> None:
    code, told = shell("preview")
    assert code == 0
    assert told.startswith("There is nothing yet")
    assert "kept" not in told


# --- what the checks bring along --------------------------------------------------------


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)


def test_without_the_packages_of_the_checks_it_says_what_sets_them_up() -> None:
    done = python("-c", "import sys; sys.modules['pytest'] = None; import tests.mutation")
    assert done.returncode == 1
    assert done.stderr.startswith("What the checks need is not installed here. `./run test --version` sets it up")


@pytest.mark.parametrize("module", ["tests.torture", "tests.browser.pictures"])
def test_help_does_nothing_but_help(module: str) -> None:
    done = python("-m", module, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: ")


def test_the_comparison_of_modes_says_which_file_it_wants() -> None:
    done = python("-m", "tests.exchange.modes", "/nofile")
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("There is no file /nofile. Name one")


def test_what_is_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert written(tmp_path / "it", "text", "a thing") == 0
    assert capsys.readouterr().out == f"{tmp_path / 'it'}: a thing.\n"
    assert written(tmp_path / "no" / "it", "text", "a thing") == 2
    assert "Name another place" in capsys.readouterr().err


def test_an_audit_without_a_network_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    broken = "import sys; sys.stderr.write('requests.exceptions.ConnectionError: Max retries exceeded'); sys.exit(1)"
    assert run([sys.executable, "-c", broken]) == 2
    assert capsys.readouterr().err == NO_NETWORK
    assert run([sys.executable, "-c", "import sys; sys.stderr.write('found: 1'); sys.exit(1)"]) == 1
    assert capsys.readouterr().err == "found: 1"
