"""Back to the version before: its schema is brought back by a command, and nothing that it knew is lost."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest
from alembic.script import ScriptDirectory
from pydantic import SecretStr

from pmo_bot.cli.data import UNKNOWN, migrate
from pmo_bot.model import Workspace
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import SCRIPTS, check, newest

AT = datetime(2026, 11, 30, tzinfo=UTC)


def settings(url: str) -> Settings:
    return Settings(_env_file=None, database_url=url, slack_bot_token=SecretStr("xoxb-x"))


def one_before() -> str:
    script = ScriptDirectory(str(SCRIPTS)).get_revision(newest())
    assert script is not None
    return str(script.down_revision)


def test_one_version_back_and_forward_again(empty_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate(settings(empty_url)) == 0
    with closing(Database(empty_url)) as db, db.transaction() as session:
        session.add(Workspace(team_id="T1", name="Alder", started_at=AT))
    assert migrate(settings(empty_url), one_before()) == 0
    assert "Start the version of the bot that belongs to it" in capsys.readouterr().out
    assert migrate(settings(empty_url)) == 0
    check(empty_url)
    with closing(Database(empty_url)) as db, db.reading() as session:
        assert session.get_one(Workspace, "T1").name == "Alder"


@pytest.mark.parametrize("named", ["4711", "base", "-1", "00"])
def test_what_is_not_the_whole_name_of_a_schema_takes_nothing_back(
    named: str, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert migrate(settings(sqlite_url), named) == UNKNOWN
    said = f"{named} is no schema that this database can go back to: there are 0001 to {newest()}"
    assert said in capsys.readouterr().err
    check(sqlite_url)
