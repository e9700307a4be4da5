"""What `./run doctor` and the start say where several workspaces let the bot in by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from pmo_bot.cli.doctor import doctor
from pmo_bot.cli.main import parser
from pmo_bot.cli.needed import not_known
from pmo_bot.cli.serve import MISSING, web, worker
from pmo_bot.clock import real_now
from pmo_bot.model import Cause, Installation, Post, PostKind, PostState
from pmo_bot.services import alarms, installing
from pmo_bot.services.undelivered import send_again
from pmo_bot.settings import Settings
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from pmo_bot.store.keys import keys_from
from pmo_bot.store.vault import Vault
from tests.many import KEY, NEWER
from tests.services.test_installing import granted


def settings(url: str, **more: object) -> Settings:
    told: dict[str, object] = {
        "database_url": url, "slack_client_id": "1.2", "slack_client_secret": SecretStr("made-up"),
        "slack_signing_secret": SecretStr("made-up"), "token_keys": SecretStr(KEY), "public_url": "https://bot.example/",
    }  # fmt: skip
    return Settings(_env_file=None, **(told | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["slack_client_secret", "slack_signing_secret", "token_keys", "public_url"])
def test_what_is_missing_is_named_at_the_start_and_by_the_doctor(
    name: str, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = settings(sqlite_url, **{name: None})
    assert (web(lacking), worker(lacking)) == (MISSING, MISSING)
    assert name.upper() in capsys.readouterr().err
    assert doctor(lacking) == 1
    assert f"{name.upper()} is not set" in capsys.readouterr().out


def test_the_doctor_says_how_many_there_are_and_what_their_tokens_need(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    db, now = Database(sqlite_url), datetime(2026, 11, 30, tzinfo=UTC)
    installing.let_in(db, Vault(keys_from(KEY)), granted("T1"), now)
    assert doctor(settings(sqlite_url)) == 0
    told = capsys.readouterr().out
    assert "https://bot.example/slack/install" in told
    assert "1 workspace has let the bot in" in told

    with db.transaction() as session:
        session.get_one(Installation, "T1").expires_at = outbox.shared_clock(session) - timedelta(hours=1)
    assert doctor(settings(sqlite_url, token_keys=SecretStr(NEWER))) == 1
    told = capsys.readouterr().out
    assert "Put it back into TOKEN_KEYS" in told
    assert "has ended for T1" in told
    assert doctor(settings(sqlite_url, token_keys=SecretStr(f"{NEWER},{KEY}"), public_url="http://bot")) == 1
    told = capsys.readouterr().out
    assert "./run keys rotate" in told
    assert "https:// only" in told
    db.close()


def test_a_key_is_made_set_and_used_for_all(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    def keys(what: str, told: Settings) -> int:
        chosen = parser().parse_args(["keys", what])
        return int(chosen.run(told, chosen)())

    assert keys("new", settings(sqlite_url)) == 0
    made = capsys.readouterr().out.strip()
    assert len(keys_from(made)[0]) == 32
    db = Database(sqlite_url)
    installing.let_in(db, Vault(keys_from(KEY)), granted("T1"), datetime(2026, 11, 30, tzinfo=UTC))
    assert keys("rotate", settings(sqlite_url, token_keys=SecretStr(made))) == 1
    assert "T1" in capsys.readouterr().out
    assert keys("rotate", settings(sqlite_url, token_keys=SecretStr(f"{made},{KEY}"))) == 0
    assert installing.token_of(db, Vault(keys_from(made)), "T1") == "xoxb-T1"
    assert keys("rotate", settings(sqlite_url, token_keys=None)) == 2
    db.close()


def test_a_key_that_is_none_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\./run keys new") as refused:
        settings(f"sqlite:///{tmp_path}/x.db", token_keys=SecretStr("very secret"))
    assert "very secret" not in str(refused.value)
    with pytest.raises(ValueError, match="https://"):
        settings(f"sqlite:///{tmp_path}/x.db", public_url="bot.example")


def test_whoever_took_the_bot_out_misses_nothing(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    db, now = Database(database_url), real_now()
    for team in ("T1", "T2"):
        installing.let_in(db, Vault(keys_from(KEY)), granted(team), now)
        alarms.keep(db, team, {}, now)
    alarms.keep(db, "T1", {Cause.REFUSED: 1}, now)
    with db.transaction() as session:
        for number, (state, retry_at) in enumerate(((PostState.DEAD, None), (PostState.DUE, now))):
            session.add(Post(team_id="T1", key=f"ask:{number}", kind=PostKind.ASK, lane="person:1", not_before=now,
                             created_at=now, state=state, retry_at=retry_at, outcome="token_revoked",
                             settled_at=None if retry_at else now))  # fmt: skip
    assert doctor(settings(database_url)) == 1
    assert "token_revoked" in capsys.readouterr().out
    installing.taken_out(db, ["T1"], now + timedelta(minutes=1), now + timedelta(minutes=1))
    assert doctor(settings(database_url)) == 0
    assert "Every message that was due could be delivered." in capsys.readouterr().out
    assert send_again(db, now) == 0, "nothing leaves for them"
    assert [measured.clean_at for measured, _ in alarms.of_all(db)] == [now], "T2 alone counts"
    db.close()


def test_beside_postgresql_a_worker_of_one_workspace_says_what_others_know_its_messages_by(
    capsys: pytest.CaptureFixture[str],
) -> None:
    alone = {"slack_client_id": None, "slack_bot_token": SecretStr("xoxb-1"), "slack_app_token": SecretStr("xapp-1")}
    lacking = settings("postgresql://nowhere/pmo", **alone, slack_signing_secret=None)
    assert worker(lacking) == MISSING
    said = capsys.readouterr().err
    assert said.startswith("SLACK_SIGNING_SECRET is not set: by it the processes of one bot know each other's messages")
    assert not_known(settings("sqlite:///var/pmo.db", **alone, slack_signing_secret=None)) is None, "it is the only one"
