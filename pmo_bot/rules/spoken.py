"""What somebody says about their work in their own words, as an intention; pure, strict, and never a guess.

A sentence has to be understood to its last word.  What is not stays what it is: words, offered as a note.  Nothing
here decides anything: the bot says how it understood, and a person clicks.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from . import spoken_phrases as say
from .calendar import Calendar
from .dates import LONGEST, read_date, read_shift
from .dates_find import locate
from .spoken_clauses import KEY, PERSON, Marked, clauses, mark, only_keys, with_it, without_leading, without_trailing
from .spoken_dates import Reader, find, is_tomorrow

LONGEST_ANSWER = 600
"""Signs of a clause; what is longer is a story, to be kept as a note."""


class Deed(StrEnum):
    """What a sentence is about."""

    DONE = "done"
    ON_TRACK = "track"
    MOVE = "move"
    BLOCKED = "block"
    UNBLOCK = "unblock"
    SNOOZE = "snooze"
    HAND = "hand"
    """Somebody else is to have it."""
    NOT_MINE = "notmine"
    YES = "yes"
    NO = "no"
    DROP = "drop"
    REOPEN = "reopen"
    QUESTION = "question"
    NOTE = "note"
    """Words that are no answer."""
    HELP = "help"
    DAY = "day"
    """They ask what they owe."""
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One clause: what it means, and the words it says it with."""

    deed: Deed
    text: str
    """As it was typed; mentions as Slack writes them."""
    keys: tuple[str, ...] = ()
    """The items it is about; none where that is left open."""
    day: date | None = None
    clock: time | None = None
    shift: int | None = None
    """So many working days later, where no day is named."""
    person: str | None = None
    """Whom it mentions, by Slack id: who is to have it, or is waited for."""
    on: str | None = None
    """The key of the item that is waited for."""
    words: str = ""
    """What is to be kept with it: a note, a reason, a question, what is waited for."""
    unread: str = ""
    """Words that announce a date, or a person, and could not be read."""
    other: Deed | None = None
    """What it could mean as well."""


def read(text: str, *, now: datetime, calendar: Calendar) -> tuple[Spoken, ...]:
    """What a message says, item by item; words that are no answer come back as a note."""
    marked = mark(text)
    found = [_Clause(marked, one, now, calendar).read() for one in clauses(marked.text) if one]
    return tuple(found) or (Spoken(Deed.NOTE, text.strip()),)


