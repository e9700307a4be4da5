"""R20: whatever Slack tells four times happens once; and it is acknowledged while the database stands."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from itertools import count, zip_longest
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url
from sqlmodel import col, func, select
from starlette.applications import Starlette

from handlers import listener
from pmo_bot.app import Bot
from pmo_bot.blocks.ids import Form
from pmo_bot.jobs import doorkeeper
from pmo_bot.model import Event, Item
from pmo_bot.playground.delivery import signature
from tests.databases import made
from tests.lengths import WHOLE, length, proof
from tests.torture import report
from tests.torture.alone import SECRET, TEAM, bot_alone
from tests.torture.asking import ask
from tests.torture.company import command, everything, filled, forms, found, interaction, settled, submission
from tests.torture.hostile_requests import Sent
from tests.torture.test_signatures import every_request

SEED = 20261128
TIMES = 4
ROUNDS = length(1, 2)
STANDS = length(0.0, 10.0)
"""Seconds for which the database does not answer; in the short form until everything is acknowledged."""
IN_TIME = 3.0
SAID = (
    "done",
    "2 more days because legal is slow",
    "A-2 done",
    "on track",
    "what do you mean by cutover?",
    "A-1 by friday",
)
_numbers = count(1)


# --- four times ---------------------------------------------------------------------------


@proof
async def test_what_comes_four_times_happens_once(tmp_path: Path) -> None:
    one, four = tmp_path / "one.db", tmp_path / "four.db"
    made(f"sqlite:///{one}")
    bot, _ = bot_alone(f"sqlite:///{one}")
    await found(bot)
    await bot.stop()
    shutil.copy(one, four)
    once, often = (bot_alone(f"sqlite:///{path}")[0] for path in (one, four))
    rng, requests, did, deliveries = random.Random(SEED), 0, 0, 0  # noqa: S311 - the same order each time
    for _ in range(ROUNDS):
        coming = [*(sent for _, sent in every_request(rng)), *(told(rng) for _ in range(length(10, 100)))]
        coming += [
            command("U0JON", f"add Fresh {next(_numbers)} @maria by friday #apollo") for _ in range(length(10, 200))
        ]
        rng.shuffle(coming)
        coming = coming[:: length(3, 1)]
        changed = [await changes(once, sent) for sent in coming]
        deliveries += await shuffled(often, coming, changed, rng)
        requests, did = requests + len(coming), did + sum(changed)
        assert differing(everything(often), everything(once)) == []
    assert did > length(5, 300), "too few of them did anything"
    for each in (once, often):
        await each.stop()
    if WHOLE:
        measured = f"{deliveries:,} deliveries of {requests:,} payloads, {did:,} of which did something: the same state"
        report.row("R20 four times", target="the same state as once", measured=measured, seed=SEED)


async def changes(bot: Bot, sent: Sent) -> bool:
    """Deliver it once; whether anything came of it."""
    before = newest(bot)
    assert await ask(bot.web(), sent) == 200
    await quiet(bot)
    return newest(bot) != before


async def quiet(bot: Bot) -> None:
    """Wait until nothing is under way, of events too: these begin after they are acknowledged."""
    for _ in range(3):
        await asyncio.sleep(0.001)
        await settled(bot)


def differing(some: list[Any], others: list[Any]) -> list[tuple[str, Any, Any]]:
    """Rows that are not the same, with their table."""
    return [
        (name, one, other)
        for (name, *rows), (_, *more) in zip(some, others, strict=True)
        for one, other in zip_longest(rows, more)
        if one != other
    ]


def newest(bot: Bot) -> int:
    with bot.db.reading() as session:
        return session.exec(select(func.max(Event.id))).one() or 0


async def shuffled(bot: Bot, coming: list[Sent], changed: list[bool], rng: random.Random) -> int:
    """Deliver each four times: what changed something again at once and at any time later, the rest at the same moment.

    What was refused may be allowed later, so that it counts then is no mistake; Slack was told that it was heard.
    """
    later: dict[int, list[Sent]] = {}
    app, deliveries = bot.web(), 0
    for number, sent in enumerate(coming):
        again = [number if not changed[number] else rng.randrange(number, len(coming)) for _ in range(TIMES - 1)]
        for when in again:
            later.setdefault(when, []).append(sent)
        now = [sent, *later.pop(number, [])]
        deliveries += len(now)
        assert {*await asyncio.gather(*(ask(app, one) for one in now))} == {200}
        await quiet(bot)
    return deliveries


def told(rng: random.Random) -> Sent:
    """An event: words to the bot, App Home, somebody who changed."""
    number, who = next(_numbers), rng.choice(("U0MARIA", "U0JON", "U0PRIYA"))
    dm, ts = f"D0{who[2:]}", f"{1764500000 + number}.000100"
    event = rng.choice(
        (
            {"type": "message", "channel": dm, "channel_type": "im", "user": who, "text": rng.choice(SAID), "ts": ts},
            {"type": "app_home_opened", "user": who, "channel": dm, "tab": "home"},
            {"type": "user_change", "user": {"id": who, "team_id": TEAM}},
            {"type": "member_joined_channel", "user": who, "channel": "C0APOLLO", "team": TEAM},
        )
    )
    envelope = {
        "type": "event_callback", "team_id": TEAM, "api_app_id": "A0", "event": {**event, "event_ts": ts},
        "event_id": f"Ev{number}", "event_time": 1764500000 + number, "authorizations": [],
    }  # fmt: skip
    body = json.dumps(envelope).encode()
    proof_ = [(name.encode(), value.encode()) for name, value in signature(SECRET, body).items()]
    return Sent(body, [(b"content-type", b"application/json"), *proof_])


# --- while the database stands ------------------------------------------------------------


@proof
async def test_everything_is_acknowledged_while_the_database_stands(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "ACK_SECONDS", length(0.2, listener.ACK_SECONDS))
    async with company_on(database_url) as bot:
        app = bot.web()
        adds = [command("U0JON", f"add Waited {n} @maria by friday #apollo") for n in range(5)]
        forms_ = [waited_form(f"Waited in a window {n}") for n in range(3)]
        others = [command("U0MARIA", "list"), *(told(random.Random(n)) for n in range(8))]  # noqa: S311
        began = time.perf_counter()
        with standing(database_url):
            async with asyncio.timeout(10 * IN_TIME):  # without it whoever waits for the database waits for ever
                took = await asyncio.gather(*(acked(app, sent) for sent in (*adds, *forms_, *others)))
            await asyncio.sleep(max(0.0, began + STANDS - time.perf_counter()))
        assert max(took) < IN_TIME
        await settled(bot)
        for sent in forms_:  # the window is still open: people press the button again, as it says
            await acked(app, sent)
        await settled(bot)
        wanted = [*(f"Waited {n}" for n in range(5)), *(f"Waited in a window {n}" for n in range(3))]
        with bot.db.reading() as session:
            titles = session.exec(select(Item.title).where(col(Item.title).startswith("Waited"))).all()
        assert sorted(titles) == sorted(wanted), "what was heard was done, and once"
    if WHOLE:
        where = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
        measured = f"{max(took):.2f} s at most, {len(took)} calls while it stood for {STANDS:.0f} s; all done, once"
        report.row(f"R20 {where} stands", target="acknowledged < 3 s, nothing lost", measured=measured, seed=SEED)


@asynccontextmanager
async def company_on(url: str) -> AsyncIterator[Bot]:
    """A company, on this database."""
    bot, _ = bot_alone(url)
    await found(bot)
    yield bot
    await bot.stop()


async def acked(app: Starlette, sent: Sent) -> float:
    """How long it took to acknowledge."""
    began = time.perf_counter()
    assert await ask(app, sent) == 200
    return time.perf_counter() - began


def waited_form(title: str) -> Sent:
    """Somebody sends the window for a new item."""
    view = next(one for one in forms() if one["callback_id"] == Form.ADD)
    state = filled(view)
    state["title"]["title"]["value"] = title
    return interaction(submission("U0MARIA", view, state))


@contextmanager
def standing(url: str) -> Iterator[None]:
    """Somebody holds the whole database for as long as the block lasts."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(make_url(url).database or "", isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            yield
            writer.execute("ROLLBACK")
        return
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as other:
        other.execute("LOCK TABLE workspace, person, project, item, event, outbox IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


async def test_who_was_let_in_is_while_nobody_can_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorkeeper, "SECONDS", 0.05)
    answers, stands = threading.Event(), threading.Event()
    answers.set()

    def serves(team: str, enterprise: str) -> bool:
        if not answers.is_set():
            stands.set()
        answers.wait()
        return team == TEAM

    def refuses(team: str, enterprise: str) -> bool:
        raise OSError("connection refused")

    door = doorkeeper.Doorkeeper(serves)
    assert await door.lets_in(TEAM, "")
    answers.clear()
    assert await door.lets_in(TEAM, "")
    assert stands.is_set()
    door.serves = refuses
    assert await door.lets_in(TEAM, ""), "a database that fails at once cannot tell either"
    door.serves = serves
    stranger = asyncio.ensure_future(door.lets_in("T0BIRCH", ""))
    await asyncio.sleep(0.1)
    assert not stranger.done(), "who was never let in waits: Slack tells it again"
    answers.set()
    assert not await stranger
