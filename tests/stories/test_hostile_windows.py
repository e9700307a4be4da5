"""Every window, filled in by somebody who means no good, and buttons nobody was shown: a clear sentence or success.

The dice choose window, person, what it remembers and what stands in its fields; see `hostile.py`.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from sqlmodel import func, select
from structlog.testing import capture_logs

from pmo_bot.model import Event
from pmo_bot.slack.limits import problems
from tests.blocks.test_hostile import formatted
from tests.handlers.test_registry import windows
from tests.stories.hostile import EXTERN, GUEST, attack, press, sends
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.stories.two_houses import company, elsewhere, move_away, strays
from tests.world import World, world

ROUNDS, SEED = int(os.environ.get("HOSTILE_ROUNDS", "60")), int(os.environ.get("HOSTILE_SEED", "1"))
"""`HOSTILE_ROUNDS=800 HOSTILE_SEED=2` tries more, and others."""
VIEWS = windows()
OUTSIDE, INSIDE = [SAM, MARIA, PRIYA, GUEST, EXTERN], [JON, INES, MARIA, PRIYA]
OURS = re.compile(r"@U0[A-Z]+|#C0[A-Z]+|!date\^\S[^>]*|https://(?:\w+\.)?slack\.com/[^|>]*(?:\|[^>]*)?")
"""What may stand between angle brackets in a text of ours."""


async def test_whatever_is_sent_in_is_answered_and_tells_nothing_that_is_not_theirs(sqlite_url: str) -> None:
    """Two workspaces, the other one called Zorro; ours has Apollo and, for Jon and Inês alone, Quartz."""
    async with _with_a_board(sqlite_url) as w:
        await company(w, "Zorro", ())
        move_away(w)
        await company(w, "Mine", ("2026-12-04",))
        dice, others = random.Random(SEED), elsewhere(w)  # noqa: S311 - the same throws each time
        assert len(others["item"]) > 10
        for people, secret in ((OUTSIDE, "Zorro|Quartz"), (INSIDE, "Zorro")):
            for _ in range(ROUNDS):
                await one_attack(w, dice, people, secret)
        assert elsewhere(w) == others
        assert strays(w) == []
        await goes_on(w)


async def test_a_database_that_is_strict_about_lengths_and_numbers_takes_it_too(postgres_url: str) -> None:
    async with _with_a_board(postgres_url) as w:
        await company(w, "Mine", ())
        dice = random.Random(SEED)  # noqa: S311 - the same throws each time
        for _ in range(ROUNDS):
            await one_attack(w, dice, INSIDE, "Zorro")


@contextlib.asynccontextmanager
async def _with_a_board(url: str) -> AsyncIterator[World]:
    async with world(url) as made:
        await made.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
        yield made


async def one_attack(w: World, dice: random.Random, people: list[str], secret: str) -> None:
    """Somebody sends a window in, or clicks; what the bot answers, and sends, is fit to be read by them."""
    payload = dice.choice([window_of, press])(w, dice, dice.choice(people))
    what = payload.get("actions") or [payload["view"][name] for name in ("callback_id", "private_metadata", "state")]
    before = len(w.playground.world.calls)
    with capture_logs() as logs:
        body = await sends(w, payload)
    sent = [call.args for call in w.playground.world.calls[before:]]
    assert [one for one in logs if one["log_level"] != "info" or one.get("action") == "answer.diverted"] == [], what
    theirs = [one for one in sent if one.get("channel") not in ("D0JON", "D0INES", "C0BOARD")]
    assert re.search(secret, json.dumps([body, theirs], ensure_ascii=False)) is None, what
    for shown in [*sent, body]:
        assert [inside for inside in angled(shown) if not OURS.fullmatch(inside)] == [], what
    fits(body, {block["block_id"] for block in payload.get("view", {}).get("blocks", [])}, what)
    if body is None or body["response_action"] != "errors":
        before_again = events(w)
        await sends(w, payload)
        assert events(w) == before_again, ("twice", what)


def window_of(w: World, dice: random.Random, who: str) -> dict[str, Any]:
    """Any window, filled in."""
    return attack(w, dice, dice.choice(VIEWS), who)


def events(w: World) -> int:
    """How much has happened."""
    with w.bot.db.reading() as session:
        return session.exec(select(func.count()).select_from(Event)).one()


def fits(body: Any, fields: set[str], what: object) -> None:
    """The answer is one that Slack takes: nothing, sentences at fields of the window, or another window."""
    if body is None:
        return
    if body["response_action"] == "errors":
        assert body["errors"], what
        assert set(body["errors"]) <= fields, what
        assert all(said.strip() for said in body["errors"].values()), what
    else:
        assert problems("modal", body["view"]) == [], what


def angled(node: Any) -> Iterator[str]:
    """All that Slack would read between angle brackets."""
    texts = [*formatted(node), *([str(node["text"])] if isinstance(node, dict) and "text" in node else [])]
    for written in texts:
        yield from re.findall(r"<([^<>]*)>?", written)


async def goes_on(w: World) -> None:
    """On Monday everybody has had what they were to have, and everything can be looked at."""
    with capture_logs() as logs:
        await w.until("2026-12-07", "18:00")
        await w.opens_home(JON)
        for command in ("list all", "list risks", "kpi", "digest APOLLO", "status APOLLO", "lesson"):
            await w.types(JON, f"/pmo {command}")
    assert [one for one in logs if one["log_level"] != "info"] == []
