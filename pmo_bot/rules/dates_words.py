"""The words dates are written in, and how a phrase is made plain before it is read."""

import re
import unicodedata

WEEKDAYS = {
    "mon": 1, "monday": 1,
    "tue": 2, "tues": 2, "tuesday": 2,
    "wed": 3, "weds": 3, "wednesday": 3,
    "thu": 4, "thur": 4, "thurs": 4, "thursday": 4,
    "fri": 5, "friday": 5,
    "sat": 6, "saturday": 6,
    "sun": 7, "sunday": 7,
}  # fmt: skip
MONTHS = {
    "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5,
    "jun": 6, "june": 6, "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9,
    "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
COUNT = "(?:[0-9]{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
WORKING_DAYS = "(?:working days?|business days?|workdays?|wds?)"

# What introduces a date in English; the others introduce one in German, French and Spanish.
ENGLISH_KEYWORDS = frozenset({"by", "before", "due", "on", "until", "till"})
FOREIGN_KEYWORDS = frozenset({"bis", "avant", "pour", "d'ici", "hasta", "para"})

_SAME = str.maketrans({"’": "'", "‐": "-", "‑": "-", "–": "-", "\u00a0": " ", ",": " "})
_HALF_OF_DAY = re.compile(r"\b([ap])\.\s?m\.?(?![a-z])")
_JOINED_WORDS = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")


def plain(text: str) -> str:
    """The phrase in lower case with single spaces, typographic signs replaced, and no full stop at the end."""
    words = unicodedata.normalize("NFKC", text).translate(_SAME).lower()
    words = _JOINED_WORDS.sub(" ", _HALF_OF_DAY.sub(r"\1m", words))
    words = " ".join(words.split()).strip(" ;:!?()[]\"'")
    return words if re.search(r"[0-9]\.[0-9]+\.$", words) else words.rstrip(".")


def count(word: str) -> int:
    """The number a COUNT stands for."""
    return NUMBERS.get(word) or int(word)
