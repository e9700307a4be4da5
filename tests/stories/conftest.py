"""What stories start from: a small company with one project."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.stories.founded import found, founded
from tests.world import World, world


@pytest.fixture
def story_url(request: pytest.FixtureRequest) -> str:
    """The URL of a story's database: a SQLite file; once more PostgreSQL for those marked `on_both`."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest_asyncio.fixture
async def w(story_url: str) -> AsyncIterator[World]:
    """The company on Monday 30 November 2026, ten o'clock in Madrid; Jon leads Apollo, Inês sponsors it."""
    if not story_url.startswith("sqlite"):
        async with world(story_url) as made:
            await found(made)
            yield made
        return
    copy = (await founded()).begin(story_url)
    async with world(story_url, company=copy.workspace, before=copy.hand_over) as made:
        yield made
