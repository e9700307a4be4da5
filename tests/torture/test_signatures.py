"""S3: only what Slack signed, just now, and once: no mutant and nothing old is taken."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import event
from structlog.testing import capture_logs

from pmo_bot.app import Bot
from pmo_bot.blocks.ids import Shortcut, decode, encode
from pmo_bot.playground.delivery import signature
from pmo_bot.rules.grammar_verbs import VERBS
from pmo_bot.web.signature import FRESH_SECONDS, signed
from tests.lengths import WHOLE, length, proof
from tests.torture import report
from tests.torture.alone import SECRET, TEAM, Kept, bot_alone
from tests.torture.asking import ask
from tests.torture.company import (
    ITEMS,
    buttons,
    click,
    command,
    everything,
    filled,
    forms,
    found,
    interaction,
    settled,
    submission,
)
from tests.torture.hostile_requests import Sent

SEED = 20261128
MUTANTS = length(5_000, 100_000)
BODY = b"command=%2Fpmo&text=list&team_id=T0ALDER"


@proof
def test_no_mutated_signature_is_taken() -> None:
    rng, taken = random.Random(SEED), 0  # noqa: S311 - the same mutants each time
    for _ in range(MUTANTS):
        headers, body = signature(SECRET, BODY), bytearray(BODY)
        stamp, proof_ = headers["x-slack-request-timestamp"], headers["x-slack-signature"]
        match rng.randrange(7):
            case 0:  # one sign of the signature
                at = rng.randrange(len(proof_))
                proof_ = proof_[:at] + rng.choice("0123456789abcdefvV=xG \x00é") + proof_[at + 1 :]
            case 1:  # one bit of the body
                body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
            case 2:  # another moment that is as fresh
                stamp = str(int(stamp) + rng.choice((-200, -1, 1, 200)))
            case 3:  # the same moment, written otherwise
                stamp = rng.choice((" " + stamp, stamp + " ", "0" + stamp, "+" + stamp, stamp + ".0", stamp + "\n"))
            case 4:  # shorter, longer, doubled
                proof_ = rng.choice((proof_[:-1], proof_ + "0", proof_ * 2, proof_[3:], "", "v0="))
            case 5:  # a piece moves from the stamp into the body
                stamp, body = stamp[:-1], bytearray(stamp[-1:].encode() + b":" + body)
            case 6:  # other secrets
                proof_ = signature(rng.choice(("", "Made-up-secret", "made-up-secret ", "x")), BODY)[
                    "x-slack-signature"
                ]
        mutant = {"x-slack-request-timestamp": stamp, "x-slack-signature": proof_}
        same = mutant == headers and body == BODY
        taken += signed(mutant, bytes(body), SECRET) and not same
    assert taken == 0
    if WHOLE:
        report.row("S3 mutants", target="0 of 100,000 taken", measured=f"{taken} of {MUTANTS:,}", seed=SEED)


def test_the_real_one_is_taken() -> None:
    assert signed(signature(SECRET, BODY), BODY, SECRET)


@pytest.mark.parametrize("seconds", [1, 60, 3_600, 86_400, 400 * 86_400])
@pytest.mark.parametrize("sign", [-1, 1], ids=["old", "from the future"])
def test_a_good_signature_counts_for_five_minutes(seconds: int, sign: int) -> None:
    beyond = time.time() + sign * (FRESH_SECONDS + seconds)
    assert not signed(signature(SECRET, BODY, at=beyond), BODY, SECRET)


@pytest.mark.parametrize("secret", ["", "made-up-secret"])
def test_without_a_secret_nothing_is_taken(secret: str) -> None:
    assert not signed(signature("", BODY), BODY, "")
    assert not signed({}, BODY, secret)


# --- the same request once more -------------------------------------------------------


@pytest_asyncio.fixture
async def bot(sqlite_url: str) -> AsyncIterator[tuple[Bot, Kept]]:
    made, kept = bot_alone(sqlite_url)
    await found(made)
    yield made, kept
    await made.stop()


def every_request(rng: random.Random) -> list[tuple[str, Sent]]:
    """Each command, button, window and shortcut, about several rows, by people who may do much."""
    who = lambda: rng.choice(("U0MARIA", "U0JON", "U0PRIYA"))  # noqa: E731
    rows = lambda: rng.sample(range(1, ITEMS + 1), length(1, 3))  # noqa: E731
    made = [(f"/pmo {verb.example}", command(who(), verb.example)) for verb in VERBS.values()]
    for value in buttons():
        press = decode(value)
        again = [encode(press.verb, row, press.extra) for row in rows()] if press else []
        made += [(one, interaction(click(who(), one))) for one in (*again, *([value] if WHOLE else []))]
    for view in forms():
        for row in rows():
            metadata = json.dumps({"row": row, "figure": 1, "channel": "C0APOLLO", "phase": "delivery"})
            made.append((f"{view['callback_id']} {row}", interaction(submission(who(), view, filled(view), metadata))))
    for shortcut in Shortcut:
        said = {
            "type": "message_action", "callback_id": shortcut, "user": {"id": "U0JON"}, "team": {"id": TEAM},
            "trigger_id": "1", "channel": {"id": "C0APOLLO"}, "message": {"ts": "1.2", "text": "said"},
        }  # fmt: skip
        made.append((shortcut, interaction(said)))
    rng.shuffle(made)
    return made[:: length(3, 1)]


def written(bot: Bot) -> list[str]:
    """Every statement that writes, from now on."""
    statements: list[str] = []

    @event.listens_for(bot.db.engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            statements.append(statement)

    return statements


@proof
async def test_the_same_request_once_more_changes_nothing(bot: tuple[Bot, Kept]) -> None:
    its, _ = bot
    app, writes = its.web(), written(its)
    did, now = 0, everything(its)
    twice: list[str] = []
    with capture_logs() as logs:
        for name, sent in every_request(random.Random(SEED)):  # noqa: S311 - the same order each time
            for again in (False, True):
                writes.clear()
                assert await ask(app, sent) < 500, name
                await settled(its)
                before, now = now, everything(its) if writes else now
                did += now != before and not again
                if now != before and again:
                    twice.append(name)
    assert twice == []
    assert [log for log in logs if log.get("exc_info")] == []
    assert did > length(10, 60), "too few of them did anything the first time"
    if WHOLE:
        report.row(
            "S3 replays", target="0 double effects", measured=f"0 of {did} requests that did something", seed=SEED
        )


@proof
async def test_the_same_request_at_the_same_moment_does_one_thing(bot: tuple[Bot, Kept]) -> None:
    its, _ = bot
    app, before = its.web(), everything(its)
    sent = command("U0JON", "add Book the room @maria by friday")
    await asyncio.gather(*(ask(app, sent) for _ in range(20)))
    await settled(its)
    items = [len(rows) for (name, *rows) in everything(its) if name == "item"]
    assert items == [len(rows) + 1 for (name, *rows) in before if name == "item"]
