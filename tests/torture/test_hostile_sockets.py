"""S2, over real sockets: whatever callers send and however slowly, the server answers Slack and has no error."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pmo_bot.playground.delivery import signature
from pmo_bot.playground.serve import Server
from pmo_bot.web import listening, slack_calls
from pmo_bot.web.listening import web_config
from pmo_bot.web.routes import routes
from tests.lengths import WHOLE, length, proof
from tests.torture import report
from tests.torture.alone import SECRET
from tests.torture.hostile_bytes import HEAD, hostile_bytes

SEED = 20261128
CALLERS = length(400, 10_000)
AT_ONCE = 40
SOON = 0.3
"""Seconds that a slow caller has in these tests."""

Port = int


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "HEAD_SECONDS", SOON)
    monkeypatch.setattr(slack_calls, "BODY_SECONDS", SOON)


@pytest.fixture
async def port(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Port]:
    """A server as `./run web` starts it; no error in it, in any log or in the loop."""
    failed: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: failed.append(context))
    server = Server(web_config(routes(_read, SECRET, _ready), host="127.0.0.1", port=0, timeout_graceful_shutdown=1))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.002)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.stop()
    await running
    assert failed == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info] == []


async def _read(request: Request, body: str) -> Response:
    return PlainTextResponse("read")


async def _ready() -> str:
    return ""


async def said(port: Port, sent: bytes, patience: float = 5.0) -> bytes:
    """All that comes back until the server hangs up, or for so long."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    with contextlib.suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(patience):
            writer.write(sent)
            await writer.drain()
            while piece := await reader.read(65_536):
                answer += piece
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return answer


def from_slack(body: bytes = b"command=%2Fpmo") -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in signature(SECRET, body).items())
    return HEAD + f"{lines}connection: close\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body


@proof
async def test_whatever_comes_nothing_fails_and_slack_is_answered(port: Port) -> None:
    rng = random.Random(SEED)  # noqa: S311 - the same bytes each time
    answers: Counter[str] = Counter()
    slack: list[float] = []
    for done in range(0, CALLERS, AT_ONCE):
        everybody = [said(port, hostile_bytes(rng), patience=0.05) for _ in range(AT_ONCE)]
        began = time.perf_counter()
        *strangers, own = await asyncio.gather(*everybody, said(port, from_slack()))
        slack.append(time.perf_counter() - began)
        assert own.startswith(b"HTTP/1.1 200 "), (done, own)
        answers.update(answer[9:12].decode("latin-1") if answer else "closed" for answer in strangers)
    assert set(answers) <= {"closed", "100", "200", "400", "401", "404", "405", "408", "413"}
    if WHOLE:
        slack.sort()
        measured = f"{CALLERS:,} callers: {dict(answers)}; Slack beside them p99 {slack[int(len(slack) * 0.99)]:.2f} s"
        report.row("S2 sockets", target="0 x 5xx, 0 tracebacks", measured=measured, seed=SEED)


@pytest.mark.parametrize(
    "beginning", [b"", b"POST", HEAD, HEAD + b"x: y\r\n"], ids=["nothing", "a word", "half", "most"]
)
async def test_who_does_not_say_what_they_want_is_hung_up_on(port: Port, beginning: bytes) -> None:
    began = time.perf_counter()
    assert await said(port, beginning) == b""
    assert time.perf_counter() - began < 10 * SOON


@pytest.mark.parametrize("beginning", [b"P", HEAD, HEAD + b"x: "], ids=["a word", "half", "most"])
async def test_nor_is_their_second_request_waited_for(port: Port, beginning: bytes) -> None:
    assert await heard_out(port, b"GET /healthz HTTP/1.1\r\nhost: bot\r\n\r\n", beginning) < 10 * SOON


async def test_what_is_sent_on_after_the_answer_is_not_listened_to_for_long(port: Port) -> None:
    unread = b"GET /healthz HTTP/1.1\r\nhost: bot\r\ncontent-length: 900000\r\n\r\n"
    assert await heard_out(port, unread, b"x") < 10 * SOON


