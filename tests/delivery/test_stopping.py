"""A worker that is told to stop ends what it has begun, leaves nothing in doubt, and is gone within ten seconds."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing
from itertools import product
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import col, select

from pmo_bot.app import build
from pmo_bot.cli import serve
from pmo_bot.clock import running
from pmo_bot.model import Post, PostKind, PostState, Project, Sent
from pmo_bot.playground import Playground
from pmo_bot.slack.client import SlackClient
from pmo_bot.store.database import Database
from tests.delivery.office import DIGESTS, LANES, Office, project, settings_for, slack, worker
from tests.lengths import length, proof
from tests.torture import report
from tests.world import TEAM

ROOT = Path(__file__).parents[2]
STOPS, REPLIES = length((1, 6), (10, 40))
"""How often a worker is started and told to stop, and how many replies each thread has: there is work left."""
MOST_SECONDS = 10


@proof
async def test_told_to_stop_in_the_middle(sqlite_url: str) -> None:
    async with slack(DIGESTS) as playground:
        await replies_wait(sqlite_url, playground)
        playground.faults.hang("chat.postMessage", 0.25, after_effect=False, times=None)
        took = [await stopped_after(sqlite_url, playground, (stop + 1) * LANES * 2) for stop in range(STOPS)]
        assert max(took) < MOST_SECONDS
        playground.faults.clear()
        last = worker(sqlite_url, playground.api_url, DIGESTS)
        await Office(last, playground).deliver()
        await last.stop()
        texts = [one.text for one in playground.world.posted("C0APOLLO") if one.text.startswith("reply")]
        assert sorted(texts) == sorted(reply(*one) for one in product(range(LANES), range(REPLIES)))
    report.row("P6", target="drained in 10 s, 0 in doubt", measured=f"{max(took):.1f} s at most, 0, {STOPS} stops")


async def stopped_after(url: str, playground: Playground, enough: int) -> float:
    """A worker is told to stop when Slack has been called so often; how long it took, and nothing is in doubt."""
    async with started(url, playground.api_url) as (process, port):
        await playground.world.until(lambda: posted(playground) >= enough, timeout=60)
        assert await asked(port, "readyz") == (200, "ready")
        assert "pmo_audit_clean_at" in (await asked(port, "metrics"))[1]
        began = time.monotonic()
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 30) == 0
        took = time.monotonic() - began
    with closing(Database(url)) as db, db.reading() as session:
        left = session.exec(select(Post).where(col(Post.state) != PostState.SENT)).all()
    assert len(left) > LANES, "it was told to in the middle"
    assert [post.key for post in left if post.state is PostState.SENDING or post.attempts] == []
    return took


async def replies_wait(url: str, playground: Playground) -> None:
    """Replies wait in each of ten threads, one lane each."""
    client, parents = SlackClient("xoxb-playground", playground.api_url), []
    for lane in range(LANES):
        outcome, _ = await client.call("chat.postMessage", channel="C0APOLLO", text=f"Thread {lane}")
        parents.append(outcome.ts)
    await client.close()
    with closing(Database(url)) as db:
        project(db)
        with db.transaction() as session:
            apollo = session.exec(select(Project)).one()
            for lane, ts in enumerate(parents):
                sent = Sent(team_id=TEAM, key=f"parent:{lane}", channel="C0APOLLO", ts=ts, sent_at=DIGESTS)
                session.add(sent)
                session.flush()
                session.add_all(a_reply(apollo.id, sent.id, lane, number) for number in range(REPLIES))


def a_reply(project_id: int, sent_id: int, lane: int, number: int) -> Post:
    return Post(
        team_id=TEAM, key=f"reply:{lane}:{number}", kind=PostKind.THREAD, lane=f"lane:{lane}", project_id=project_id,
        sent_id=sent_id, body={"text": reply(lane, number)}, not_before=DIGESTS, created_at=DIGESTS,
    )  # fmt: skip


def reply(lane: int, number: int) -> str:
    return f"reply {lane} {number:03}"


def posted(playground: Playground) -> int:
    """How often Slack was asked to post."""
    return sum(call.method == "chat.postMessage" for call in playground.world.calls)


@contextlib.asynccontextmanager
async def started(url: str, api_url: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """A worker process at work; killed at the end if it is still there."""
    port = a_free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.serving", url, api_url, DIGESTS.isoformat(), str(port),
        cwd=ROOT, stderr=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process, port
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def asked(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/{path}") as answer:
        return answer.status, await answer.text()


# --- ready or not -------------------------------------------------------------------------


async def test_it_says_why_it_is_not_ready(sqlite_url: str) -> None:
    bot = build(settings_for(sqlite_url, "http://127.0.0.1:9/api/"))
    assert await bot.why_not_ready() == ""
    bot.heartbeat.start()
    bot.heartbeat._beat_at = running() - 75
    assert await bot.why_not_ready() == "nothing has happened for 75 s"
    await bot.stop()
    assert await bot.why_not_ready() == "it is stopping"


async def test_a_database_without_the_newest_schema_is_not_ready(tmp_path: Path) -> None:
    empty = build(settings_for(f"sqlite:///{tmp_path / 'empty.db'}", "http://127.0.0.1:9/api/"))
    assert await empty.why_not_ready() == "the schema is older than the code: ./run migrate"
    await empty.stop()
    nowhere = "postgresql+psycopg://pmo:a-secret@127.0.0.1:9/pmo"
    away = build(settings_for(nowhere, "http://127.0.0.1:9/api/"))
    assert await away.why_not_ready() == "the database does not answer: OperationalError"
    await away.stop()


# --- at work or not yet -------------------------------------------------------------------


async def test_it_says_that_it_is_at_work_when_slack_is_there(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "CONNECTS_WITHIN", 0.1)
    bot = build(settings_for(sqlite_url, "http://127.0.0.1:9/api/"))
    await bot.start(socket_mode=True)
    telling = asyncio.create_task(serve.tell(bot))
    await asyncio.wait({telling}, timeout=0.5)
    assert not telling.done()
    telling.cancel()
    await bot.stop()
    said = capsys.readouterr().err
    assert said.count("PMO Bot cannot reach Slack yet, and tries again until it does") == 1
    assert "at work" not in said

    async with slack(DIGESTS) as playground:
        bot = build(settings_for(sqlite_url, playground.api_url))
        await bot.start(socket_mode=True)
        await asyncio.wait_for(serve.tell(bot), 10)
        await bot.stop()
    assert capsys.readouterr().err.endswith("PMO Bot is at work. Stop it with Ctrl-C.\n")
