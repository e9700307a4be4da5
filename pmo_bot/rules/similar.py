"""How alike two short texts are: by the beginnings of their words and by trigrams, without any index or model.

It is meant for titles of one line.  Small words say nothing; spelling, endings and order matter little.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

ALIKE = 0.6
"""From here on two titles are shown side by side.  Chosen on the pairs in `tests/rules/test_similar.py`."""
_SMALL = """
    a an and are as at be by do does for from go has have how in into is it its keep no not of on or our out shall
    should that the their they this to up use we what when where which who will with would you your
"""
SMALL = frozenset(_SMALL.split())
"""Words that say nothing about what a title is about."""
BEGINNING = 4
"""Letters: enough to tell words apart, few enough that endings do not matter."""
_WORD = re.compile(r"[^\W_]+")


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same words."""
    first, second = _shape(one), _shape(other)
    if not first.size or not second.size:
        return 0.0
    common = sum(count * second.grams[gram] for gram, count in first.grams.items() if gram in second.grams)
    return min(1.0, common / (first.size * second.size))


def most_alike(
    text: str, among: Iterable[T], title: Callable[[T], str], *, least: float = ALIKE, most: int = 3
) -> list[T]:
    """Those whose titles are most like a text, the closest first."""
    found = [(likeness(text, title(one)), number, one) for number, one in enumerate(among)]
    close = sorted((row for row in found if row[0] >= least), key=lambda row: (-row[0], row[1]))
    return [one for _, _, one in close[:most]]


@dataclass(frozen=True, slots=True)
class _Shape:
    grams: Counter[str]
    size: float


@lru_cache(maxsize=20_000)
def _shape(text: str) -> _Shape:
    grams: Counter[str] = Counter()
    for word in words(text):
        padded = f" {word} "
        grams.update({padded[at : at + 3] for at in range(len(padded) - 2)})
    return _Shape(grams, math.sqrt(sum(count * count for count in grams.values())))


@lru_cache(maxsize=20_000)
def beginnings(text: str) -> frozenset[str]:
    """How its words begin: what has none of them in common with it is never as good as alike."""
    return frozenset(word[:BEGINNING] for word in words(text) if word not in SMALL)


def words_in(text: str) -> frozenset[str]:
    """Its words as they are compared: in lower case, without accents."""
    return frozenset(words(text))


def words(text: str) -> list[str]:
    """What a title is about: each word once, without accents and without those that say nothing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    found = list(dict.fromkeys(_WORD.findall(plain)))
    return [word for word in found if word not in SMALL] or found
