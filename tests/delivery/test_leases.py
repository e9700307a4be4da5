"""A message belongs to whoever claimed it for as long as the lease lasts, and no longer."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from pmo_bot.clock import real_now
from pmo_bot.jobs.heartbeat import TICK_SECONDS
from pmo_bot.jobs.patience import Patience
from pmo_bot.model import Post, PostKind, PostState
from pmo_bot.services import delivery, people, planning, settling
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.delivery.office import BRIEFS, DIGESTS, STAFF, Office, office, promises, threads
from tests.lengths import proof
from tests.torture import report
from tests.world import TEAM


async def test_nobody_touches_what_another_worker_holds_until_its_lease_is_over(at_nine: Office) -> None:
    planning.plan(at_nine.bot.db, BRIEFS)
    held = delivery.claim(at_nine.bot.db, BRIEFS, timedelta(hours=1), "somebody else", 3)
    await at_nine.bot.heartbeat.tick()
    assert {post.key for post in at_nine.posts(PostState.SENDING)} == {post.key for post in held}
    at_nine.rewrite(PostState.SENDING, lease_until=BRIEFS - timedelta(days=30))
    await at_nine.deliver()
    assert sum(at_nine.inboxes().values()) == len(STAFF)


async def test_whoever_lost_the_lease_does_not_write_the_outcome(database_url: str) -> None:
    db = Database(database_url)
    promises(db, STAFF[:1])
    planning.plan(db, BRIEFS)
    (slow,) = delivery.claim(db, BRIEFS, timedelta(seconds=-1), "slow", 1)
    (quick,) = delivery.claim(db, BRIEFS, timedelta(minutes=1), "quick", 1)
    at = settling.Arrival("D0MARIA", "1.000001", seen=0)
    settling.will_never_arrive(db, slow, "slow", BRIEFS, "is_archived")
    settling.has_to_wait(db, slow, "slow", 60, "ratelimited")
    assert not settling.arrived(db, slow, "slow", BRIEFS, at)
    assert settling.arrived(db, quick, "quick", BRIEFS, at)
    db.close()


async def test_a_worker_that_overslept_its_lease_sends_nothing(at_nine: Office) -> None:
    async def oversleep(team: str, channel: str, *, looked_at: bool = False) -> None:
        await asyncio.sleep(0.2)

    courier = at_nine.bot.heartbeat._courier
    courier.pace, courier.patience = oversleep, Patience(lease=30, http=10, provider=10, margin=9.9)
    await at_nine.bot.heartbeat.tick()
    assert sum(at_nine.inboxes().values()) == 0
    assert {post.attempts for post in at_nine.posts(PostState.DUE)} == {0}


async def test_a_click_is_seen_before_a_morning_of_briefs(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    threads(db)
    person = people.find(db, TEAM, "U0JON")
    assert person is not None
    with db.transaction() as session:
        session.add(
            Post(
                team_id=TEAM, key="home:1:1", kind=PostKind.HOME, lane="home:1", person_id=person.id,
                not_before=DIGESTS, created_at=DIGESTS,
            )
        )  # fmt: skip
    first, *_ = sorted(delivery.claim(db, DIGESTS, timedelta(minutes=1), "worker", 3), key=lambda post: -post.id)
    assert first.kind is PostKind.HOME
    db.close()


async def test_a_click_is_answered_while_all_others_wait_for_their_turn(sqlite_url: str) -> None:
    async with office(sqlite_url, DIGESTS) as made:
        threads(made.bot.db)
        jon = people.find(made.bot.db, TEAM, "U0JON")
        assert jon is not None
        courier, full, go_on = made.bot.heartbeat._courier, asyncio.Event(), asyncio.Event()

        async def stand_still(team: str, channel: str, *, looked_at: bool = False) -> None:
            full.set()
            await go_on.wait()

        courier.pace = stand_still
        tick = asyncio.create_task(made.bot.heartbeat.tick())
        await full.wait()
        made.add(
            Post(
                team_id=TEAM, key="home:1:1", kind=PostKind.HOME, lane="home:1", person_id=jon.id,
                not_before=DIGESTS, created_at=DIGESTS,
            )
        )  # fmt: skip
        await made.playground.world.until(lambda: made.calls("views.publish"), 20)
        courier.stopping = True
        go_on.set()
        await tick


@proof
def test_what_a_dead_worker_held_leaves_within_65_seconds(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    db, lease, died = Database(sqlite_url), timedelta(seconds=Patience().lease), real_now()
    promises(db, STAFF[:1])
    planning.plan(db, BRIEFS)
    monkeypatch.setattr(outbox, "shared_clock", lambda session: died)
    assert len(delivery.claim(db, BRIEFS, lease, "dead", 3)) == 1
    monkeypatch.setattr(outbox, "shared_clock", lambda session: died + lease)
    assert delivery.claim(db, BRIEFS, lease, "alive", 3) == []
    monkeypatch.setattr(outbox, "shared_clock", lambda session: died + timedelta(seconds=65 - TICK_SECONDS + 0.001))
    assert len(delivery.claim(db, BRIEFS, lease, "alive", 3)) == 1
    db.close()
    measured = f"a lease of {lease.total_seconds():.0f} s, and a look every {TICK_SECONDS:.0f} s"
    report.row("R13", target="a dead worker's message leaves ≤ 65 s later", measured=measured)
