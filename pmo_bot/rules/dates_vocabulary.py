"""Which words may belong to a date in a sentence, and which show that a date is only mentioned."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from .dates_foreign import FOREIGN_DATE_WORDS, FOREIGN_WORDS, bare
from .dates_words import ENGLISH_KEYWORDS, FOREIGN_KEYWORDS, MONTHS, NUMBERS, WEEKDAYS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEYWORDS = ENGLISH_KEYWORDS | FOREIGN_KEYWORDS
# After these the date may stand anywhere in the sentence.
FREE_KEYWORDS = frozenset({"by", "due"})
# After these something is surely due, yet "before Monday meetings" is not.
ANNOUNCES = frozenset({"before", "until", "till"})
# After these it often only takes place.
SOFT_KEYWORDS = FOREIGN_KEYWORDS | {"on"}

UNITS = _words("day days week weeks month months quarter quarters year years")
NEAR = _words("today tonight tomorrow tmrw tmr")
ENDS = _words("eod cob eob eow eom eoq eoy q1 q2 q3 q4")
ENGLISH = NEAR | ENDS | frozenset(WEEKDAYS) | frozenset(MONTHS)
CLEAR = ENGLISH | FOREIGN_DATE_WORDS
CONTENT = CLEAR | UNITS | _words("next coming upcoming end close noon midday am pm")
LITTLE = _words("the of in within at on by a an from after this now business working workday workdays wd wds")
WORDS = CONTENT | LITTLE | frozenset(NUMBERS) | FOREIGN_WORDS

QUALIFIERS = _words("early mid late middle start beginning end next last coming following first second third")
VAGUE_NOUNS = UNITS | _words("sprint sprints iteration weekend morning afternoon evening night midnight")
BY_ITSELF_NO_DATE = _words("asap soon someday sometime later weekend midnight yesterday")
# "Checked by Jan": months and days that people are called.
NAMES_TOO = _words("jan mar may april june august sun sat")

# Stands for what is no word of the sentence, such as a mention or quoted text.
BARRIER = "\0"
# After a date the sentence goes on with these.
GOES_ON = {BARRIER, "-", "–", "—"} | _words(
    "for to and with so then because but if or from via using please as when at in on"
)
# Before the last words they show that no deadline is meant: "agenda for Friday", "Black Friday".
ONLY_MENTIONS = _words(
    "the of in within at on by a an from after this business working for to and with so then because but if or via"
    " using please as when since until about per than vs between is was are were last every each any past previous"
    " not black good casual super cyber"
)

_EDGES = ",;:!?()[]{}\"'“”"
_NUMERIC = re.compile(r"[0-9]{1,4}(?:[:./-][0-9]{1,4})*\.?(?:st|nd|rd|th|am|pm|d|w|h)?|[0-9-]{10}t[0-9:+z-]{5,14}")
_SHORT_NUMBER = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)?")
_DAY_NUMBER = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?")
_DATE_SHAPED = re.compile(
    r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}.*|[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}(?::[0-9]{2}|[ap]m)|20[2-4][0-9]"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
)
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[,;:!?)]?")
_NO_DAY = re.compile(r"[a-z]{2,}day|[a-z]*morrow")
_PERIOD = re.compile(r"(?:q|w|kw|cw|wk)-?[0-9]{1,2}")
OCCASIONS = _words("christmas xmas easter thanksgiving lunch lunchtime dinner breakfast fortnight summer winter autumn")
NUMBERED = _words("week weeks kw cw wk sprint iteration quarter q")
_EASILY_MISSPELT = tuple(name for name in (*WEEKDAYS, *MONTHS, "tomorrow") if len(name) > 5)


def is_day_number(word: str) -> bool:
    """Whether this could be the number of a day: 4, 31, 2nd."""
    return bool(_DAY_NUMBER.fullmatch(word))


def core(token: str) -> str:
    """The word inside a token, in lower case."""
    word = token.lower()
    return word if word.isalpha() else word.replace("’", "'").strip(_EDGES).rstrip(".")


def is_date_word(word: str) -> bool:
    """Whether the word can be part of a date at all."""
    return word in WORDS or bool(_NUMERIC.fullmatch(word)) or _all_known(word)


def is_content(word: str) -> bool:
    """Whether the word carries a date and does not only join its parts."""
    return word in CONTENT or bool(_NUMERIC.fullmatch(word))


def is_clear(word: str) -> bool:
    """Whether the word alone shows that a date is meant."""
    if word in CLEAR or bare(word) in CLEAR or (word[:4].isdigit() and _DATE_SHAPED.fullmatch(word)):
        return True
    *before, last = word.split("-")
    return bool(before) and last in CLEAR and all(part in WORDS or part in QUALIFIERS for part in before)


def is_clear_alone(word: str) -> bool:
    """The same where nothing else speaks for a date, and it could be somebody's name."""
    return is_clear(word) and (not word.isalpha() or word in ENGLISH - NAMES_TOO)


def is_qualifier(word: str) -> bool:
    """Whether the word stands before the noun of a date: "the", "mid", "next", "3", "3rd"."""
    return word in QUALIFIERS or word in LITTLE or word in NUMBERS or bool(_SHORT_NUMBER.fullmatch(word))


def is_date_shaped(word: str) -> bool:
    """Whether digits are set like a date, real or not."""
    return bool(_DATE_SHAPED.fullmatch(word))


def is_dotted(token: str) -> bool:
    """Whether this is set like `31.2.`, with the point behind it that `core` takes away: 2.5 is a number."""
    return bool(_DOTTED.fullmatch(token))


def is_slip_of_the_pen(word: str) -> bool:
    """Whether this is nearly the name of a day or a month; strict, as names of people come near too."""
    return any(_nearly(word, name) for name in _EASILY_MISSPELT)


def seems_a_moment(words: Sequence[str], before: str) -> bool:
    """Whether one or two last words that are no date were surely meant as one: `blurday`, `week 49`, `launch day`.

    Who did something ("reviewed by Doris Day") and what merely follows "by" ("stand by me") is none.
    """
    if len(words) == 1:
        return bool(_NO_DAY.fullmatch(words[0]) or _PERIOD.fullmatch(words[0])) or words[0] in OCCASIONS
    last, acts = words[-1], before.endswith("ed")
    numbered = words[0] in NUMBERED and last.isdigit()
    return numbered or (not acts and (last in ("day", *OCCASIONS) or bool(_NO_DAY.fullmatch(last))))


def _nearly(word: str, name: str) -> bool:
    if word[:1] != name[0] or abs(len(word) - len(name)) > 2:
        return False
    if len(name) < 7:
        return sorted(word) == sorted(name)  # "firday", but neither Frida nor Sundar
    return SequenceMatcher(None, word, name).ratio() > 0.85


def _all_known(word: str) -> bool:
    parts = bare(word).replace("l'", "").split("-")
    return all(part in WORDS for part in parts)
