"""Takes a message apart before it is understood: mentions and keys become signs, several items become clauses.

While a message is read, whom it mentions and which items it names stand in it as signs that nobody can type.
"""

import re
from dataclasses import dataclass

from .grammar_tokens import readable

PERSON = "\ue000[0-9]+\ue001"
KEY = "\ue002[0-9]+\ue003"
KEYS = rf"{KEY}(?:[\s,&]+(?:(?:and|und)\s+)?{KEY})*"

_SIGNS = re.compile("[\ue000-\ue003]")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_KEY = re.compile(r"(?<![\w/=#.-])#?(?P<kind>[AMRIDC])[-‐‑–]0{0,6}(?P<number>[1-9][0-9]{0,6})(?![\w/-])", re.IGNORECASE)
_SHORT_KEY = re.compile(r"^#?(?P<kind>[AMRIDC]|(?<=#))0{0,6}(?P<number>[1-9][0-9]{0,6})(?=[\s,:;.!]|$)", re.IGNORECASE)
_SAME = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\t": " ", "\r": "\n"})
_JOINT = re.compile(r"(\s*(?:[;\n]+|[,.!](?=\s)|\s(?:and|&|und)(?=\s))\s*)", re.IGNORECASE)
_ONLY_KEYS = re.compile(rf"\s*{KEYS}\s*:?\s*")
_LEADING = re.compile(
    rf"(?:(?:re|about|for|on|item|regarding)[:\s]+)?[(\[]?(?P<keys>{KEYS})[)\]]?(?:\s*[:,;–—]+\s*|\s+-+\s+|\s+|$)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"[\s,:–—]+(?:(?:for|on|about|re|with|to|of|at|item)[:\s]+)?[(\[]?(?P<keys>{KEYS})[)\]]?[\s.!]*$", re.IGNORECASE
)
_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Marked:
    """A message with signs in it, and what they stand for."""

    text: str
    people: tuple[str, ...]
    keys: tuple[str, ...]

    def typed(self, piece: str) -> str:
        """A piece of it as it was typed; whom it mentions by their Slack id, as Slack writes it."""
        named = re.sub(PERSON, lambda sign: f"<@{self.people[_at(sign[0])]}>", piece)
        return re.sub(KEY, lambda sign: self.keys[_at(sign[0])], named).strip()

    def person(self, piece: str) -> str | None:
        """The one whom a piece mentions first."""
        found = re.search(PERSON, piece)
        return self.people[_at(found[0])] if found else None

    def keys_in(self, piece: str) -> tuple[str, ...]:
        """The items that a piece names, each once."""
        return tuple(dict.fromkeys(self.keys[_at(sign)] for sign in re.findall(KEY, piece)))


def mark(text: str) -> Marked:
    """A message as Slack sends it, with signs for whom and what it names."""
    people: list[str] = []
    keys: list[str] = []

    def of_person(found: re.Match[str]) -> str:
        people.append(found[1])
        return f"\ue000{len(people) - 1}\ue001"

    def of_key(found: re.Match[str]) -> str:
        kind = (found["kind"] or "").upper()
        keys.append(f"{kind}-{found['number']}" if kind else found["number"])
        return f"\ue002{len(keys) - 1}\ue003"

    plain = readable(_MENTION.sub(of_person, _SIGNS.sub("", text))).translate(_SAME)
    lines = [" ".join(line.split()) for line in plain.split("\n")]
    words = "\n".join(line for line in lines if line)
    return Marked(_SHORT_KEY.sub(of_key, _KEY.sub(of_key, words)), tuple(people), tuple(keys))


def clauses(text: str) -> list[str]:
    """A message about several items, item by item; everything else stays whole."""
    if len(set(re.findall(KEY, text))) < 2:
        return [text]
    pieces = _JOINT.split(text)
    found: list[str] = []
    waiting = ""  # what belongs to the clause that is to come
    for at in range(0, len(pieces), 2):
        piece, joint = pieces[at], pieces[at - 1] if at else ""
        if re.search(KEY, piece) and not _ONLY_KEYS.fullmatch(piece):
            found.append(waiting + piece)
            waiting = ""
        elif re.search(KEY, piece) or not found:
            waiting += piece + (pieces[at + 1] if at + 1 < len(pieces) else "")
        else:
            found[-1] += joint + piece
    if waiting and found:
        found[-1] += ", " + waiting.strip()
    return [one.strip() for one in found] or [text]


def without_leading(clause: str) -> tuple[str, str]:
    """The clause without the items it begins with, and these."""
    found = _LEADING.match(clause)
    return (clause[found.end() :].strip(), found["keys"]) if found else (clause, "")


def without_trailing(clause: str) -> tuple[str, str]:
    """The clause without the items it ends with, and these."""
    found = _TRAILING.search(clause)
    return (clause[: found.start()].strip(), found["keys"]) if found else (clause, "")


def only_keys(piece: str) -> bool:
    """Whether it names items and says nothing else."""
    return bool(_ONLY_KEYS.fullmatch(piece))


def with_it(clause: str) -> str:
    """The clause with a word where an item is named in its middle."""
    return re.sub(KEYS, "it", clause)


def _at(sign: str) -> int:
    found = _NUMBER.search(sign)
    return int(found[0]) if found else 0
