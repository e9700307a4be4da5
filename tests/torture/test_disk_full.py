"""R8: the disk is full, again and again: nothing is lost or doubled or leaves unclaimed, and the log stays short."""

from __future__ import annotations

import contextlib
import math
import os
import random
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from sqlmodel import select

from pmo_bot.model import Post, PostState
from tests.databases import made
from tests.delivery.office import DIGESTS
from tests.lengths import length, proof
from tests.torture import report
from tests.torture.local_slack import POST, local_slack
from tests.torture.nursery import nursery
from tests.torture.outbox import CLEAN, Waiting, fill, judge
from tests.torture.test_delivery import at_work

TIMES = length(1, 8)
LANES, EACH = length((20, 15), (200, 20))
MEGABYTES = 48
LONGEST, FULL = 120.0, length(1.0, 3.0)
SEED = 20261128
LINE = re.compile(r"database or disk is full|disk I/O error|database is locked|unable to open")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where the machine lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@contextlib.contextmanager
def full(disk: Path) -> Iterator[None]:
    """Not a byte more fits onto it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    try:
        yield
    finally:
        ballast.unlink()


def unclaimed(waiting: Waiting, held: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What Slack has although no claim of it was ever written down."""
    with waiting.db.reading() as session:
        rows = session.exec(select(Post.lane, Post.body).where(Post.state == PostState.DUE, Post.attempts == 0)).all()
    there = {(f"lane:{channel}", text) for channel, texts in held.items() for text in texts}
    return [(lane, body["text"]) for lane, body in rows if body is not None and (lane, body["text"]) in there]


@proof
def test_r8_the_disk_is_full(disk: Path, tmp_path: Path) -> None:
    rng, sent = random.Random(SEED), 0  # noqa: S311 - the same instants each time
    url, log, times = made(f"sqlite:///{disk / 'bot.db'}"), tmp_path / "log", 0
    with local_slack(DIGESTS) as slack:
        channels, waiting, began = fill(url, slack, LANES, EACH), Waiting(url), time.monotonic()
        with nursery(url, slack.api_url, DIGESTS, log=str(log)) as made_ready:
            made_ready.bear()
            while times < TIMES and at_work(slack, waiting, rng.randint(1, max(1, LANES * EACH // TIMES // 3))):
                with full(disk):
                    before = slack.ask("calls").get(POST, 0)
                    time.sleep(FULL)
                    sent += slack.ask("calls").get(POST, 0) - before
                    assert unclaimed(waiting, slack.ask("held")) == []
                times += 1
            waiting.until_done(LONGEST)
        waiting.close()
        verdict, seconds = judge(slack.ask("held"), channels, EACH), time.monotonic() - began
    causes = Counter(found[0] for line in log.read_text().splitlines() if (found := LINE.search(line)))
    lines = max(causes.values(), default=0)
    held = f"{times} times full, {sent} sent meanwhile, each claimed before"
    measured = f"{verdict}; {held}, {lines} log lines of a cause in {seconds:.0f} s"
    target = f"{TIMES} times full: 0, 0, 0; ≤ 1 log line in 10 s and cause"
    report.row("R8", target=target, measured=measured, seed=SEED)
    assert verdict == CLEAN
    assert times == TIMES
    assert causes
    assert lines <= math.ceil(seconds / 10), causes
