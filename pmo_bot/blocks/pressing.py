"""Buttons and menus that do what their verb says."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb, action_id, encode
from pmo_bot.blocks.kit import Element
from pmo_bot.blocks.words.buttons import LABELS

MENU = (Verb.ON_TRACK, Verb.NEW_DATE, Verb.BLOCKED, Verb.SNOOZE, Verb.DECLINE)
"""What an owner can answer besides *Done*.  Why it came is told for the whole brief, below it."""


def press(
    verb: Verb,
    row_id: int = 0,
    extra: str = "",
    *,
    label: str | None = None,
    style: str | None = None,
    confirm: kit.Confirm | None = None,
) -> Element:
    """A button that does one thing."""
    return kit.button(
        label or LABELS[verb],
        id=action_id(verb, row_id, extra),
        value=encode(verb, row_id, extra),
        style="primary" if style == "primary" else "danger" if style == "danger" else None,
        confirm=confirm,
    )


def menu(item_id: int, verbs: tuple[Verb, ...] = MENU) -> Element:
    """The overflow of a line: at most five."""
    return kit.overflow([kit.option(LABELS[verb], encode(verb, item_id)) for verb in verbs], id=f"act.menu:{item_id}")
