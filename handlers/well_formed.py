"""Slack's payloads as they can be kept: JSON can say signs that are no text, and no database takes them."""

from typing import Any

from pmo_bot.model.signs import IN_ITS_PLACE, NO_TEXT


def well_formed(thing: Any) -> Any:
    """The same, with a mark where something is no text."""
    if isinstance(thing, str):
        return thing if thing.isalnum() else NO_TEXT.sub(IN_ITS_PLACE, thing)
    if isinstance(thing, dict):
        return {well_formed(name): well_formed(part) for name, part in thing.items()}
    return [well_formed(part) for part in thing] if isinstance(thing, list) else thing
