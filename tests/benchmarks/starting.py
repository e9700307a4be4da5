"""From starting the process to the first answered command, and the memory a working bot holds."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pmo_bot.playground import Playground, create_playground, serving, small_company
from tests.benchmarks.figures import Figure
from tests.benchmarks.seeding import company, make_due

ROOT = Path(__file__).parents[2]
BOT_TOKEN, APP_TOKEN = "xoxb-playground", "xapp-playground"
LIBRARIES = "import slack_bolt.async_app, sqlmodel, pydantic_settings, starlette.applications, uvicorn, apscheduler"
WHO, WHERE = "U0MARIA", "C0APOLLO"
PATIENCE = 60.0
OWN_MEMORY = "import re; print(int(re.search(r'VmRSS:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024)"
WORK = f"""
import sys
from pmo_bot.app import build
from pmo_bot.settings import Settings
from pydantic import SecretStr
from tests.benchmarks.planning import work_once
bot = build(Settings(_env_file=None, database_url=sys.argv[1], slack_bot_token=SecretStr("xoxb-bench")))
work_once(bot.db)
{OWN_MEMORY}
"""


def cold_start(folder: Path, times: int) -> Iterator[Figure]:
    """`pmo-bot worker` against the playground: with a new database, and with the one it made."""
    new, again = asyncio.run(_starts(folder, times))
    floor = statistics.median(run_seconds(LIBRARIES) for _ in range(times))
    yield Figure("start to first answer", "new database", new, floor, "importing the libraries", "s ", aim=1.5)
    yield Figure("start to first answer", "again", again, floor, "importing the libraries", "s ", aim=1.5)


def memory(url: str, where: str, items: int) -> Iterator[Figure]:
    """Resident memory of a process that made a tick and a digest."""
    with company(url, items, in_one_project=True) as db:
        make_due(db, min(300, items))
    measured = float(_run(WORK, url))
    floor = float(_run(f"{LIBRARIES}\n{OWN_MEMORY}"))
    yield Figure(f"memory with {items:,} items", where, measured, floor, "importing the libraries", "MB", aim=120)


async def _starts(folder: Path, times: int) -> tuple[float, float]:
    playground = create_playground(
        small_company().with_manifest(json.loads((ROOT / "manifest.json").read_text())),
        now=lambda: datetime.now(UTC),
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        signing_secret="s",
    )
    new, again = [], []
    async with serving(playground):
        for n in range(times):
            database = f"sqlite:///{folder / f'start{n}.db'}"
            new.append(await _first_answer(playground, database))
            again.append(await _first_answer(playground, database))
    return statistics.median(new), statistics.median(again)


async def _first_answer(playground: Playground, database: str) -> float:
    environment = settled() | {
        "DATABASE_URL": database, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": playground.api_url,
    }  # fmt: skip
    before = _private(playground)
    began = time.perf_counter()
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pmo_bot", "worker", cwd=ROOT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            while not playground.sockets.connections:
                await asyncio.sleep(0.002)
            told = await playground.act(WHO, "command", channel=WHERE, text="/pmo add Draft the plan by friday")
            assert told["ok"], told
            while _private(playground) == before:
                await asyncio.sleep(0.002)
        return time.perf_counter() - began
    finally:
        worker.terminate()
        await worker.wait()
        while playground.sockets.connections:
            await asyncio.sleep(0.002)


def settled() -> dict[str, str]:
    """The environment of a bot that is installed: its bytecode is kept, whatever holds for who measures it."""
    kept = os.environ | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "pmo-bot-bytecode")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept


def _private(playground: Playground) -> int:
    """How many messages only this person saw."""
    return sum(message.only_for == WHO for message in playground.world.messages.get(WHERE, {}).values())


def _run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, env=settled(), capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def run_seconds(code: str) -> float:
    """How long a process takes that does only this."""
    began = time.perf_counter()
    _run(code)
    return time.perf_counter() - began
