"""Cutting text that is too long, at a place where nothing breaks."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
_WHOLE = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);")  # a mention, link or date, and an escaped character
_BROKEN = re.compile("[\ud800-\udfff]")


def size(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text with an ellipsis at the limit: outside of `<…>` and entities, and not before an accent or joiner."""
    text = _BROKEN.sub("\ufffd", text)
    if size(text) <= most:
        return text
    end = _room(text, most - 1)
    for piece in _WHOLE.finditer(text[: end + most]):
        if piece.start() < end < piece.end():
            end = piece.start()
    while end and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _room(text: str, most: int) -> int:
    """How many characters fit."""
    short = text[:most]
    while size(short) > most:
        short = short[: -max(1, (size(short) - most) // 2)]
    return len(short)
