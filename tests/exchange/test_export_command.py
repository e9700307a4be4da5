"""`./run export` and `./run import` as somebody types them."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from pmo_bot.cli.main import main
from pmo_bot.model import Person, Role, Workspace
from tests.exchange.archives import NOW, as_json, migrated, rows, small
from tests.test_readme import part


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a database with a small workspace; the commands use it."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    with migrated(url) as db:
        small(db)
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)


def all_of(url: str) -> str:
    with migrated(url) as db:
        return as_json(db)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_everything_moves_to_another_database(
    source: str, tmp_path: Path, database_url: str, form: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    target = database_url.replace("test.db", "new.db")
    assert run("export", form, tmp_path / "all") == 0
    assert "everything of the workspace T1" in capsys.readouterr().out
    monkeypatch.setenv("DATABASE_URL", target)
    assert run("import", form, tmp_path / "all") == 0
    said = capsys.readouterr().out
    assert "        2 item\n" in said
    assert "Nothing was sent. Stop the bot of the old place before you start this one" in said
    assert all_of(target) == all_of(source)


def test_an_export_is_for_whoever_made_it_alone(source: str, tmp_path: Path) -> None:
    run("export", "json", tmp_path / "all.json")
    run("export", "csv", tmp_path / "all")
    assert stat.S_IMODE((tmp_path / "all.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "all").stat().st_mode) == 0o700


def test_what_is_there_already_is_not_written_over(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kept").write_text("mine")
    for form in ("json", "csv", "items"):
        assert run("export", form, tmp_path / "kept") == 2
        assert "Name another" in capsys.readouterr().err
    assert (tmp_path / "kept").read_text() == "mine"
    assert run("export", "json", tmp_path / "nowhere" / "all.json") == 2
    assert "Name another place" in capsys.readouterr().err


def test_an_export_that_fails_leaves_nothing_behind(source: str, tmp_path: Path) -> None:
    assert run("export", "json", tmp_path / "all.json", "--workspace", "T9") == 2
    assert run("export", "csv", tmp_path / "all", "--workspace", "T9") == 2
    assert {one.name.partition(".")[0] for one in tmp_path.iterdir() if one.is_file()} == {"old"}
    assert list((tmp_path / "all").iterdir()) == []


@pytest.mark.parametrize(("form", "place"), [("json", "all.json"), ("csv", "all"), ("items", "items.csv")])
def test_a_full_disk_is_said_with_the_place_and_leaves_nothing_behind(
    form: str, place: str, source: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for writes in ("archive_json.write", "archive_csv.write", "write_items"):
        monkeypatch.setattr(f"pmo_bot.cli.take.{writes}", full)
    assert run("export", form, tmp_path / place) == 2
    assert capsys.readouterr().err == (
        f"I cannot write to {tmp_path / place}: No space left on device. Name another place.\n"
    )
    assert [one for one in tmp_path.rglob("*") if one.is_file() and not one.name.startswith("old.db")] == []


def test_of_several_workspaces_one_has_to_be_named(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with migrated(source) as db, db.transaction() as session:
        session.add(Workspace(team_id="T2", started_at=NOW))
    assert run("export", "json", tmp_path / "all.json") == 2
    assert "There are several workspaces here: T1, T2. Name one: --workspace T1." in capsys.readouterr().err
    assert run("export", "json", tmp_path / "all.json", "--workspace", "T2") == 0
    assert json.loads((tmp_path / "all.json").read_text())["rows"]["item"] == 0


def test_without_texts_says_so(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "json", tmp_path / "all.json", "--without-texts") == 0
    assert "every other text that people wrote were left out" in capsys.readouterr().out
    assert "Maria" not in (tmp_path / "all.json").read_text()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_import_that_is_refused_says_what_to_do(
    source: str, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", form, tmp_path / "all")
    with migrated(source) as db:
        before = rows(db)
    assert run("import", form, tmp_path / "none") == 2
    assert f"Name the one that `./run export {form}` wrote." in capsys.readouterr().err
    assert run("import", form, tmp_path / "all") == 2
    said = capsys.readouterr().err
    assert "set DATABASE_URL to a new name" in said
    assert said.endswith("Nothing was changed.\n")
    with migrated(source) as db:
        assert rows(db) == before


def test_an_empty_database_has_nothing_to_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert run("export", "json", tmp_path / "all.json") == 2
    assert "There is nothing to export" in capsys.readouterr().err


def test_the_commands_of_the_readme_work_as_they_are_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    old = "sqlite:///var/pmo.db"
    with migrated(old) as db:
        small(db)
        with db.transaction() as session:
            session.get_one(Person, 3).role = Role.PMO
    lines = part("moving").removeprefix("```sh\n").removesuffix("```\n").splitlines()
    assert len(lines) > 5
    for line in lines:
        *places, _, words = line.partition("./run ")
        monkeypatch.setenv("DATABASE_URL", places[0].strip().partition("=")[2] or old)
        assert run(*words.split()) == 0, (line, capsys.readouterr().err)
    assert all_of("sqlite:///var/new.db") == all_of(old)
