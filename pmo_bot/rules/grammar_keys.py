"""The keys of items as people type them."""

import re

_KEY = re.compile(r"(?:(?P<kind>[AMRIDC])(?P<hyphen>[-‐‑–])?|#)?0{0,6}(?P<number>[1-9][0-9]{0,6})", re.IGNORECASE)


def keys_in(word: str) -> list[str]:
    """The keys in a word: "A-12", "a12", "12", "#12", "A-12,A-13"; none when it is any other word.

    They come as "A-12", or as "12" where the kind was left out.
    """
    parts = [_KEY.fullmatch(part) for part in word.strip(",;:.!?()").split(",")]
    return [_normal(part) for part in parts if part] if all(parts) else []


def is_unmistakable(word: str) -> bool:
    """Whether this is a key in full ("A-12"), which in a sentence means nothing else."""
    match = _KEY.fullmatch(word.strip(",;:.!?()"))
    return bool(match and match["hyphen"])


def _normal(match: re.Match[str]) -> str:
    return f"{match['kind'].upper()}-{match['number']}" if match["kind"] else match["number"]
