"""Changes of an item's date: what was taken back never happened."""

from collections.abc import Iterable

from pmo_bot.model import MOVES, Event

UNDONE = "item.undone"
CHANGES = (*MOVES, UNDONE)
"""The events that have to be read to know which changes of a date stand."""


def standing(events: Iterable[Event]) -> list[Event]:
    """The changes of one item's date that stand, in their order; `events` are the item's, oldest first."""
    moves: list[Event] = []
    for event in events:
        if "due" not in event.after:
            continue
        if event.what in MOVES:
            moves.append(event)
        elif event.what == UNDONE and moves and moves[-1].before.get("due") == event.after["due"]:
            moves.pop()
    return moves


def is_later(event: Event) -> bool:
    """Whether it put off a date that there was."""
    was, is_now = event.before.get("due"), event.after.get("due")
    return bool(was and is_now and is_now > was)
