"""A backup brought back: who let the bot in and took it out is as it was, whatever the new place had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from pmo_bot.exchange.restoring import restore
from pmo_bot.model import Alarm, Cause, Installation, Item, Post, PostKind, Workspace
from pmo_bot.services import alarms, installing
from pmo_bot.store import backup, outbox, whole
from pmo_bot.store.database import Database
from tests.services.test_installing import VAULT, a_company, granted

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def saved(sqlite_url: str, tmp_path: Path) -> Path:
    """A backup of two workspaces, of which the first took the bot out."""
    path = tmp_path / "backup.db"
    with closing(Database(sqlite_url)) as db:
        for number, team in enumerate(("T1", "T2"), 1):
            installing.let_in(db, VAULT, granted(team), NOW)
            a_company(db, team, number)
        alarms.keep(db, "T2", {Cause.STUCK: 1}, NOW)
        installing.taken_out(db, ["T1"], NOW, NOW)
        backup.write(db, path, NOW)
    return path


@pytest.fixture
def fresh(postgres_url: str) -> Iterator[Database]:
    """Where it is brought back: on PostgreSQL, which counts on by itself."""
    with closing(Database(postgres_url)) as made:
        yield made


def test_who_let_it_in_is_as_in_the_backup_also_where_others_had_let_it_in_meanwhile(
    saved: Path, fresh: Database
) -> None:
    installing.let_in(fresh, VAULT, granted("T2", bot_token="xoxb-meanwhile"), NOW + DAY)
    installing.let_in(fresh, VAULT, granted("T3"), NOW + DAY)
    installing.set_out(fresh, "state", "verifier", NOW + DAY)
    restore(fresh, saved, NOW + DAY)
    with fresh.reading() as session:
        gone = {one.team_id: one.gone_at for one in session.exec(select(Installation))}
    assert gone == {"T1": NOW, "T2": None}
    assert installing.token_of(fresh, VAULT, "T2") == "xoxb-T2"


def test_who_took_it_out_stays_asleep_until_they_come_back(saved: Path, fresh: Database) -> None:
    told = restore(fresh, saved, NOW + DAY)
    with fresh.transaction() as session:
        assert session.get_one(Workspace, "T1").wake_at == whole.NEVER
        assert session.exec(select(Item.wake_at).where(Item.team_id == "T1")).one() == whole.NEVER
        assert session.get_one(Workspace, "T1").next_number == 101
        left = outbox.claim(session, NOW + DAY, timedelta(seconds=60), "test", 10)
        assert {one.team_id for one in left} == {"T2"}
        assert told.looked_up == len(session.exec(select(Post).where(Post.team_id == "T2")).all())
    installing.let_in(fresh, VAULT, granted("T1"), NOW + 2 * DAY)
    with fresh.transaction() as session:
        (brief,) = outbox.claim(session, NOW + 2 * DAY, timedelta(seconds=60), "test", 1)
        assert (brief.team_id, brief.kind, brief.attempts) == ("T1", PostKind.BRIEF, 2), "it is looked up first"


def test_every_row_that_comes_later_has_a_number_of_its_own(saved: Path, fresh: Database) -> None:
    restore(fresh, saved, NOW + DAY)
    alarms.keep(fresh, "T2", {Cause.STUCK: 1, Cause.DEAD: 2}, NOW + DAY)
    with fresh.reading() as session:
        assert len(set(session.exec(select(Alarm.id)))) == 2
