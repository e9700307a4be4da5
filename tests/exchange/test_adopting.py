"""What is imported before the bot first starts belongs to its workspace from then on."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from pmo_bot.cli.main import main
from pmo_bot.exchange.adopting import adopt
from pmo_bot.model import Item, Workspace
from pmo_bot.store import whole
from pmo_bot.store.database import Database
from pmo_bot.store.verifying import verify
from tests.databases import made
from tests.exchange import archives
from tests.exchange.archives import NOW, as_json, small
from tests.exchange.jira_data import BAKERY, lines
from tests.store.test_chain import happens
from tests.world import TEAM, world


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)


async def test_what_was_imported_before_the_first_start_is_there_after_it(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    pack = tmp_path / "ours.yaml"
    pack.write_text(Path("pmo_bot/packs/light.yaml").read_text().replace("light", "ours").replace("Light", "Ours"))
    issues = lines(tmp_path, BAKERY)
    assert await asyncio.to_thread(run, "template", "import", pack) == 0
    assert await asyncio.to_thread(run, "import", "jira", issues, "--zone", "Europe/Madrid") == 0
    async with world(sqlite_url) as w:
        assert "The new bakery" in await w.hears("U0PRIYA", "/pmo project OVEN")
        with w.bot.db.reading() as session:
            assert session.exec(select(Workspace.team_id)).all() == [TEAM]
            begun = session.get_one(Workspace, TEAM)
            assert (begun.name, begun.started_at) == ("Alder & Finch", w.clock.at)
        assert verify(w.bot.db).broken == []
        capsys.readouterr()
        assert await asyncio.to_thread(run, "import", "jira", issues) == 0
        assert "4 issues (none new)" in capsys.readouterr().out, "a newer export goes on where the first one ended"
        assert await asyncio.to_thread(run, "template", "export", "ours", tmp_path / "again.yaml") == 0


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch, database_url: str) -> Any:
    """A row of almost everything in the workspace of those who were not there yet."""
    monkeypatch.setattr(archives, "TEAM", "local")
    with closing(Database(made(database_url))) as db:
        small(db)
        with db.transaction() as session:
            whole.count_on(session)
        yield db


def test_all_of_it_is_taken_over_with_its_numbers_and_the_history_goes_on(local: Database) -> None:
    before = json.loads(as_json(local))
    assert adopt(local, "T1", NOW)
    after = json.loads(as_json(local))
    begun = after["tables"]["workspace"][0].pop("started_at")
    assert before["tables"]["workspace"][0].pop("started_at") < begun, "it begins now"
    assert after == before | {"workspace": "T1"}
    happens(local, "item.moved", team="T1")
    assert (verify(local).count, verify(local).broken) == (3, [])
    assert not adopt(local, "T1", NOW), "once"


def test_beside_other_workspaces_it_stays_and_an_import_says_which_there_are(
    local: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with local.transaction() as session:
        session.add(Workspace(team_id="T2", started_at=NOW))
    assert not adopt(local, "T1", NOW), "it could be theirs"
    monkeypatch.setenv("DATABASE_URL", local.url)
    issues = lines(tmp_path, BAKERY)
    assert run("import", "jira", issues) == 2
    assert "workspaces in this database: T2, local. Name one: --workspace T2." in capsys.readouterr().err
    assert run("import", "jira", issues, "--workspace", "T3") == 2
    assert "There is no workspace T3 in this database. There is: T2, local." in capsys.readouterr().err
    assert run("import", "jira", issues, "--workspace", "T2") == 0
    with local.reading() as session:
        assert session.exec(select(Item.team_id).where(Item.ref == "jira:OVEN-1")).all() == ["T2"]
