"""A message of several lines, also where one of them cannot be shown: that one is named, the others leave."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import structlog

from pmo_bot.ports import Content
from pmo_bot.rules.brief import Brief
from pmo_bot.rules.packet import Ask

PARTS = ("questions", "packets", "entries", "news")
log = structlog.get_logger()
Lines = TypeVar("Lines", Brief, Ask)


def of_lines(content: Lines, render: Callable[[Lines], Content]) -> Content:
    """The whole; lines that cannot be shown are left out, and their keys stand where it says how many more there are.

    Raises what went wrong where it is no single line.
    """
    try:
        return render(content)
    except Exception as failure:
        parts = {name: getattr(content, name) for name in PARTS if hasattr(content, name)}
        broken = [one for name in parts for one in parts[name] if not _shows(content, parts, name, one, render)]
        if not broken:
            raise
        keys = tuple(dict.fromkeys(one.item.key for one in broken))
        log.exception("deliver", action="deliver.line_left_out", post=content.post_key, keys=keys)
        sound: dict[str, Any] = {
            name: tuple(one for one in parts[name] if not any(one is bad for bad in broken)) for name in parts
        }
        if not any(sound.values()):
            raise failure
        return render(replace(content, **sound, left_out=keys))


def _shows(
    content: Lines, parts: Mapping[str, Any], name: str, one: object, render: Callable[[Lines], Content]
) -> bool:
    """Whether a line can be shown by itself."""
    alone: dict[str, Any] = {**dict.fromkeys(parts, ()), name: (one,)}
    try:
        render(replace(content, **alone))
    except Exception:  # noqa: BLE001 - whatever it is, it is this line's
        return False
    return True
