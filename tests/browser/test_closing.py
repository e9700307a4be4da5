"""A window is left once, by one Escape or an impatient finger, and nothing complains."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, Request, expect

from tests.browser.conftest import Opening
from tests.browser.test_page import modal, opens, say
from tests.playground.conftest import Stand

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def closings(page: Page) -> list[str]:
    """What the page says to the server of windows that are left, from now on."""
    heard: list[str] = []

    def note(request: Request) -> None:
        if '"kind":"close"' in (request.post_data or ""):
            heard.append(request.url)

    page.on("request", note)
    return heard


async def test_a_window_is_left_once_whichever_way(stand: Stand, opened: Opening) -> None:
    opens(stand, modal())
    page = await opened()
    left = closings(page)
    for times, leave in enumerate(("Escape", "Cancel", "Close"), start=1):
        await say(page, "/do")
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_label("Name")).to_be_focused()
        if leave == "Escape":
            await page.keyboard.press("Escape")
        else:
            await dialog.get_by_role("button", name=leave).dblclick()
        await expect(dialog).to_have_count(0)
        assert len(left) == times, leave
    await expect(page.locator(".toast")).to_have_count(0)
