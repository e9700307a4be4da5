"""Several workers on one database: every message once, and in the order of its lane."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from pmo_bot.jobs.deliver import Courier
from pmo_bot.model import Post, PostState
from pmo_bot.ports import Content, Fate, Outcome
from pmo_bot.services import delivery, planning
from pmo_bot.store.database import Database
from tests.delivery.office import BRIEFS, DIGESTS, LANES, REPLIES, STEADY, promises, threads


@dataclass
class Recorder:
    """A messenger that takes its time, at times refuses, and remembers what it sent where."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    """Thread and text, in the order of arrival."""
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        await asyncio.sleep(self.chance.random() * 0.004)
        if self.chance.random() < 0.05:
            return Outcome(Fate.LATER, error="ratelimited", retry_after=0.01)
        self.sent.append((thread, content.payload()["text"]))
        return Outcome(Fate.DONE, channel, f"{len(self.sent)}.000001")

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        raise AssertionError("nothing was in doubt")

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        raise NotImplementedError

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        raise NotImplementedError

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        raise NotImplementedError


@pytest.mark.parametrize("workers", [2, 4])
async def test_couriers_on_one_postgresql_deliver_all_once_and_in_order(workers: int, postgres_url: str) -> None:
    await _race(postgres_url, workers)


async def test_the_one_courier_on_sqlite_delivers_all_once_and_in_order(sqlite_url: str) -> None:
    await _race(sqlite_url, 1)


async def test_what_is_under_way_ends_before_a_failure_of_the_database_is_told(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, recorder, claims = Database(sqlite_url), Recorder(), count()
    threads(db)
    courier = Courier(db, recorder, lambda: DIGESTS, "worker", STEADY)
    claim = delivery.claim

    def once(*given: Any, **more: Any) -> Any:
        if next(claims):
            raise OperationalError("the connection is lost", None, Exception())
        return claim(*given, **more)

    monkeypatch.setattr(delivery, "claim", once)
    with pytest.raises(OperationalError):
        await courier.run()
    with db.reading() as session:
        states = Counter(session.exec(select(Post.state)).all())
    assert states[PostState.SENDING] == 0
    assert states[PostState.SENT] == len(recorder.sent) > 1
    db.close()


async def _race(url: str, workers: int) -> None:
    databases = [Database(url) for _ in range(workers)]
    threads(databases[0])
    recorder = Recorder()
    couriers = [Courier(db, recorder, lambda: DIGESTS, f"worker {n}", STEADY) for n, db in enumerate(databases)]
    while len(recorder.sent) < LANES * REPLIES:
        await asyncio.gather(*(courier.run() for courier in couriers))
        await asyncio.sleep(0.02)
    await asyncio.gather(*(courier.run() for courier in couriers))
    expected = [f"{n:03}" for n in range(REPLIES)]
    by_thread = {
        f"{lane}.0": [text for thread, text in recorder.sent if thread == f"{lane}.0"] for lane in range(LANES)
    }
    assert by_thread == dict.fromkeys(by_thread, expected)
    with databases[0].reading() as session:
        assert set(session.exec(select(Post.state)).all()) == {PostState.SENT}
    for db in databases:
        db.close()


class Shut(Recorder):
    """No conversation can be opened yet."""

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        return Outcome(Fate.LATER, error="ratelimited", retry_after=60.0)


async def test_only_messages_that_slack_refuses_lower_how_many_leave(sqlite_url: str) -> None:
    db, refused = Database(sqlite_url), []

    def heard(team: str, wait: float) -> None:
        refused.append(wait)

    threads(db)
    promises(db)
    planning.plan(db, BRIEFS)
    for at in (BRIEFS, DIGESTS):
        await Courier(db, Shut(), lambda at=at: at, "worker", STEADY, too_fast=heard).run()  # type: ignore[misc]
    assert set(refused) == {0.01}, "of those that were to be posted, none of those that had nowhere to go"
    db.close()
