"""What the bot does by itself about those who let it in: it erases what was left, and asks about what is doubted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from pmo_bot.jobs.anchor import Anchoring
from pmo_bot.jobs.keyring import Keyring
from pmo_bot.jobs.renewing import Upkeep
from pmo_bot.ports import Authority, Fate, Outcome
from pmo_bot.services import installing
from pmo_bot.store import records
from pmo_bot.store.database import Database
from tests.services.test_installing import VAULT, granted

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
MONTH = timedelta(days=30)
NOBODY = cast("Authority", None)
"""Nobody renews anything here."""


@pytest.fixture
def db(sqlite_url: str) -> Iterator[Database]:
    """Where they are kept."""
    with closing(Database(sqlite_url)) as made:
        yield made


async def not_asked(_team: str) -> Outcome:
    """Nothing is doubted."""
    raise AssertionError


async def test_the_anchors_of_a_workspace_end_as_soon_as_it_is_gone_whatever_becomes_of_the_next(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for team in ("T1", "T2"):
        installing.let_in(db, VAULT, granted(team), NOW)
        installing.taken_out(db, [team], NOW, NOW)
    really = records.erase_workspace

    def stops_at_the_second(session: Any, team: str) -> None:
        if team == "T2":
            raise OSError("no space left")
        really(session, team)

    monkeypatch.setattr(records, "erase_workspace", stops_at_the_second)
    anchoring = Anchoring(db, lambda: NOW + MONTH, tmp_path / "anchors")
    await Upkeep(Keyring(db, VAULT), NOBODY, anchoring.now, not_asked, 30, anchoring.erased).run()
    (line,) = (tmp_path / "anchors").read_text().splitlines()
    assert "T1" in line


async def test_a_token_that_came_after_the_question_is_not_taken_back_by_its_answer(db: Database) -> None:
    installing.let_in(db, VAULT, granted(bot_token="xoxb-old"), NOW - MONTH)
    keyring = Keyring(db, VAULT)
    time = [NOW + timedelta(milliseconds=100)]

    async def ask(team: str) -> Outcome:
        """Meanwhile somebody lets the bot in anew, by another process; and what Slack says is of before."""
        assert await keyring.of(team)
        time[0] += timedelta(milliseconds=400)
        installing.let_in(db, VAULT, granted(bot_token="xoxb-new"), time[0])
        time[0] += timedelta(seconds=5)
        return Outcome(Fate.DEAD, error="token_revoked")

    keyring.doubt("T1", "token_revoked")
    upkeep = Upkeep(keyring, NOBODY, lambda: time[0], ask, 30, lambda _: None)
    await upkeep.look_at_doubted()
    assert installing.token_of(db, VAULT, "T1") == "xoxb-new"


async def test_what_is_asked_about_is_what_is_kept_now(db: Database) -> None:
    """Another process let the bot in a moment ago; what is remembered here is older than that."""
    installing.let_in(db, VAULT, granted(bot_token="xoxb-old"), NOW - MONTH)
    keyring = Keyring(db, VAULT)
    keyring.doubt("T1", "token_revoked")
    assert await keyring.of("T1"), "remembered again, before the doubt is looked at"
    installing.let_in(db, VAULT, granted(bot_token="xoxb-new"), NOW)

    async def ask(team: str) -> Outcome:
        held = await keyring.of(team)
        assert held is not None
        revoked = held.get_secret_value() == "xoxb-old"
        return Outcome(Fate.DEAD, error="token_revoked") if revoked else Outcome(Fate.DONE)

    await Upkeep(keyring, NOBODY, lambda: NOW + timedelta(seconds=20), ask, 30, lambda _: None).look_at_doubted()
    assert installing.token_of(db, VAULT, "T1") == "xoxb-new"
