"""Slack's payloads as they can be kept: JSON can say signs that are no text, and no database takes them."""

import re
from typing import Any

NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""A null, which PostgreSQL refuses, and halves of signs, which nobody can write down."""
IN_ITS_PLACE = "\ufffd"


def well_formed(thing: Any) -> Any:
    """The same, with a mark where something is no text."""
    if isinstance(thing, str):
        return thing if thing.isalnum() else NO_TEXT.sub(IN_ITS_PLACE, thing)
    if isinstance(thing, dict):
        return {well_formed(name): well_formed(part) for name, part in thing.items()}
    return [well_formed(part) for part in thing] if isinstance(thing, list) else thing
