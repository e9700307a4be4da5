"""The README's picture, taken from the playground: `python -m tests.browser.pictures`."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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


def main() -> None:
    """Take it."""
    FOLDER.mkdir(exist_ok=True)
    found = next(filter(None, map(shutil.which, NAMES)))
    with playground() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.get_by_role("button", name="Got it").click()
        press(page, "Next thing that happens")
        shoot(page, "brief")
        browser.close()


def press(page: Page, name: str) -> None:
    """Press a button and wait until what it brought is there."""
    page.get_by_role("button", name=re.compile(re.escape(name))).first.click()
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
