"""A company that lives with the bot for weeks: what several tests ask questions about, lived once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pmo_bot.store.database import Database
from tests.simulation.driver import START, Wanted, play

SEED = 4
"""A life in which everything is at stake at least once."""
DAYS = 34
END = START + timedelta(days=DAYS)
_OFTEN = {"policy": 0.03, "project": 0.05, "leave": 0.008, "travel": 0.04}


def life(seed: int, folder: Path) -> Database:
    """Random items, answers, absences, moves, leavers, new modes and policies of five people in two projects."""
    wanted = Wanted(seed=seed, items=40, people=5, projects=2, days=DAYS, troubled=0.0, outages=0, edits=False,
                    often=_OFTEN)  # fmt: skip
    assert play(wanted, folder).failures == []
    return Database(f"sqlite:///{folder / f'company-{seed}.db'}")
