"""What the buttons and the small print of a long list say."""

from typing import Any

from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.rules.pages import Page

BACK = "Back"


def following(page: Page[Any]) -> str:
    """`Next 10`, or fewer on the last page."""
    return f"Next {min(page.size, page.total - page.start - len(page.shown))}"


def range_of(page: Page[Any]) -> Markup:
    """`1–10 of 43`."""
    first, last = page.start + 1, page.start + len(page.shown)
    return mrkdwn("{first}–{last} of {total}", first=first, last=last, total=page.total)
