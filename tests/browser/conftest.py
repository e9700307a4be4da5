"""A browser in front of a playground, with a tiny app behind it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.company import PATIENCE, Company, company
from tests.playground.conftest import Stand, by_http, standing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Opening = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def stand() -> AsyncIterator[Stand]:
    """A playground and an app that hears of everything over HTTP."""
    async with standing() as made, by_http(made):
        yield made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield made
        await made.close()


@pytest_asyncio.fixture(loop_scope="module")
async def office(browser: Browser, tmp_path: Path) -> AsyncIterator[Company]:
    """The real bot, a small company, and whoever looks at it in the browser."""
    async with company(browser, tmp_path) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def opened(browser: Browser, stand: Stand) -> AsyncIterator[Opening]:
    """Opens the page as a person at a place; at the end no page may have complained."""
    complaints: list[str] = []

    async def opening(who: str = "U0MARIA", at: str = "C0APOLLO", **context: Any) -> Page:
        room = await browser.new_context(reduced_motion="reduce", **context)
        room.set_default_timeout(PATIENCE)
        page = await room.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        await page.goto(f"{stand.playground.url}/#as={who}&at={at}")
        await page.locator("#main").wait_for()
        return page

    yield opening
    for context in browser.contexts:
        await context.close()
    assert complaints == []
