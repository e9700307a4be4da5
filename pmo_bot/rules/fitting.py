"""How long what people write may be: what is too long is said, and nothing of it is cut off."""

from pmo_bot.rules.refusals import Refused


def fitting(words: str, most: int, *, field: str = "") -> str:
    """The words as they are kept, without space around them; refuses more than `most` characters."""
    kept = words.strip()
    if len(kept) > most:
        raise Refused("long_words", length=len(kept), most=most, **({"field": field} if field else {}))
    return kept
