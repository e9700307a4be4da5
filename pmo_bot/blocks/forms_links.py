"""The windows about what waits for what."""

from collections.abc import Sequence

from pmo_bot.blocks import kit, when
from pmo_bot.blocks.forms import Origin, about, field, framed
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.people import title
from pmo_bot.blocks.words import links as words
from pmo_bot.model import Item

OFFERED = 100
"""As many as Slack has room for in one menu."""
TITLE_SHOWN = 50


def waits(origin: Origin, item: Item, offered: Sequence[Item]) -> View:
    """What has to be there first: one of those the reader may see, or any by its key."""
    options = [kit.option(_choice(one), str(one.id)) for one in offered[:OFFERED]]
    chosen = []
    if options:
        menu = kit.static_select(options, id="on")
        chosen.append(field(words.WAITS_ON, menu, "on", hint=words.WAITS_HINT, optional=True))
    typed = kit.text_input(id="item", longest=20)
    return framed(
        "waits",
        Form.WAITS,
        origin,
        about(item),
        *chosen,
        field(words.WAITS_KEY, typed, "item", hint=words.WAITS_KEY_HINT, optional=bool(options)),
    )


def objection(origin: Origin, item: Item) -> View:
    """Why the new date before it does not work."""
    entry = kit.text_input(id="reason", multiline=True, longest=500)
    why = field(words.OBJECT_WHY, entry, "reason", hint=words.OBJECT_HINT)
    return framed("object", Form.OBJECT, origin, about(item), why)


def _choice(item: Item) -> str:
    """`M-3 · Rehearsal, Thu 10 Dec`."""
    due = f", {when.day(item.due)}" if item.due else ""
    return f"{item.key} · {title(item, TITLE_SHOWN)}{due}"
