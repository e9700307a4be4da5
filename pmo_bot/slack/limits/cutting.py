"""Cutting text that is too long, at a place where nothing breaks."""

from __future__ import annotations

import re
import unicodedata

from pmo_bot.model.signs import HALF, IN_ITS_PLACE

ELLIPSIS = "…"
_ENTITY = re.compile(r"&(?:amp|lt|gt);")


def size(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text with an ellipsis at the limit: outside of `<…>` and entities, and not before an accent or joiner."""
    text = HALF.sub(IN_ITS_PLACE, text)
    if size(text) <= most:
        return text
    end = _outside(text, _room(text, most - 1))
    while end and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _outside(text: str, end: int) -> int:
    """The last place up to this one that is not inside a mention, link, date or entity."""
    opened = text.rfind("<", 0, end)
    closed = text.find(">", opened) if opened >= 0 else -1
    if closed >= end and "<" not in text[opened + 1 : closed]:
        return opened
    around = _ENTITY.finditer(text, max(0, end - 5), end + 5)
    return next((entity.start() for entity in around if entity.start() < end < entity.end()), end)


def _room(text: str, most: int) -> int:
    """How many characters fit."""
    short = text[:most]
    while size(short) > most:
        short = short[: -max(1, (size(short) - most) // 2)]
    return len(short)