@dataclass(slots=True)
class _Clause:
    marked: Marked
    clause: str
    now: datetime
    calendar: Calendar
    about: str = field(default="")
    """The signs of the items it is about."""

    def read(self) -> Spoken:
        """The first way to see which of its words name the item that makes an answer of it."""
        seen = [(found, about) for words, about in self._ways() if (found := self._answer(words)) is not None]
        best = next((one for one in seen if not one[0].unread), next(iter(seen), None))
        if best is not None:
            keys = self.marked.keys_in(best[1]) or best[0].keys
            return replace(best[0], keys=keys, text=self.marked.typed(self.clause))
        bare, about = without_leading(self.clause)
        deed = Deed.QUESTION if say.QUESTION.fullmatch(bare) else Deed.NOTE
        words = self.marked.typed(bare if about else self.clause)
        keys = self.marked.keys_in(about or self.clause)
        return Spoken(deed, self.marked.typed(self.clause), keys=keys, words=words)

    def _ways(self) -> Iterator[tuple[str, str]]:
        waits = self._in_the_way(self.clause)
        if waits:
            yield self.clause, waits
        bare, about = without_leading(self.clause)
        yield (bare, about) if about else (self.clause, "")
        if not about:
            yield without_trailing(self.clause)
            if re.search(KEY, self.clause):
                yield with_it(self.clause), self.clause

    def _in_the_way(self, words: str) -> str:
        """In "A-7 is in the way" the item is not what the sentence is about; "A-7 blocks A-12" names both."""
        for pattern in say.BLOCKED[:2]:
            found = pattern.fullmatch(words)
            if found and re.fullmatch(KEY, found["what"].strip()):
                return found.groupdict().get("about") or " "
        return ""

    def _answer(self, words: str) -> Spoken | None:
        if not words.strip() or len(words) > LONGEST_ANSWER:
            return None
        return next((found for way in WAYS if (found := way(self, words)) is not None), None)

    # --- one way each --------------------------------------------------------------------

    def small_talk(self, words: str) -> Spoken | None:
        """Words to the bot itself."""
        if _fits(say.MY_DAY, words):
            return Spoken(Deed.DAY, words)
        if _fits(say.HELP, words):
            return Spoken(Deed.HELP, words)
        return Spoken(Deed.THANKS, words) if _fits(say.THANK_YOU, words) else None

    def lasting(self, words: str) -> Spoken | None:
        """No longer blocked, no longer needed, open again: these may well have a no in them."""
        for deed, patterns in ((Deed.UNBLOCK, say.UNBLOCK), (Deed.DROP, say.DROP), (Deed.REOPEN, say.REOPEN)):
            found = _fits(patterns, words)
            if found:
                return Spoken(deed, words, words=self._said(found))
        return None

    def whose(self, words: str) -> Spoken | None:
        """Not mine, or somebody else's."""
        for deed, patterns in ((Deed.NOT_MINE, say.NOT_MINE), (Deed.HAND, say.HAND)):
            found = _fits(patterns, words)
            if found is None or (deed is Deed.HAND and say.negated(words)):
                continue
            who = "".join(found.groupdict().get(f"who{n}") or "" for n in ("", "2", "3", "4", "5"))
            name = found.groupdict().get("name") or ""
            if name and self._date(name) is not None:  # "move it to friday"
                continue
            return Spoken(deed, words, person=self.marked.person(who), words=self._said(found), unread=name)
        return None

    def later(self, words: str) -> Spoken | None:
        """Not now."""
        if _fits(say.SNOOZE, words):
            return Spoken(Deed.SNOOZE, words)
        found = _fits(say.SNOOZE_UNTIL, words)
        if found is None:
            return None
        when = found["when"].strip(" .!")
        shift = read_shift(when)
        if shift is not None:
            return Spoken(Deed.SNOOZE, words, shift=shift.working_days)
        due = self._date(when)
        if due is not None:
            return Spoken(Deed.SNOOZE, words, day=due[0])
        return Spoken(Deed.SNOOZE, words, unread=self.marked.typed(when)) if len(when.split()) < 5 else None

    def waiting(self, words: str) -> Spoken | None:
        """Blocked: by a person, an item, or something else."""
        for pattern in say.BLOCKED:
            found = pattern.fullmatch(words)
            if found is None:
                continue
            groups = found.groupdict()
            what = next((groups[name] for name in ("what", "what2", "what3") if groups.get(name)), "").strip(" .!")
            before = words.replace(what, "", 1) if what else words
            if say.negated(before) or say.QUESTION.fullmatch(words) or what.lower() in VAGUE:
                return None  # "waiting for it" says nothing; "blocked" alone asks to be told more
            text = "" if re.fullmatch(f"{PERSON}|{KEY}", what) else self.marked.typed(what)
            on = next(iter(self.marked.keys_in(what)), None)
            return Spoken(Deed.BLOCKED, words, person=self.marked.person(what), on=on, words=text)
        return None

    def finished(self, words: str) -> Spoken | None:
        """Done, with what is to be kept of it; not if anything in it speaks against that."""
        found = _fits(say.DONE, words)
        if found is None or say.negated(words):
            return None
        note = self._said(found)
        head = words[: len(words) - len(note)] if note else words
        if say.hedged(head) or only_keys(note) or (note and self._speaks_against(note)):
            return None
        return Spoken(Deed.DONE, words, words=self.marked.typed(note))

    def _speaks_against(self, note: str) -> bool:
        if say.hedged(" ".join(note.split()[:2])) or note.rstrip(" .!").endswith("?"):
            return True
        other = self._answer(note)
        return other is not None and other.deed not in (Deed.YES, Deed.DONE, Deed.THANKS, Deed.HELP, Deed.DAY)

    def moved(self, words: str) -> Spoken | None:
        """Another date, or so many more days."""
        found = find(words, self._reader())
        if found is None:
            return self._unread(words)
        other = Deed.SNOOZE if found.bare else None
        deed = Deed.MOVE
        if found.bare and is_tomorrow(words):
            deed, other = Deed.SNOOZE, Deed.MOVE
        return Spoken(deed, words, day=found.day, clock=found.clock, shift=found.shift,
                      words=self.marked.typed(found.words), other=other)  # fmt: skip

    def _unread(self, words: str) -> Spoken | None:
        """A date was surely meant, and could not be read."""
        if say.negated(words) or say.QUESTION.fullmatch(words) or len(words) > LONGEST:
            return None
        span = locate(words.split(), self.now, self.calendar)
        if span is None or span.due is not None or span.first > 4:
            return None
        said = " ".join(words.split()[span.first : span.after])
        return Spoken(Deed.MOVE, words, unread=self.marked.typed(said))

    def going(self, words: str) -> Spoken | None:
        """On track."""
        fits = _fits(say.ON_TRACK, words) and not say.negated(words)
        return Spoken(Deed.ON_TRACK, words) if fits else None

    def yes_or_no(self, words: str) -> Spoken | None:
        """Yes; or no, with the reason."""
        if _fits(say.YES, words) and not say.negated(words):
            return Spoken(Deed.YES, words)
        found = _fits(say.NO, words)
        return Spoken(Deed.NO, words, words=self._said(found)) if found else None

    # --- what they share -----------------------------------------------------------------

    def _said(self, found: re.Match[str]) -> str:
        """The reason or note behind the answer."""
        names = ("because", "words", "link")
        said = next((found.groupdict()[name] for name in names if found.groupdict().get(name)), "")
        return said.strip(" ,;:()\n")

    def _reader(self) -> Reader:
        return Reader(self._date, read_shift)

    def _date(self, words: str) -> tuple[date, time | None] | None:
        due = read_date(words, self.now, self.calendar)
        return (due.day, due.clock) if due else None


def _fits(patterns: Sequence[say.Phrase], words: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(words.strip()))), None)


VAGUE = frozenset({"it", "this", "that", "me", "you", "now", "him", "her", "them"})
"""Words that do not say what is waited for."""

WAYS: tuple[Callable[[_Clause, str], Spoken | None], ...] = (
    _Clause.small_talk,
    _Clause.lasting,
    _Clause.whose,
    _Clause.later,
    _Clause.finished,
    _Clause.moved,
    _Clause.waiting,
    _Clause.going,
    _Clause.yes_or_no,
)
"""Every way to understand a clause, in order; the first that fits to its last word counts."""
