"""Finds the deadline in a sentence: after "by", "before", "due", "on" or "until", or as its last words.

What merely mentions a date keeps it: "agenda for Friday", "report on Monday meetings", "Black Friday".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from .calendar import Calendar
from .dates import Due, read_date
from .dates_days import Order
from .dates_vocabulary import (
    ANNOUNCES,
    BARRIER,
    BY_ITSELF_NO_DATE,
    FREE_KEYWORDS,
    GOES_ON,
    KEYWORDS,
    LITTLE,
    ONLY_MENTIONS,
    SOFT_KEYWORDS,
    VAGUE_NOUNS,
    core,
    is_clear,
    is_clear_alone,
    is_content,
    is_date_shaped,
    is_date_word,
    is_day_number,
    is_dotted,
    is_qualifier,
    is_slip_of_the_pen,
    seems_a_moment,
)
from .dates_words import FOREIGN_KEYWORDS, MONTHS

MOST_WORDS = 8  # of a date
MOST_KEYWORDS = 6  # looked at in a sentence, the last ones
ENDS_CLAUSE = tuple(",;:.!?)")

Read = Callable[[str], Due | None]


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a list of words the deadline stands; without `due` it could not be read."""

    first: int
    after: int
    due: Due | None


def locate(tokens: Sequence[str], now: datetime, calendar: Calendar, order: Order = "dmy") -> Span | None:
    """Where the deadline stands among these words: the last one that is announced, else the last words."""
    read = partial(read_date, now=now, calendar=calendar, order=order)
    return _Sentence(tokens, read).deadline(calendar.today(now))


