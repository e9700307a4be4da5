"""What is left of a title when the signs are gone that nobody sees."""

import re
import unicodedata

JOINERS = "\u200c\u200d\u200e\u200f"
"""They shape or order the letters and pictures they stand between."""
VISIBLE_FORMATS = "\u0600-\u0605\u06dd\u070f\u08e2\U000110bd"
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_LEADING = re.compile(rf"(?<!\S)[{JOINERS}]+")
_KEPT = re.compile(rf"[{JOINERS}{VISIBLE_FORMATS}]")
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs by their category that show nothing."""


def readable(title: str) -> str:
    """A title without control and format signs that carry nothing; empty when nothing in it can be seen."""
    if title.isascii() and title.isprintable():
        return title.strip()  # most are, and have nothing to take away
    flags = {at for flag in _FLAG.finditer(title) for at in range(*flag.span())}
    kept = (sign if at in flags else _shown(sign) for at, sign in enumerate(title))
    left = _LEADING.sub("", "".join(kept)).strip()
    return left if any(_is_seen(sign) for sign in left) else ""


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in ("Cf", "Cc", "Cs") and not _KEPT.match(sign) else sign


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZM" and sign not in _BLANKS
