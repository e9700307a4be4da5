"""Keys of tokens change while everything goes on, whatever stops it; a token taken back is soon used by nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import func, select

from pmo_bot.app import build
from pmo_bot.jobs.keyring import KEPT_SECONDS
from pmo_bot.model import Installation
from pmo_bot.services import installing, renewing
from pmo_bot.services.renewing import BATCH, Rekeyed
from pmo_bot.store.database import Database
from pmo_bot.store.keys import keys_from
from pmo_bot.store.vault import Vault
from tests.lengths import alone, length, proof
from tests.many import ALDER, KEY, NEWER, many
from tests.torture import report

NOW = datetime(2026, 11, 30, tzinfo=UTC)
OLD, NEW, BOTH = Vault(keys_from(KEY)), Vault(keys_from(NEWER)), Vault(keys_from(f"{NEWER},{KEY}"))


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    yield made
    made.close()


def fill(db: Database, number: int) -> list[str]:
    """So many workspaces whose tokens an older key opens."""
    teams = [f"T{one:05}" for one in range(number)]
    with db.transaction() as session:
        for team in teams:
            bot, refresh = OLD.seal(team, "bot_token", f"xoxb-{team}"), OLD.seal(team, "refresh_token", f"xoxe-{team}")
            session.add(
                Installation(
                    team_id=team, installed_at=NOW, key_id=bot.key_id, bot_token=bot.text, refresh_token=refresh.text
                )
            )
    return teams


def keys(db: Database) -> dict[str, int]:
    """How many tokens each key opens."""
    with db.reading() as session:
        return dict(session.exec(select(Installation.key_id, func.count()).group_by(Installation.key_id)).all())


@alone
@proof
def test_every_token_gets_the_newest_key_in_seconds_and_while_the_bot_goes_on(db: Database) -> None:
    number = length(500, 10_000)
    teams = fill(db, number)
    steps = renewing.rekey(db, BOTH, batch=100)
    assert next(steps) == Rekeyed(100, ())
    steps.close()  # stopped: what was done is done, and the rest is what it was
    assert keys(db) == {OLD.newest: number - 100, NEW.newest: 100}
    assert [installing.token_of(db, BOTH, one) for one in (teams[0], teams[-1])] == ["xoxb-T00000", f"xoxb-{teams[-1]}"]

    began = time.perf_counter()
    *_, last = renewing.rekey(db, BOTH)
    took = time.perf_counter() - began
    assert last == Rekeyed(number - 100, ())
    assert keys(db) == {NEW.newest: number}
    assert all(installing.token_of(db, NEW, one) == f"xoxb-{one}" for one in teams[:: number // 50])
    assert list(renewing.rekey(db, BOTH)) == []
    where = "SQLite" if db.is_sqlite else "PostgreSQL"
    report.row(f"S4 keys, {where}", target="10,000 tokens in 5 s", measured=f"{number - 100} in {took:.2f} s", seed=0)
    assert took < 5.0


@proof
def test_killed_in_the_middle_every_token_can_still_be_opened(sqlite_url: str) -> None:
    with_keys = {"DATABASE_URL": sqlite_url, "SLACK_CLIENT_ID": "1.2", "TOKEN_KEYS": f"{NEWER},{KEY}"}
    command = [sys.executable, "-m", "pmo_bot", "keys", "rotate"]
    db = Database(sqlite_url)
    teams, halves = fill(db, 4 * BATCH), 0
    for _ in range(length(1, 20)):
        running = subprocess.Popen(command, env=os.environ | with_keys, stderr=subprocess.PIPE)
        assert running.stderr is not None
        running.stderr.readline()  # a piece is done
        running.send_signal(signal.SIGKILL)
        running.communicate()
        halves += len(keys(db)) == 2
        assert all(installing.token_of(db, BOTH, one) == f"xoxb-{one}" for one in teams[::20])
        with db.transaction() as session:  # back to the older key, for the next time
            for one in session.exec(select(Installation).where(Installation.key_id == NEW.newest).limit(2 * BATCH)):
                sealed = OLD.seal(one.team_id, "bot_token", f"xoxb-{one.team_id}")
                one.bot_token, one.key_id = sealed.text, sealed.key_id
                one.refresh_token = OLD.seal(one.team_id, "refresh_token", "xoxe").text
                session.add(one)
    subprocess.run(command, env=os.environ | with_keys, check=True, capture_output=True)
    assert keys(db) == {NEW.newest: len(teams)}
    report.row("S4 killed", target="0 tokens lost", measured=f"0 lost, {halves} × in the middle", seed=0)
    db.close()


async def test_a_token_taken_back_is_used_by_no_process_after_half_a_minute(sqlite_url: str) -> None:
    async with many(sqlite_url, (ALDER,)) as m:
        await m.install(ALDER)
        playground, here = m.worlds[ALDER].playground, m.bot
        elsewhere = build(m.settings, clock=here.clock)
        assert here.installer is not None
        assert elsewhere.installer is not None
        at = 1000.0
        elsewhere.installer.keyring.clock = lambda: at
        for bot in (here, elsewhere):
            await bot.client.of(ALDER).call("auth.test")
        playground.oauth.refuses = lambda token: ""  # type: ignore[method-assign]  # Slack itself would go on
        await playground.oauth.uninstall()
        await m.worlds[ALDER].settled()
        before = len(playground.world.calls)
        assert (await here.client.of(ALDER).call("auth.test"))[0].error == "not_installed"
        at += KEPT_SECONDS
        assert (await elsewhere.client.of(ALDER).call("auth.test"))[0].error == "not_installed"
        assert len(playground.world.calls) == before
        report.row("S11", target="token gone in 60 s", measured=f"at once here, {KEPT_SECONDS:g} s elsewhere", seed=0)
        await elsewhere.client.close()
        elsewhere.db.close()
