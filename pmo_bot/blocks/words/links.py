"""What is said about what waits for what."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.due import due_words
from pmo_bot.model import Item, Kind, Person
from pmo_bot.rules.links import Around

HIDDEN = "something in another project"
"""What the reader may not know of."""
WAITS_ON, WAITS_KEY = "What does it wait for?", "Or another item"
WAITS_KEY_HINT = "Its key, such as A-12."
OBJECT_WHY = "Why does the new date not work?"
OBJECT_HINT = "One conversation opens with whoever owns what moved. The date stays until you agree on another."
WAITS_HINT = "What it waits for comes first. Whoever owns this hears of it when that moves."


def linked(item: Item, on: Item | None) -> Markup:
    """What somebody has said, after the item's name."""
    needs = "needs" if item.kind is Kind.MILESTONE else "waits for"
    return mrkdwn("{needs} {on}. When that date moves, whoever owns {key} hears of it.", needs=needs, on=either(on),
                  key=item.key)  # fmt: skip


def unlinked(item: Item, on: Item | None) -> Markup:
    """What somebody has taken back."""
    needs = "needs" if item.kind is Kind.MILESTONE else "waits for"
    return mrkdwn("no longer {needs} {on}.", needs=needs, on=either(on))


def objected(on: Item | None) -> Markup:
    """Somebody objects to a date; it stays as it is."""
    return mrkdwn("you object to the new date of {on}. A conversation opens as soon as all of you work.", on=either(on))


def either(on: Item | None) -> Markup:
    """An item, or that there is one which may not be named."""
    return item_line(on) if on is not None else mrkdwn("{hidden}", hidden=HIDDEN)


SHOWN = 10


def needs(item: Item, around: Around, today: date) -> Markup:
    """What has to be there first, each with its owner and how it stands; what is hidden is counted."""
    heading = mrkdwn("*Needs first*") if item.kind is Kind.MILESTONE else mrkdwn("*Waits for*")
    return _lines(heading, around.needs, around.hidden_needs, around, today)


def waiting(around: Around, today: date) -> Markup:
    """What waits for it."""
    return _lines(mrkdwn("*Waits for this*"), around.waiting, around.hidden_waiting, around, today)


def _lines(heading: Markup, items: Sequence[Item], hidden: int, around: Around, today: date) -> Markup:
    if not items and not hidden:
        return Markup("")
    lines = [_line(one, around.owners.get(one.owner_id or 0), today) for one in items[:SHOWN]]
    if len(items) > SHOWN:
        lines.append(mrkdwn("… and {count} more", count=len(items) - SHOWN))
    if hidden:
        lines.append(mrkdwn("• {what}", what=HIDDEN if hidden == 1 else f"{hidden} things in other projects"))
    return Markup("\n").join([heading, *lines])


def _line(item: Item, owner: Person | None, today: date) -> Markup:
    """`Access list (A-1) — Maria, due Thu 3 Dec`."""
    if not item.is_open:
        return mrkdwn("• {item} — done", item=item_line(item))
    return mrkdwn("• {item} — {who}, {due}", item=item_line(item), who=name(owner, "no owner yet"),
                  due=due_words(item, today))  # fmt: skip
