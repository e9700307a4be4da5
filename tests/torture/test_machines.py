"""Several machines on one PostgreSQL under load, one of them killed every few seconds: each thing happens once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from sqlalchemy import insert
from sqlmodel import col, select

from pmo_bot.blocks.ids import Verb
from pmo_bot.model import Event, Item, Post, PostKind, PostState, Sent
from pmo_bot.services import people, projects
from pmo_bot.services.events import Act
from pmo_bot.services.projects import NewProject
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from tests.lengths import alone, length, proof
from tests.torture import report
from tests.torture.crowd import GREETING, Crowd, move_in
from tests.torture.fleet import Fleet, fleet
from tests.torture.open_slack import OpenSlack, open_slack
from tests.torture.outbox import CLEAN, judge
from tests.world import TEAM

SEED = 20261128
WEBS, WORKERS = length((2, 2), (2, 3))
PEOPLE = length(6, 40)
SECONDS, A_SECOND = length((3.0, 6.0), (66.0, 6.0))
KILL_EVERY = length(1.5, 3.0)
LANES, EACH = length((4, 3), (20, 15))
LONGEST = length(20.0, 300.0)
SLACKS_PATIENCE = 3.0


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    acks: int
    failed: int
    kills: int
    messages: int
    clicks: tuple[float, ...]
    windows: tuple[float, ...]
    """Half, 99 of 100, and all of them were acknowledged within so many seconds."""

    def __str__(self) -> str:
        clicks, windows = (
            " / ".join(f"{seconds * 1000:.0f}" for seconds in times) for times in (self.clicks, self.windows)
        )
        return (
            f"{self.acks} calls, acknowledged p50 / p99 / max {clicks} ms (windows {windows} ms); {self.messages} "
            f"messages; {self.kills} kills, {self.failed} calls failed visibly; 0 lost, 0 doubled, 0 out of order"
        )


@alone
@proof
def test_two_webs_and_three_workers_one_of_each_killed_every_few_seconds(postgres_url: str, tmp_path: Path) -> None:
    db, ids = Database(postgres_url), [f"U0P{number:03}" for number in range(PEOPLE)]
    with (
        open_slack() as slack,
        fleet(postgres_url, slack.api_url, tmp_path / "logs", webs=WEBS, workers=WORKERS) as all_,
    ):
        move_in(db, slack, ids, *length((1.0, 3.0), (5.0, 60.0)))
        channels = lanes_wait(db, slack, ids[0])
        crowd, kills = asyncio.run(rush(slack, all_, ids))
        asyncio.run(until_all_is_out(db))
        every_answer_came_in_time(crowd)
        what_was_acknowledged_happened_once(db, crowd)
        assert judge(slack.ask("held"), channels, EACH) == CLEAN
        messages = what_was_owed_is_there_once(db, slack, ids)
        clicks, windows = (
            tuple(crowd.percentile(share, windows=one) for share in (0.5, 0.99, 1.0)) for one in (False, True)
        )
        outcome = Outcome(len(crowd.done), len(crowd.failed), kills, messages, clicks, windows)
        assert "Traceback" not in all_.said(), all_.said()
    db.close()
    target = "2 webs, 3 workers, one of each killed every 3 s: 0, 0, 0; answers < 3 s"
    report.row("Several machines", target=target, measured=str(outcome), seed=SEED)


async def rush(slack: OpenSlack, machines: Fleet, ids: list[str]) -> tuple[Crowd, int]:
    """Everybody is at it, and now and then a worker dies, and a web; the crowd, and how many died."""
    rng, kills = random.Random(SEED), 0  # noqa: S311 - the same things each time
    async with aiohttp.ClientSession() as session:
        crowd = Crowd(slack, machines.webs, ids, rng, session)
        rushing = asyncio.create_task(crowd.act_for(SECONDS, A_SECOND))
        while not rushing.done():
            await asyncio.wait({rushing}, timeout=KILL_EVERY)
            if not rushing.done():
                await asyncio.to_thread(machines.kill_a_worker, rng)
                await asyncio.to_thread(machines.kill_a_web, rng)
                kills += 2
        await rushing
        assert await crowd.until_heard(LONGEST) == [], "who waits for an answer gets one"
    return crowd, kills


def lanes_wait(db: Database, slack: OpenSlack, lead: str) -> list[str]:
    """Numbered messages wait in each of so many channels, of a project that is at work while its lead is."""
    now, places, who = datetime.now(UTC), slack.ask("lanes", lanes=LANES), people.find(db, TEAM, lead)
    assert who is not None
    projects.create(db, Act(who, now), NewProject("Apollo", channel="C0APOLLO"))
    with db.transaction() as session:
        apollo = queries.project_by_key(session, TEAM, "APOLLO")
        assert apollo is not None
        parents = [
            Sent(team_id=TEAM, key=f"parent:{channel}", channel=channel, ts=ts, sent_at=now) for channel, ts in places
        ]
        session.add_all(parents)
        session.flush()
        rows = [
            {
                "team_id": TEAM, "key": f"lane:{sent.channel}:{number}", "kind": PostKind.THREAD, "why": {},
                "lane": f"lane:{sent.channel}", "project_id": apollo.id, "sent_id": sent.id, "state": PostState.DUE,
                "body": {"text": f"{number:04}"}, "not_before": now, "created_at": now, "attempts": 0, "outcome": "",
            }
            for number in range(EACH)
            for sent in parents
        ]  # fmt: skip
        session.execute(insert(Post), rows)
    return [channel for channel, _ in places]


async def until_all_is_out(db: Database) -> None:
    """Wait until nothing that is due now is left; an error when that takes longer than `LONGEST`."""
    async with asyncio.timeout(LONGEST):
        while waiting(db):
            await asyncio.sleep(0.2)


def waiting(db: Database) -> list[str]:
    """What should have left by now."""
    with db.reading() as session:
        pending = col(Post.state).in_((PostState.DUE, PostState.SENDING))
        return list(session.exec(select(Post.key).where(pending, col(Post.not_before) <= datetime.now(UTC))))


def every_answer_came_in_time(crowd: Crowd) -> None:
    assert {one.status for one in crowd.done} <= {200, 0}
    assert len(crowd.failed) < length(0.5, 0.1) * len(crowd.done), "most that is done is acknowledged"
    assert max(one.took for one in crowd.done) < SLACKS_PATIENCE
    assert {count for name, count in crowd.answers.items()} == {1}, "nobody is answered twice"


def what_was_acknowledged_happened_once(db: Database, crowd: Crowd) -> None:
    with db.reading() as session:
        items = {item.id: item for item in session.exec(select(Item))}
        happened = Counter((event.item_id, event.what) for event in session.exec(select(Event)))
    titles = Counter(item.title for item in items.values() if item.title.startswith("Thing"))
    assert set(titles.values()) == {1}, "each is there once"
    kept = {title for name, title in crowd.noted.items() if name not in crowd.failed}
    assert kept <= set(titles) <= set(crowd.noted.values())
    finished = {f"A-{item.number}" for item in items.values() if item.closed_at is not None}
    sure = {key for key, (_, _, name) in crowd.answered.items() if name not in crowd.failed}
    assert sure <= finished <= set(crowd.answered)
    assert {what for _, what, _ in crowd.answered.values()} == {Verb.DONE}
    assert {happened[item.id, "item.done"] for item in items.values() if item.closed_at is not None} <= {1}


def what_was_owed_is_there_once(db: Database, slack: OpenSlack, ids: list[str]) -> int:
    """How many messages there are: each in Slack and in the books, by its key, and a brief for everybody."""
    posted = slack.ask("posted")
    keys = Counter(metadata for _, _, _, metadata in posted if metadata)
    assert set(keys.values()) <= {1}
    briefs = Counter(channel for channel, _, text, _ in posted if text.startswith(GREETING))
    assert briefs == Counter(f"D{who[1:]}" for who in ids)
    with db.reading() as session:
        states = Counter(session.exec(select(Post.state)))
        booked = {(sent.channel, sent.ts) for sent in session.exec(select(Sent)) if not sent.key.startswith("parent:")}
    assert set(states) <= {PostState.SENT, PostState.DROPPED, PostState.DUE}, states
    there = {(channel, ts) for channel, ts, _, metadata in posted if metadata}
    assert booked <= there
    return len(keys)
