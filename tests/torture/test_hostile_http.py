"""S2: whatever arrives over HTTP, nothing breaks, strangers are turned away at once, and nothing of theirs is read."""

from __future__ import annotations

import asyncio
import gc
import logging
import random
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from structlog.testing import capture_logs

from pmo_bot.web.routes import routes
from pmo_bot.web.slack_calls import REFUSED
from tests.lengths import WHOLE, alone, length, proof
from tests.torture import report
from tests.torture.alone import SECRET, bot_alone
from tests.torture.asking import ask
from tests.torture.both_cores import over_seeds
from tests.torture.company import command, settled
from tests.torture.hostile_requests import Sent, signed, unsigned
from tests.torture.nursery import silent

SEED = 20261128
STRANGERS, FROM_SLACK = length(20_000, 1_000_000), length(600, 50_000)
PART = length(20_000, 100_000)
AT_ONCE = 64


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No traceback and no error in any log of the libraries."""
    yield
    assert [
        record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info
    ] == []


class Errors(logging.Handler):
    """What the libraries call an error, or show a traceback of; in a process of its own nobody else would see it."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self._kept.append(record.getMessage())


def turned_away(seed: int) -> tuple[Counter[int], list[float], list[str]]:
    """The answers to so many of them, how long each took, and what was read of them or went wrong."""
    wrong: list[str] = []

    async def dispatch(request: Request, body: str) -> Response:
        wrong.append(f"read: {body}")
        return PlainTextResponse("read")

    async def ready() -> str:
        return ""

    async def knock() -> None:
        app, rng = routes(dispatch, SECRET, ready), random.Random(seed)  # noqa: S311 - the same requests each time
        for _ in range(PART):
            sent = unsigned(rng)
            began = time.perf_counter()
            answers[await ask(app, sent)] += 1
            taken.append(time.perf_counter() - began)

    answers: Counter[int] = Counter()
    taken: list[float] = []
    gc.freeze()
    errors = Errors(wrong)
    logging.getLogger().addHandler(errors)
    with silent():
        asyncio.run(knock())
    logging.getLogger().removeHandler(errors)
    return answers, taken, wrong


@alone
@proof
def test_strangers_are_turned_away_before_anything_is_read() -> None:
    seeds = range(SEED, SEED + STRANGERS // PART)
    found = over_seeds(turned_away, seeds)
    answers = sum((one for one, _, _ in found), Counter[int]())
    taken = sorted(chain.from_iterable(one for _, one, _ in found))
    p99 = taken[int(len(taken) * 0.99)] * 1000
    assert [wrong for *_, wrong in found if wrong] == []
    assert answers.total() == STRANGERS
    assert set(answers) <= {400, 401, 404, 405, 413}
    assert p99 <= length(5.0, 1.0), f"{p99:.3f} ms"  # in the test run the machine is shared
    if WHOLE:
        measured = f"{STRANGERS:,} requests: {dict(answers)}, p99 {p99:.3f} ms, longest {taken[-1] * 1000:.1f} ms"
        report.row("S2 strangers", target="0 read, 0 x 5xx, p99 <= 1 ms", measured=measured, seed=SEED)


async def test_who_is_turned_away_is_counted_and_told_now_and_then() -> None:
    async def never(request: Request, body: str) -> Response:
        raise AssertionError(body)

    async def ready() -> str:
        return ""

    app, before = routes(never, SECRET, ready), REFUSED.labels("invalid signature")._value.get()
    with capture_logs() as logs:
        for _ in range(100):
            assert await ask(app, Sent()) == 401
    assert REFUSED.labels("invalid signature")._value.get() == before + 100
    assert [(log["action"], log["reason"]) for log in logs] == [("web.refused", "invalid signature")]


async def test_a_refusal_is_a_line_of_the_log(sqlite_url: str) -> None:
    bot, kept = bot_alone(sqlite_url)
    with capture_logs() as logs:
        assert await ask(bot.web(), command("U0JON", "show A-4711")) == 200
        await settled(bot)
    await bot.stop()
    told = [log for log in logs if log.get("action") == "listener.refused"]
    assert [(log["who"], log["kind"], log["why"]) for log in told] == [("U0JON", "command", "no_item")]
    assert len(kept.answers) == 1


@proof
async def test_what_is_signed_and_hostile_is_answered_without_an_error(sqlite_url: str, quiet: None) -> None:
    bot, kept = bot_alone(sqlite_url)
    app, rng = bot.web(), random.Random(SEED)  # noqa: S311 - the same requests each time
    answers: Counter[str] = Counter()
    waiting = asyncio.Semaphore(AT_ONCE)

    async def one(sent: Sent) -> None:
        async with waiting:
            status = await ask(app, sent)
            answers[f"{sent.kind} {status}"] += 1
            assert status < 500, sent

    with capture_logs() as logs:
        for _ in range(FROM_SLACK // AT_ONCE):
            await asyncio.gather(*(one(signed(rng)) for _ in range(AT_ONCE)))
            kept.answers.clear()
    await bot.stop()
    assert sorted({int(answer.split()[-1]) for answer in answers}) == [200, 400, 404]
    assert [log for log in logs if log.get("exc_info")] == []
    if WHOLE:
        told = Counter(str(log["action"]) for log in logs)
        measured = f"{FROM_SLACK:,} requests: {dict(answers)}; log lines {dict(told)}"
        report.row("S2 signed", target="0 x 5xx, 0 tracebacks", measured=measured, seed=SEED)
