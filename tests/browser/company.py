"""The real bot in front of a browser: a small company with one project, and pages that people look at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.world import World, world

PATIENCE = 15_000.0
"""Milliseconds for anything to be seen: others may take both cores for a while."""
PHONE = {"viewport": {"width": 390, "height": 780}}
expect.set_options(timeout=PATIENCE)


@dataclass
class Company:
    """The world, and the pages that were opened on it."""

    w: World
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    async def opens(self, who: str, at: str = "", **context: Any) -> Page:
        """Somebody looks at a place: their conversation with the bot, unless another is named."""
        room = await self.browser.new_context(reduced_motion="reduce", **context)
        room.set_default_timeout(PATIENCE)
        page = await room.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(f"{self.w.playground.url}/#as={who}&at={at or self.w.dm(who)}")
        await page.locator("#main").wait_for()
        return page


@asynccontextmanager
async def company(browser: Browser, folder: Path) -> AsyncIterator[Company]:
    """Monday, ten in Madrid: Jon leads Apollo, Inês sponsors it; at the end no page may have complained."""
    async with world(f"sqlite:///{folder / 'company.db'}") as w:
        await w.types("U0JON", "/pmo project new Apollo")
        assert await w.submits("U0JON", sponsor="U0INES", channel="C0APOLLO", mode="controlling") == {}
        made = Company(w, browser)
        yield made
        for context in browser.contexts:
            await context.close()
        assert made.complaints == []


def message(page: Page, words: str) -> Locator:
    """The message of a conversation that says this."""
    return page.locator(".message", has_text=words).last


async def fills(page: Page, submit: str, **fields: str) -> None:
    """Fill the open window in by its labels, and send it."""
    dialog = page.get_by_role("dialog")
    for label, value in fields.items():
        await dialog.get_by_label(label.replace("_", " ")).first.fill(value)
    await dialog.get_by_role("button", name=submit, exact=True).click()
