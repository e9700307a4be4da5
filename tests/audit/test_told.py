"""Who hears of it: the log at once, each PMO lead in one message a day that changes by itself, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from sqlmodel import col

from pmo_bot.jobs import audit
from pmo_bot.model import Alarm, Cause, Person, Post, PostKind, PostState, Watch
from pmo_bot.services import alarms
from pmo_bot.store import outbox
from tests.audit.night import MINUTE, night
from tests.audit.test_wedges import a_post
from tests.delivery.conftest import log  # noqa: F401 - a fixture
from tests.world import TEAM


async def test_one_message_a_day_that_says_how_it_is_now(sqlite_url: str, log: list[Any]) -> None:  # noqa: F811
    async with night(sqlite_url) as lived:
        await lived.made.deliver()
        await lived.minute()
        held = a_post(lived, "held", PostKind.ASK, state=PostState.HELD, settled_at=lived.made.clock.now())
        lived.add(held)
        await lived.minute()
        assert [line["cause"] for line in log if line["action"] == "audit.alarm"] == [Cause.HELD]
        await lived.minute()
        (note,) = lived.notes()
        assert "Something is wrong with me, not with your projects." in note
        assert "Nobody can tell whether messages arrived (1). They are not sent twice; look into the channel." in note
        assert "Since today at 09:02" in note

        lived.add(a_post(lived, "dead", PostKind.ASK, state=PostState.DEAD, outcome="is_archived",
                         settled_at=lived.made.clock.now()))  # fmt: skip
        for _ in range(2):
            await lived.minute()
        (note,) = lived.notes()
        assert "could not be delivered since yesterday (1)" in note, "the same message tells it"

        for post in lived.rows(Post, col(Post.key).in_(("held", "dead"))):
            lived.change(post, state=PostState.SENT)
        for _ in range(2):
            await lived.minute()
        (note,) = lived.notes()
        assert note.startswith("All is well again.")
        assert [line["cause"] for line in log if line["action"] == "audit.cleared"] == [Cause.HELD, Cause.DEAD]
        others = [one.slack_id for one in lived.rows(Person) if one.slack_id not in (None, "U0PRIYA")]
        assert all(not lived.notes(str(who)) for who in others)


async def test_what_is_over_before_it_could_be_told_is_not_told(sqlite_url: str) -> None:
    async with night(sqlite_url) as lived:
        await lived.made.deliver()
        await lived.minute()
        lived.made.clock.at += timedelta(hours=12)  # it is nine in the evening: the message waits for the morning
        lived.alive = False
        held = a_post(lived, "held", PostKind.ASK, state=PostState.HELD, settled_at=lived.made.clock.now())
        lived.add(held)
        await lived.minute()
        lived.change(lived.rows(Post, col(Post.key) == "held")[0], state=PostState.SENT)
        await lived.minute()
        lived.made.clock.at += timedelta(hours=12)
        lived.alive = True
        await lived.minute()
        assert lived.notes() == []


async def test_the_sign_is_given_only_while_all_is_well(sqlite_url: str) -> None:
    async with night(sqlite_url) as lived:
        await lived.made.deliver()
        lived.auditor.ping_url = "https://watch.example/secret"
        signs: list[str] = []

        async def heard(url: str) -> None:
            signs.append(url)

        with patch.object(audit, "ping", heard):
            lived.passed += 60
            lived.made.clock.at += MINUTE
            assert await lived.auditor.run()
            clean = lived.rows(Watch)[0].clean_at
            assert (len(signs), clean) == (1, lived.made.clock.now())
            lived.add(a_post(lived, "held", PostKind.ASK, state=PostState.HELD, settled_at=lived.made.clock.now()))
            lived.passed += 60
            lived.made.clock.at += MINUTE
            assert not await lived.auditor.run()
            assert (len(signs), lived.rows(Watch)[0].clean_at) == (1, clean), "no sign, and clean was a minute ago"


async def test_two_who_look_raise_one_alarm(database_url: str) -> None:
    async with night(database_url) as lived:
        now = lived.made.clock.now()
        first = alarms.keep(lived.made.bot.db, TEAM, {Cause.STUCK: 2}, now)
        second = alarms.keep(lived.made.bot.db, TEAM, {Cause.STUCK: 3}, now + MINUTE)
        assert (first.began, second.began) == ((Cause.STUCK,), ())
        (alarm,) = lived.rows(Alarm)
        assert (alarm.count, alarm.since) == (3, now)
        alarms.keep(lived.made.bot.db, TEAM, {}, now + 2 * MINUTE)
        alarms.keep(lived.made.bot.db, TEAM, {Cause.STUCK: 1}, now + 3 * MINUTE)
        assert [one.cleared_at for one in lived.rows(Alarm)] == [now + 2 * MINUTE, None]


async def test_what_is_wrong_with_one_process_is_not_over_because_another_is_well(database_url: str) -> None:
    async with night(database_url) as lived:
        db, now = lived.made.bot.db, lived.made.clock.now()
        ill = {Cause.HEARTBEAT: 1}
        assert alarms.keep(db, TEAM, ill, now, "web-1").began == (Cause.HEARTBEAT,)
        well = alarms.keep(db, TEAM, {}, now + MINUTE, "worker-2")
        assert (well.ended, well.clean, lived.rows(Watch)[0].clean_at) == ((), False, None), "it cannot know"
        alarms.keep(db, TEAM, ill, now + MINUTE, "worker-2")
        assert sorted(one.worker for one in lived.rows(Alarm)) == ["web-1", "worker-2"], "each has its own"
        ((_, causes),) = alarms.of_all(db)
        assert causes == {Cause.HEARTBEAT: 2}
        assert alarms.keep(db, TEAM, {}, now + 2 * MINUTE, "web-1").ended == (Cause.HEARTBEAT,)
        assert [one.worker for one in lived.rows(Alarm) if one.cleared_at is None] == ["worker-2"]
        last = alarms.keep(db, TEAM, {}, now + 3 * MINUTE, "worker-2")
        assert last.clean
        assert lived.rows(Watch)[0].clean_at == now + 3 * MINUTE


async def test_a_process_that_ended_takes_what_was_wrong_with_it_along(sqlite_url: str) -> None:
    async with night(sqlite_url) as lived:
        db, now = lived.made.bot.db, lived.made.clock.now()
        alarms.keep(db, TEAM, {Cause.CLOCK: 1, Cause.STUCK: 2}, now, "gone")
        with patch.object(outbox, "shared_clock", lambda session: now + timedelta(minutes=6)):
            after = alarms.keep(db, TEAM, {Cause.STUCK: 2}, now + MINUTE, "there")
        assert (after.ended, lived.wrong()) == ((Cause.CLOCK,), (Cause.STUCK,))


async def test_the_message_says_which_process_it_is(sqlite_url: str) -> None:
    async with night(sqlite_url) as lived:
        await lived.made.deliver()
        lived.auditor.worker = "pmo-1-0badcafe"
        lived.frozen = 0.0
        for _ in range(3):
            await lived.minute()
        (note,) = lived.notes()
        assert "Start it again. In pmo-1-0badcafe, since today at 09:0" in note
