"""R19: a message that cannot be made holds its channel up for one attempt, and ends where a person sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from pmo_bot.audit.looking import look
from pmo_bot.audit.scene import Scene
from pmo_bot.cli.letters import letters
from pmo_bot.jobs import deliver
from pmo_bot.jobs.deliver import ATTEMPTS
from pmo_bot.model import Cause, Post, PostKind, PostState, Sent
from pmo_bot.playground.message import Message
from pmo_bot.services.undelivered import send_again
from pmo_bot.store import queries
from tests.delivery.office import DIGESTS, Office, office, project
from tests.lengths import WHOLE, proof
from tests.torture import report
from tests.torture.test_delivery import short_on, where
from tests.world import TEAM

REPLIES, BAD = 5, "002"


def replies(office: Office) -> None:
    """Numbered replies wait in one thread."""
    project(office.bot.db)
    world, channel = office.playground.world, "C0APOLLO"
    ts = world.next_ts(channel)
    world.post(Message(ts, channel, world.bot, "The report", [], [], by_app=True))
    with office.bot.db.transaction() as session:
        apollo = queries.project_by_key(session, TEAM, "APOLLO")
        assert apollo is not None
        apollo.wake_at = DIGESTS + timedelta(days=1)  # its own report is nobody's concern here
        session.add(apollo)
        sent = Sent(team_id=TEAM, key="parent", channel=channel, ts=ts, sent_at=DIGESTS)
        session.add(sent)
        session.flush()
        for number in range(REPLIES):
            session.add(
                Post(
                    team_id=TEAM, key=f"reply:{number}", kind=PostKind.THREAD, lane="lane:0", project_id=apollo.id,
                    sent_id=sent.id, body={"text": f"{number:03}"}, not_before=DIGESTS, created_at=DIGESTS,
                )
            )  # fmt: skip


def poisoned(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> list[str]:
    """One of them cannot be made; which were tried, in order."""
    tried, made = [], deliver.rendered

    def rendered(parcel: Any) -> Any:
        text = (parcel.post.body or {}).get("text", "another message")
        if text.isdigit():
            tried.append(text)
        if text == BAD:
            raise failure
        return made(parcel)

    monkeypatch.setattr(deliver, "rendered", rendered)
    return tried


def there(office: Office) -> list[str]:
    """What stands in the channel."""
    return [one.text for one in office.playground.world.posted("C0APOLLO") if one.text.isdigit()]


def wrong(office: Office) -> set[Cause]:
    """What the auditor finds."""
    now = office.clock.now()
    with office.bot.db.reading() as session:
        return {one.cause for one in look(Scene(session, TEAM, now, now))}


@proof
async def test_a_message_that_cannot_be_made(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    short_on("SQLite", database_url)
    async with office(database_url, DIGESTS) as at:
        replies(at)
        tried = poisoned(monkeypatch, KeyError("a mistake of ours"))
        await at.bot.heartbeat.tick()
        assert there(at) == ["000", "001", "003", "004"]
        assert tried == ["000", "001", BAD, "003", "004"], "those behind it waited for one attempt"
        assert Cause.POISON in wrong(at), "between two attempts too"
        for _ in range(ATTEMPTS):
            at.clock.at += timedelta(minutes=30)
            await at.bot.heartbeat.tick()
        assert at.fates()["reply:2"] == (PostState.DEAD, "the bot failed: KeyError")
        assert tried.count(BAD) == ATTEMPTS
        (told,) = [said for good, said, _ in letters(database_url) if not good and "delivered in" in said]
        assert "1 message could not be delivered" in told

        monkeypatch.undo()
        at.clock.at = DIGESTS + timedelta(days=1)
        assert send_again(at.bot.db, at.clock.now()) == 1
        await at.bot.heartbeat.tick()
        assert there(at) == ["000", "001", "003", "004", BAD]
    if WHOLE:
        report.row(
            f"R19 {where(database_url)}",
            target="delays its channel by ≤ 1 attempt, is shown, is replayed",
            measured="1, yes, yes",
        )


async def test_a_database_that_fails_is_no_message_that_cannot_be_made(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(sqlite_url, DIGESTS) as at:
        replies(at)
        poisoned(monkeypatch, OperationalError("SELECT", {}, Exception("gone")))
        await at.bot.heartbeat.tick()
        assert there(at) == ["000", "001"], "the order is kept"
        monkeypatch.undo()
        await at.deliver()
        assert there(at) == ["000", "001", BAD, "003", "004"]


async def test_what_slack_refuses_for_good_holds_nothing_up(sqlite_url: str) -> None:
    async with office(sqlite_url, DIGESTS) as at:
        replies(at)
        at.playground.faults.error("chat.postMessage", "msg_too_long", times=1)
        await at.bot.heartbeat.tick()
        assert there(at) == ["001", "002", "003", "004"]
        with at.bot.db.reading() as session:
            assert session.exec(select(Post.key).where(Post.state == PostState.DEAD)).all() == ["reply:0"]
