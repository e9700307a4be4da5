"""The buttons that leaf through a long list."""

from typing import Any

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.words import paging as words
from pmo_bot.rules.pages import Page


def pager(page: Page[Any], what: str, *, id: str) -> list[Block]:  # noqa: A002 - the kit's word
    """Where one is, and the ways on and back; nothing for a list that fits.  `what` says which list it is."""
    back, ahead = page.back_start, page.next_start
    buttons = []
    if back is not None:
        buttons.append(press(Verb.PAGE, back, what, label=words.BACK))
    if ahead is not None:
        buttons.append(press(Verb.PAGE, ahead, what, label=words.following(page)))
    if not buttons:
        return []
    return [kit.context(words.range_of(page), id=f"{id}-range"), kit.actions(buttons[0], *buttons[1:], id=f"{id}-page")]
