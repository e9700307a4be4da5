"""The README's pictures, taken from the playground: `python -m tests.browser.pictures`."""

import argparse
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import FLAGS, NAMES

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "pictures"
SIZE = {"width": 1180, "height": 760}
SETTLED = 900
"""Milliseconds until what arrived is drawn."""


@contextmanager
def playground() -> Iterator[str]:
    """`./run` on a free port."""
    run = subprocess.Popen(["./run"], cwd=ROOT, env={**os.environ, "PORT": "0"}, stderr=subprocess.PIPE, text=True)
    try:
        assert run.stderr is not None
        yield next(found[0] for line in run.stderr if (found := re.search(r"http://[\d.:]+", line)))
    finally:
        run.terminate()
        run.wait()


PHONE: ViewportSize = {"width": 412, "height": 860}
TALL = 2400
"""High enough for the longest message."""
LOOKS = (
    ("digest", "U0INES", "C0APOLLO", "/pmo digest #apollo sponsor", "for the sponsor"),
    ("packet", "U0JON", "D0JON", "", "needs a decision from you"),
    ("risks", "U0JON", "C0APOLLO", "/pmo list risks #apollo", "Risks in Apollo"),
    ("decisions", "U0INES", "C0APOLLO", "/pmo log", "D-"),
)
"""Name, who looks, where, what they type first, and the message that is shown by what it says."""


def main() -> None:
    """Take them."""
    asked = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description="Takes the README's pictures.")
    asked.parse_args()
    FOLDER.mkdir(exist_ok=True)
    found = next(filter(None, map(shutil.which, NAMES)))
    with playground() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.get_by_role("button", name="Got it").click()
        press(page, "Next thing that happens")
        shoot(page, "brief")
        for _ in range(6):
            press(page, "Next thing that happens")
        for name, who, at, typed, says in LOOKS:
            look(browser, f"{address}/#as={who}&at={at}", name, typed, says)
        page.goto(f"{address}/#as=U0PRIYA&at=home")
        page.reload()
        page.wait_for_timeout(2 * SETTLED)
        shoot(page, "portfolio")
        browser.close()


def look(browser: Browser, address: str, name: str, typed: str, says: str) -> None:
    """One message as somebody sees it on a phone, however long it is."""
    page = browser.new_page(viewport=PHONE, device_scale_factor=2)
    page.goto(address)
    page.locator("#main").wait_for()
    page.wait_for_timeout(SETTLED)
    if page.get_by_role("button", name="Got it").count():
        page.get_by_role("button", name="Got it").click()
    if typed:
        page.locator(".main .composer textarea").fill(typed)
        page.get_by_role("button", name="Send").click()
        page.wait_for_timeout(SETTLED)
    page.set_viewport_size({"width": PHONE["width"], "height": TALL})
    message = page.locator(".message", has_text=says).last
    message.hover(position={"x": 2, "y": 2})
    page.mouse.move(0, 0)
    message.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def press(page: Page, name: str) -> None:
    """Press a button and wait until what it brought is there."""
    page.get_by_role("button", name=re.compile(re.escape(name))).first.click()
    page.wait_for_timeout(SETTLED)
    page.get_by_text("Time passes").wait_for(state="hidden")
    page.wait_for_timeout(SETTLED)


def shoot(page: Page, name: str) -> None:
    """Take one picture, without the notice of arrivals."""
    close = page.get_by_role("button", name=re.compile("Close|Dismiss"))
    if close.count():
        close.first.click()
        page.wait_for_timeout(200)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
