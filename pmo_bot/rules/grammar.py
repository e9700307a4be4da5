"""The text after `/pmo`, in any word order, as a `Command`; what is not recognised stays in the title."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import lru_cache

from .calendar import Calendar
from .dates_days import Order
from .dates_find import locate
from .dates_vocabulary import core
from .grammar_command import Command
from .grammar_keys import keys_in
from .grammar_reading import Reading
from .grammar_tokens import Token, readable, tokenize
from .grammar_verbs import SPELLINGS, VERBS, Verb

__all__ = ["VERBS", "Command", "Misread", "Verb", "parse"]


@dataclass(frozen=True, slots=True)
class Misread:
    """The first word is no command; the nearest one, if any, and an example that would work."""

    word: str
    nearest: str | None
    example: str


def parse(
    text: str, *, now: datetime, calendar: Calendar, order: Order = "dmy", projects: frozenset[str] = frozenset()
) -> Command | Misread:
    """The command in this text, as Slack sends it; without any text, what is owed today."""
    tokens = tokenize(text)
    if not tokens:
        return Command(verb="today")
    found = _verb_among(tokens, projects)
    if not found:
        return _misread(tokens, text, now, calendar, order)
    verb, rest = found
    return Reading(verb, rest, projects).command(now, calendar, order)


def names_in(text: str) -> frozenset[str]:
    """All that may be the key of a project in this text: `parse` needs to know of no others."""
    bare = {token.text.strip(AROUND_KEYS) for token in tokenize(text)}
    return frozenset(found for one in bare for found in (one, one.upper()) if found)


AROUND_KEYS = "#,;:.!?()"
"""Signs that stand before and behind the key of a project, and are in none."""


def _verb_among(tokens: Sequence[Token], projects: frozenset[str]) -> tuple[Verb, list[Token]] | None:
    """The command and the other tokens: "done A-12", "A-12 done", or a lone name of something to look at."""
    words = [at for at, token in enumerate(tokens) if token.kind == "word"]
    for at in words[:2]:
        verb = SPELLINGS.get(tokens[at].text.lower()) or SPELLINGS.get(core(tokens[at].text))
        if verb and (at == words[0] or "items" in verb.takes):
            return verb, [*tokens[:at], *tokens[at + 1 :]]
        if not keys_in(tokens[at].text):
            break
    if len(words) == 1 and len(tokens) == 1 and keys_in(tokens[0].text):
        return VERBS["show"], list(tokens)
    named = all(tokens[at].text.upper().removeprefix("#") in projects for at in words)
    return (VERBS["list"], list(tokens)) if named and all(t.kind != "verbatim" for t in tokens) else None


def _misread(tokens: Sequence[Token], text: str, now: datetime, calendar: Calendar, order: Order) -> Misread:
    word = next((token.text for token in tokens if token.kind == "word"), tokens[0].text)
    said = " ".join(readable(text).split())
    near = get_close_matches(core(word), _of_length(len(core(word))), n=1, cutoff=ALIKE)
    if near:
        verb = SPELLINGS[near[0]]
        rest = said.removeprefix(word).strip()
        return Misread(word, verb.name, f"{verb.name} {rest}" if rest else verb.example)
    has_person = any(token.kind == "person" for token in tokens)
    if has_person or locate([token.text for token in tokens], now, calendar, order):
        return Misread(word, None, f"add {said}")
    return Misread(word, None, VERBS["add"].example)


ALIKE = 0.7
"""How much of two words has to be the same for one to be meant by the other."""


@lru_cache(maxsize=64)
def _of_length(letters: int) -> tuple[str, ...]:
    """The spellings that a word of so many letters can be alike at all: most are too short or too long for it."""
    return tuple(one for one in SPELLINGS if 2 * min(letters, len(one)) >= ALIKE * (letters + len(one)))