class _Sentence:
    def __init__(self, tokens: Sequence[str], read: Read) -> None:
        count = len(tokens)
        while count and tokens[count - 1] == BARRIER:
            count -= 1
        self.tokens = tokens[:count]
        self.cores = [core(token) for token in self.tokens]
        self.read = read

    def deadline(self, today: date) -> Span | None:
        unread = None
        for at in self._keywords():
            span = self._announced(at)
            if span and span.due:
                return span
            unread = unread or span
        return self._last_words(today) or unread or self._no_such_day() or self._meant_as_one()

    def _keywords(self) -> list[int]:
        """From the last to the first; "on" and its like after the ones that mean a deadline."""
        found = [at for at, word in enumerate(self.cores) if word in KEYWORDS][: -MOST_KEYWORDS - 1 : -1]
        return sorted(found, key=lambda at: self.cores[at] in SOFT_KEYWORDS)

    # --- after a keyword ---------------------------------------------------------------

    def _announced(self, at: int) -> Span | None:
        end = self._run_from(at + 1)
        for after in range(end, at + 1, -1):
            # With the keyword, so that "cut it by 3 days" is not read as a date.
            if due := self.read(" ".join(("by", *self.tokens[at + 1 : after]))):
                return self._judged(at, after, end, due)
        keyword = self.cores[at]
        return self._unread(at, self._looks_like_date(at)) if keyword not in FOREIGN_KEYWORDS else None

    def _judged(self, at: int, after: int, end: int, due: Due) -> Span | None:
        """The words up to `after` read as a date: is it the deadline, an unclear one, or only mentioned?"""
        if self._may_stand_here(at, after):
            first = self._with_due(at)
            words = " ".join(self.tokens[first:after]).strip(" ,;:()")
            return Span(first, after, Due(due.day, due.clock, words))
        if self.cores[at] in FOREIGN_KEYWORDS:
            return None
        if self._more_of_a_date(after):
            return self._unread(at, max(end, after + 1))
        return self._unread(at, after) if self.cores[at] in ANNOUNCES and self._is_clear(at, after) else None

    def _may_stand_here(self, at: int, after: int) -> bool:
        if after == len(self.tokens):
            return True
        if self._more_of_a_date(after):
            return False
        if self.tokens[after - 1].endswith(ENDS_CLAUSE) or self.cores[after] in GOES_ON:
            return True
        free = self.cores[at] in FREE_KEYWORDS or (at == 0 and self.cores[at] not in FOREIGN_KEYWORDS)
        return free and self._is_clear(at, after)

    def _more_of_a_date(self, at: int) -> bool:
        """Whether the word here, or the one after a little word, would belong to the date."""
        at += self.cores[at] in LITTLE
        return at < len(self.cores) and (is_content(self.cores[at]) or self.cores[at] in VAGUE_NOUNS)

    def _is_clear(self, first: int, after: int) -> bool:
        words = self.cores[first:after]
        return "end" in words or any(map(is_clear, words))

    def _with_due(self, at: int) -> int:
        return at - (at > 0 and self.cores[at - 1] == "due")

    def _run_from(self, first: int) -> int:
        after = first
        while after < min(len(self.cores), first + MOST_WORDS) and is_date_word(self.cores[after]):
            after += 1
        return after

    # --- announced but not understood --------------------------------------------------

    def _unread(self, at: int, after: int | None) -> Span | None:
        return Span(self._with_due(at), after, None) if after else None

    def _looks_like_date(self, at: int) -> int | None:
        """Where the words after a keyword end that were surely meant as a date."""
        noun = at + 1
        while noun < min(len(self.cores), at + MOST_WORDS) and is_qualifier(self.cores[noun]):
            noun += 1
        if noun == len(self.cores) or not self._means_date(at, noun):
            return None
        after = self._run_from(noun + 1)
        while self.cores[after - 1] in LITTLE:
            after -= 1
        return after

    def _means_date(self, at: int, noun: int) -> bool:
        word, before = self.cores[noun].removesuffix("'s"), self.cores[at + 1 : noun]
        if is_clear(word):
            return bool(before) or is_clear_alone(word)
        if is_date_shaped(word) or is_dotted(self.tokens[noun]):
            return noun + 1 == len(self.cores) or self.cores[noun + 1] in GOES_ON
        if self.cores[at] in SOFT_KEYWORDS:
            return False
        vague = word in VAGUE_NOUNS and bool(before)
        return vague or word in BY_ITSELF_NO_DATE or is_slip_of_the_pen(word) or self._some_day(before)

    def _some_day(self, before: Sequence[str]) -> bool:
        """ "Next" and "the end of" announce a moment, whatever follows."""
        return "next" in before or "end of" in " ".join(before)

    # --- without a keyword ---------------------------------------------------------------

    def _last_words(self, today: date) -> Span | None:
        count = len(self.cores)
        first = count
        while first > max(0, count - MOST_WORDS) and is_date_word(self.cores[first - 1]):
            first -= 1
        for at in range(first, count):
            if due := self.read(" ".join(self.tokens[at:])):
                return Span(at, count, due) if due.day >= today and self._stands_alone(at) else None
        return None

    def _no_such_day(self) -> Span | None:
        """ "Draft it 31 November": the last words were meant as a date, and there is no such day."""
        at = len(self.cores) - 2
        if at < 1 or self.cores[at - 1] in ONLY_MENTIONS:
            return None
        months, days = [w for w in self.cores[at:] if w in MONTHS], [w for w in self.cores[at:] if is_day_number(w)]
        meant = len(months) == len(days) == 1 and not self.read(" ".join(self.tokens[at:]))
        return Span(at, at + 2, None) if meant else None

    def _meant_as_one(self) -> Span | None:
        """ "Draft it by blurday": one or two last words after a keyword that were meant as a date, and are none."""
        count = len(self.cores)
        for at in (count - 2, count - 3):
            if at > 0 and self.cores[at] in FREE_KEYWORDS | ANNOUNCES and BARRIER not in self.cores[at:]:
                meant = seems_a_moment(self.cores[at + 1 :], self.cores[at - 1])
                return Span(self._with_due(at), count, None) if meant else None
        return None

    def _stands_alone(self, at: int) -> bool:
        """Whether these last words can only be the deadline."""
        words = self.cores[at:]
        if words[0] not in {"in", "within"} and not self._is_clear(at, len(self.cores)):
            return False
        if words in (["sat"], ["sun"]) or (words[0] == "the" and len(words) == 2):  # "enjoy the sun"
            return False
        before = self.cores[at - 1] if at else ""
        return before not in ONLY_MENTIONS and not is_content(before)
