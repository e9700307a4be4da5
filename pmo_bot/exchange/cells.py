"""Text in the cells of a CSV file: harmless in a spreadsheet, and read back as it was.

A spreadsheet carries out a cell that begins like a formula, whatever quotes stand around it.  Such a cell gets an
apostrophe before it, and so does one that begins with an apostrophe: it is taken off again.  An apostrophe alone is
the empty text; an empty cell is nothing at all.

A spreadsheet that takes another sign for the separator than the comma, as many do by their language, would find more
cells in a text: what looks like a formula behind a semicolon, a tab or the end of a line gets an apostrophe too.
"""

import re
from unicodedata import normalize

MARK = "'"
STARTS_FORMULA = frozenset("=+-@")
STARTS_QUOTE = frozenset("'\"`´‘’‚“”„«»")
"""What a spreadsheet may take away before it looks for a formula."""
_AWAY = rf"[{''.join(sorted(STARTS_QUOTE))}\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
_SIGN = r"[=+\-@＝＋－＠﹢﹣﹦﹫⁺⁼₊₌]"
_INSIDE = re.compile(rf"(?<=[;\t\r\n])(?={_AWAY}{_SIGN})")
"""Where a cell would begin if the separator were another: what is marked is found again, for a mark is a quote."""
_MARKED = re.compile(rf"(?<=[;\t\r\n]){MARK}(?={_AWAY}{_SIGN})")


def cell(text: str | None) -> str:
    """A text as its cell."""
    if text is None:
        return ""
    inside = _INSIDE.sub(MARK, text)
    return f"{MARK}{inside}" if not text or not _is_harmless(text[0]) else inside


def harmless(text: str) -> str:
    """A text in a table that people read, where nothing and the empty text are the same."""
    return cell(text) if text else ""


def uncell(cell: str) -> str | None:
    """The text of a cell."""
    return _MARKED.sub("", cell.removeprefix(MARK)) if cell else None


def _is_harmless(first: str) -> bool:
    """Whether nothing that begins with this character is ever taken for a formula."""
    if first in STARTS_QUOTE or first.isspace() or not first.isprintable():
        return False
    # Full-width and small signs, and what else a program may read as the plain one.
    return STARTS_FORMULA.isdisjoint(normalize("NFKC", first)) and not normalize("NFKC", first)[0].isspace()
