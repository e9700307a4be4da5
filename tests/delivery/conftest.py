"""Offices on databases that are migrated already."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import structlog

from pmo_bot.slack import messenger
from tests.delivery.office import DIGESTS, Office, office, project, promises


@pytest.fixture(autouse=True)
def log() -> Iterator[list[Any]]:
    """What the bot logs: kept, because writing it out takes longer than the tests."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture(autouse=True)
def _look_ups_are_repeated_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messenger, "AGAIN_SECONDS", 0.1)


@pytest.fixture
async def at_nine(sqlite_url: str) -> AsyncIterator[Office]:
    """Six people are owed a brief now."""
    async with office(sqlite_url) as made:
        promises(made.bot.db)
        yield made


@pytest.fixture
async def on_monday(sqlite_url: str) -> AsyncIterator[Office]:
    """A project owes its channel a digest, and nobody is owed a brief."""
    async with office(sqlite_url, DIGESTS) as made:
        project(made.bot.db)
        yield made