async def heard_out(port: Port, request: bytes, beginning: bytes) -> float:
    """For how long somebody is listened to who, once answered, says a byte now and then and never a whole request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    assert (await reader.readuntil(b"\r\n")).startswith(b"HTTP/1.1 200 ")
    writer.write(beginning)
    began = time.perf_counter()
    with contextlib.suppress(ConnectionError, TimeoutError):
        async with asyncio.timeout(20 * SOON):
            while not reader.at_eof():
                writer.write(b"x")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1_000), SOON / 10)
    writer.close()
    return time.perf_counter() - began


async def test_a_slow_body_is_cut_off(port: Port) -> None:
    slow = from_slack(b"x" * 100)[:-50]
    answer = await said(port, slow)
    assert answer.startswith(b"HTTP/1.1 408 ")


async def test_a_slow_body_that_never_stops_is_cut_off_too(port: Port) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(from_slack(b"x" * 100_000)[:-100_000])
    began = time.perf_counter()
    with contextlib.suppress(ConnectionError):
        while not reader.at_eof() and time.perf_counter() - began < 10 * SOON:
            writer.write(b"x")
            await writer.drain()
            with contextlib.suppress(TimeoutError):
                if await asyncio.wait_for(reader.read(12), 0.02):
                    break
    assert time.perf_counter() - began < 10 * SOON
    writer.close()


async def test_what_is_announced_too_large_is_not_waited_for(port: Port) -> None:
    answer = await said(port, from_slack().replace(b"content-length: 14", b"content-length: 1000001"))
    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_what_turns_out_too_large_is_not_kept(port: Port) -> None:
    head = from_slack().split(b"content-length")[0]
    chunk = b"%x\r\n" % 50_000 + b"x" * 50_000 + b"\r\n"
    answer = await said(port, head + b"transfer-encoding: chunked\r\n\r\n" + chunk * 30)
    assert answer.startswith(b"HTTP/1.1 413 ") or answer == b""  # hung up on while still talking


async def test_many_who_only_wait_make_room(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "MOST_CONNECTIONS", 20)
    monkeypatch.setattr(listening, "HEAD_SECONDS", 60.0)
    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(60)]
    assert (await said(port, from_slack())).startswith(b"HTTP/1.1 200 ")
    await asyncio.sleep(0.1)
    assert sum(reader.at_eof() for reader, _ in idle) >= 39
    for _, writer in idle:
        writer.close()


async def test_who_was_answered_and_only_waits_makes_room_too(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "MOST_CONNECTIONS", 20)
    monkeypatch.setattr(listening, "HEAD_SECONDS", 60.0)
    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
    for reader, writer in idle:
        writer.write(b"GET /healthz HTTP/1.1\r\nhost: bot\r\n\r\nGET ")
        await reader.readuntil(b"\r\n")
    assert (await said(port, from_slack())).startswith(b"HTTP/1.1 200 ")
    gone = await asyncio.gather(*(_is_gone(reader) for reader, _ in idle))
    assert sum(gone) == 1
    for _, writer in idle:
        writer.close()


async def _is_gone(reader: asyncio.StreamReader) -> bool:
    try:
        await asyncio.wait_for(reader.read(), 0.2)
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


async def test_strangers_together_take_no_more_memory_than_is_allowed(
    port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack_calls, "UNDER_WAY_LIMIT", 300_000)
    monkeypatch.setattr(slack_calls, "BODY_SECONDS", 60.0)
    large = from_slack(b"x" * 200_000)[:-10]
    first = asyncio.create_task(said(port, large, patience=1.0))
    await asyncio.sleep(0.2)
    assert (await said(port, large)).startswith(b"HTTP/1.1 429 ")
    await first
    assert (await said(port, from_slack())).startswith(b"HTTP/1.1 200 ")
