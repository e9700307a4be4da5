"""R17: ten thousand owners in forty zones, all at nine on a Monday: as fast as Slack takes it, in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from pmo_bot.store.database import Database
from tests.lengths import length, proof
from tests.torture import report
from tests.torture.morning import ZONES, seed

OWNERS = length(160, 10_000)
SECONDS, MEGABYTES = 60.0, 200.0
ROOT = Path(__file__).parents[2]


@proof
def test_r17_everybody_at_nine_on_monday(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    seed(db, OWNERS)
    db.close()
    command = [sys.executable, "-m", "tests.torture.morning", sqlite_url]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found = json.loads(ran.stdout)
    measured = (
        f"{found['arrived']:,} briefs, the latest {found['late']:.1f} s after its batch at 525 a minute, "
        f"{found['refused']} refused, {found['megabytes']:.0f} MB"
    )
    target = f"{OWNERS:,} owners, {len(ZONES)} zones: ≤ batch + {SECONDS:.0f} s, ≤ {MEGABYTES:.0f} MB"
    report.row("R17", target=target, measured=measured)
    assert (found["arrived"], found["doubled"]) == (OWNERS, 0)
    assert found["late"] <= SECONDS
    assert found["megabytes"] <= MEGABYTES
