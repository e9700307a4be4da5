"""A newcomer types `./run`, and within two minutes has seen a brief, a preview, a digest and an escalation."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
MOST_CLICKS = 6
MOST_SECONDS = 30
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture
def started() -> Iterator[tuple[str, float]]:
    """`./run` as a person types it, without tokens; where it opens, and when it was typed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    at = time.monotonic()
    run = subprocess.Popen(["./run"], cwd=ROOT, env={**clean, "PORT": "0"}, stderr=subprocess.PIPE, text=True)
    try:
        assert run.stderr is not None
        address = next(found[0] for line in run.stderr if (found := re.search(r"http://[\d.:]+", line)))
        yield address, at
    finally:
        run.terminate()
        run.communicate(timeout=10)


async def test_six_clicks_show_a_brief_a_preview_a_digest_and_an_escalation(
    browser: Browser, started: tuple[str, float], record_property: Callable[[str, object], None]
) -> None:
    address, typed_at = started
    page = await browser.new_page()
    await page.goto(address)
    clicks = Clicks(page)

    await clicks.on("Next thing that happens")
    await expect(page.get_by_text("Good morning, Maria.")).to_be_visible()
    await expect(page.get_by_text("If nothing changes, Jon reads this")).to_be_visible()

    await clicks.on("Next thing that happens")  # in New York it is morning: the sponsor reads what they will get
    await clicks.on("Next thing that happens")
    await expect(
        page.get_by_text("Monday 30 November").or_(page.get_by_text(re.compile("Monday"))).first
    ).to_be_visible()
    await clicks.on("Next thing that happens")
    await clicks.on("Jon Lindqvist")
    await expect(page.get_by_text("One thing needs a decision from you by")).to_be_visible()
    await clicks.on(re.compile(r"\bapollo\b(?!-board)"))
    await expect(page.get_by_text(re.compile("^Apollo — week of Mon"))).to_be_visible()

    seconds = time.monotonic() - typed_at
    record_property("seconds from ./run", round(seconds, 1))
    assert clicks.count <= MOST_CLICKS
    assert seconds < MOST_SECONDS
    await page.close()


class Clicks:
    """Presses and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    async def on(self, name: str | re.Pattern[str]) -> None:
        button = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).first
        await button.click()
        self.count += 1
