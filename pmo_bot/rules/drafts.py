"""A draft of how a project stands, from its record: which things are told, worst first, in at most 120 words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pmo_bot.rules.digest_lines import Digest, DigestLine

WORDS_MOST = 120
LISTED = 3
"""So many of one kind are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: what it says, and what it is about."""

    word: str
    lines: tuple[DigestLine, ...] = ()
    more: int = 0
    """How many there are besides."""


def told(digest: Digest) -> list[Told]:
    """The sentences in the order in which they are read; the first is how it stands.

    What a sentence names that weighs more, no other names again; nobody asks themselves for an answer.
    """
    found = {section.name: section.lines for section in digest.sections}
    wanted = {word: [one for one in found.get(section, ()) if keep(one)] for word, section, keep in SENTENCES}
    wanted["needs"] = [one for one in wanted["needs"] if one.person and one.person.id != digest.project.lead_id]
    wanted["next"] = [digest.next_line] if digest.next_line is not None else []
    named: set[int] = set()
    made = {}
    for word in (one for one in WEIGHT if one in wanted):
        lines = [one for one in wanted[word] if one.item is None or one.item.id not in named]
        named |= {one.item.id for one in lines if one.item is not None}
        made[word] = Told(word, tuple(lines[:LISTED]), max(0, len(lines) - LISTED))
    return [Told("stands"), *(made[word] for word in wanted if made[word].lines)]


def _item(line: DigestLine) -> bool:
    return line.item is not None


SENTENCES: tuple[tuple[str, str, Callable[[DigestLine], bool]], ...] = (
    ("done", "done", _item),
    ("decided", "changed", lambda line: line.word == "decided"),
    ("moved", "changed", lambda line: line.word == "moved"),
    ("blocked", "changed", lambda line: line.word == "blocked"),
    ("late", "overdue", _item),
    ("needs", "needs", lambda line: line.item is not None and line.person is not None),
    ("unowned", "unowned", _item),
)
"""Each sentence, the section of the report it is made from, and which of its lines."""
WEIGHT = ("stands", "needs", "late", "next", "done", "decided", "blocked", "moved", "unowned")
"""What is told first where there is no room for all of it."""


def fitting(sentences: Sequence[tuple[Told, str]], most: int = WORDS_MOST) -> str:
    """As much as there is room for, what weighs most first, in the order in which it is read."""
    kept: set[int] = set()
    room = most
    for number in sorted(range(len(sentences)), key=lambda one: WEIGHT.index(sentences[one][0].word)):
        length = len(sentences[number][1].split())
        if length <= room:
            kept.add(number)
            room -= length
    return " ".join(text for number, (_, text) in enumerate(sentences) if number in kept)
