"""One pool of connections to Slack, no retries behind our back, and limits that are kept."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from pmo_bot.app import build
from pmo_bot.cli.codes import FAILED
from pmo_bot.cli.doctor import doctor
from pmo_bot.playground import Playground, create_playground, serving, small_company
from pmo_bot.ports import Fate
from pmo_bot.slack.client import SlackClient
from tests.delivery.office import settings_for

HELLO = {"channel": "C0APOLLO", "text": "hello"}


@contextlib.asynccontextmanager
async def connected(timeout: float = 5.0) -> AsyncIterator[tuple[SlackClient, Playground]]:
    """A client and a local Slack."""
    playground = create_playground(small_company(), now=lambda: datetime.now(UTC), signing_secret="made-up-secret")
    async with serving(playground):
        client = SlackClient("xoxb-playground", playground.api_url, timeout)
        yield client, playground
        await client.close()


async def test_a_limited_method_is_left_alone_for_as_long_as_slack_says() -> None:
    async with connected() as (client, playground):
        playground.faults.rate_limited("chat.postMessage", retry_after=1)
        first, _ = await client.call("chat.postMessage", **HELLO)
        again, _ = await client.call("chat.postMessage", **HELLO)
        assert (first.fate, again.fate) == (Fate.LATER, Fate.LATER)
        assert 0 < again.retry_after <= first.retry_after == 1.0
        assert len(playground.world.calls) == 1
        await asyncio.sleep(1.0)
        assert (await client.call("chat.postMessage", **HELLO))[0].fate is Fate.DONE


async def test_other_methods_go_on_meanwhile() -> None:
    async with connected() as (client, playground):
        playground.faults.rate_limited("chat.postMessage", retry_after=30)
        await client.call("chat.postMessage", **HELLO)
        assert (await client.call("users.info", user="U0JON"))[0].fate is Fate.DONE


async def test_all_calls_share_their_connections() -> None:
    async with connected() as (client, _):
        await client.call("auth.test")
        session = client._web.session
        await asyncio.gather(*(client.call("users.info", user="U0JON") for _ in range(5)))
        assert client._web.session is session is not None
        await client.close()
        assert session.closed


async def test_an_answer_is_waited_for_no_longer_than_agreed() -> None:
    async with connected(timeout=0.2) as (client, playground):
        playground.faults.hang("auth.test", 1.0)
        begun = time.monotonic()
        outcome, _ = await client.call("auth.test")
        assert time.monotonic() - begun < 0.9
        assert (outcome.fate, outcome.error) == (Fate.AMBIGUOUS, "no clear answer: it took too long")


async def test_broken_json_says_nothing_about_what_happened() -> None:
    async with connected() as (client, playground):
        playground.faults.truncated("auth.test")
        outcome, _ = await client.call("auth.test")
        assert (outcome.fate, outcome.error) == (Fate.AMBIGUOUS, "no clear answer: broken JSON")


async def test_a_slack_that_is_not_there_was_certainly_not_told() -> None:
    client = SlackClient("xoxb-playground", "http://127.0.0.1:9/api/")
    outcome, _ = await client.call("chat.postMessage", **HELLO)
    assert outcome.fate is Fate.LATER
    await client.close()


@contextlib.asynccontextmanager
async def answering(body: bytes) -> AsyncIterator[str]:
    """Something that answers every call with the same JSON; its address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/"


@pytest.mark.parametrize("body", [b"[1, 2]", b"null", b'"ok"', b"7"])
async def test_json_that_is_not_slacks_says_nothing_about_what_happened(body: bytes) -> None:
    async with answering(body) as url:
        client = SlackClient("xoxb-playground", url)
        outcome, data = await client.call("chat.postMessage", **HELLO)
        assert (outcome.fate, data) == (Fate.AMBIGUOUS, {})
        await client.close()


async def test_what_answers_without_a_workspace_is_no_slack_and_ends_nobody(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with answering(b'{"ok": true}') as url:
        settings = settings_for(sqlite_url, url)
        bot = build(settings)
        await bot.introduce()
        await bot.stop()
        assert await asyncio.to_thread(doctor, settings) == FAILED
    assert "What answers is not Slack." in capsys.readouterr().out


IDLE = 2.5
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok"


async def _closes_what_is_idle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(TimeoutError, asyncio.IncompleteReadError):
        while True:
            async with asyncio.timeout(IDLE):
                head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
            writer.write(ANSWER)
    writer.close()


async def test_nothing_is_lost_in_a_connection_that_was_closed_while_everything_stood_still() -> None:
    async with await asyncio.start_server(_closes_what_is_idle, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
        client = SlackClient("xoxb-playground", url)
        assert await client.post(url, HELLO)
        time.sleep(IDLE + 0.1)
        assert await client.post(url, HELLO)
        await client.close()
