"""What stories start from: a small company with one project, on SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.world import World, world


@pytest_asyncio.fixture
async def w(tmp_path: Path) -> AsyncIterator[World]:
    """The company on Monday 30 November 2026, ten o'clock in Madrid; Jon leads Apollo, Inês sponsors it."""
    async with world(f"sqlite:///{tmp_path / 'story.db'}") as made:
        await made.types("U0JON", "/pmo project new Apollo")
        assert await made.submits("U0JON", sponsor="U0INES", channel="C0APOLLO") == {}
        yield made
