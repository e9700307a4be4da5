"""What stands beside the verb of a command: each part is taken out, and what is left is the title."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import cast

from .calendar import Calendar
from .dates import Due, Shift, read_date, read_shift
from .dates_days import Order
from .dates_find import locate
from .dates_vocabulary import BARRIER, core
from .grammar_command import Command, Priority
from .grammar_keys import is_unmistakable, keys_in
from .grammar_tokens import Token, as_typed, joined
from .grammar_verbs import Verb

JOINS = frozenset({"and", "&", "+", ","})
LEADS_TO = JOINS | {"to", "for", "with", "in", "by", "on", "from", "at", "of", "item", "items"}
_PRIORITY = re.compile(r"!(low|normal|high|critical)", re.IGNORECASE)
_SEVERITY = re.compile(r"!?sev(?:erity)?[-:]?(\d)", re.IGNORECASE)
_REQUIREMENT = re.compile(r"req(?:uirement)?s?:(\S+)", re.IGNORECASE)
_CHANNEL_NAME = re.compile(r"#(?=[^#]*[^\W\d])[\w-]{1,80}")
_SCORES = tuple(
    re.compile(form)
    for form in (
        r"(?P<p>\d) ?[x×*] ?(?P<i>\d)",
        r"p ?(?P<p>\d)[ /,]? ?i ?(?P<i>\d)",
        r"i ?(?P<i>\d)[ /,]? ?p ?(?P<p>\d)",
    )
)
MOST_OF_A_SCORE = 5
LEAST_SEVERE = 4
_TO = frozenset({"to", "til"})


class Reading:
    """Takes the parts out of the tokens one after the other; a taken one leaves a hole."""

    def __init__(self, verb: Verb, tokens: list[Token], projects: frozenset[str]) -> None:
        self._verb = verb
        self._projects = projects
        self._left: list[Token | None] = list(tokens)
        self._words = joined([token.typed for token in tokens], [token.attached for token in tokens])

    def command(self, now: datetime, calendar: Calendar, order: Order) -> Command:
        """All parts; their order matters: what is unmistakable goes first."""
        priority = self._priority()
        severity, unread_severity = self._severity() or (None, None)
        requirements = self._requirements()
        tags = self._tags()
        channel, channel_name, project = self._channel()
        in_channel = self._in_channel()
        people, reason = self._people_and_reason()
        keys = self._keys()
        makes = "title" in self._verb.takes
        project = project or (None if makes else self._project())
        self._drop_what_led_to_holes(at_end=False)
        said_last = self._score()
        due, shift, unread = self._date(now, calendar, order)
        project = project or (self._project_beside_title() if makes else None)
        score, unread_score = said_last or self._score() or (None, None)
        self._drop_what_led_to_holes(at_end=True)
        return Command(
            verb=self._verb.name,
            keys=keys,
            title=self._title(),
            people=people,
            channel=channel,
            channel_name=channel_name,
            project=project,
            due=due,
            shift=shift,
            unread_date=unread,
            priority=priority,
            score=score,
            unread_score=unread_score,
            severity=severity,
            unread_severity=unread_severity,
            requirements=requirements,
            tags=tags,
            reason=reason,
            in_channel=in_channel,
            words=self._words,
        )

    def _standing(self, kind: str = "word") -> list[tuple[int, Token]]:
        """The tokens of a kind that have not been taken, with their places."""
        return [(at, token) for at, token in enumerate(self._left) if token and token.kind == kind]

    def _take(self, places: Iterable[int]) -> None:
        for at in places:
            self._left[at] = None

    # --- parts that are unmistakable -----------------------------------------------------

    def _priority(self) -> Priority | None:
        for at, token in self._standing():
            if match := _PRIORITY.fullmatch(token.text):
                self._take([at])
                return cast(Priority, match[1].lower())
        return None

    def _severity(self) -> tuple[int | None, str | None] | None:
        """`sev1`: how severe an issue is."""
        if "severity" not in self._verb.takes:
            return None
        for at, token in self._standing():
            if match := _SEVERITY.fullmatch(token.text.strip(",;()")):
                self._take([at])
                number = int(match[1])
                return (number, None) if 1 <= number <= LEAST_SEVERE else (None, token.text)
        return None

    def _requirements(self) -> tuple[str, ...]:
        """`req:login`, as often as it is said, or several with commas: what something new is for."""
        if "title" not in self._verb.takes:
            return ()
        found = [(at, match[1]) for at, token in self._standing() if (match := _REQUIREMENT.fullmatch(token.text))]
        self._take(at for at, _ in found)
        return tuple(name for _, said in found for name in said.strip(",;").split(",") if name)

    def _tags(self) -> tuple[str, ...]:
        """Words after a # that name no project; a channel is none, because Slack names it by its id."""
        if "tags" not in self._verb.takes:
            return ()
        typed = [(at, token.text.rstrip(",;:.!?")) for at, token in self._standing()]
        found = {at: said[1:] for at, said in typed
                 if _CHANNEL_NAME.fullmatch(said) and said[1:].upper() not in self._projects}  # fmt: skip
        self._take(found)
        return tuple(dict.fromkeys(name.lower() for name in found.values()))

    def _channel(self) -> tuple[str | None, str | None, str | None]:
        """The first channel: its id, or the name that was typed, or the project of that name."""
        for at, token in self._standing("channel"):
            self._take([at])
            return token.id, None, None
        for at, token in self._standing():
            name = token.text.rstrip(",;:.!?")
            if _CHANNEL_NAME.fullmatch(name):
                self._take([at])
                key = name[1:].upper()
                return (None, None, key) if key in self._projects else (None, name[1:], None)
        return None, None, None

    def _in_channel(self) -> bool:
        last = self._standing()[-2:]
        if [token.text.lower() for _, token in last] != ["in", "channel"]:
            return False
        self._take(at for at, _ in last)
        return True

    def _people_and_reason(self) -> tuple[tuple[str, ...], str | None]:
        """People named in the reason are only meant when nobody else is named."""
        because = next((at for at, token in self._standing() if core(token.text) == "because"), len(self._left))
        named = self._standing("person")
        meant = [(at, token) for at, token in named if at < because] or named
        reason = as_typed(self._left[because + 1 :]).strip(" ,;:")
        self._take(at for at, _ in meant)
        del self._left[because:]
        return tuple(dict.fromkeys(token.id for _, token in meant)), reason or None

    # --- keys and projects ---------------------------------------------------------------

    def _keys(self) -> tuple[str, ...]:
        """Keys in full anywhere; short ones only before other words, where the command acts on items."""
        acts = "items" in self._verb.takes
        first = self._first_keys() if acts else []
        full = [at for at, token in self._standing() if is_unmistakable(token.text) and at not in first]
        places = sorted([*first, *full])
        keys = [key for at in places if (token := self._left[at]) for key in keys_in(token.text)]
        if acts:
            self._take(places)
        return tuple(dict.fromkeys(keys))

    def _first_keys(self) -> list[int]:
        """In "move 12 4 dec" only 12 is a key: where a date may follow, more of them need an "and"."""
        found: list[int] = []
        joined = True
        for at, token in self._standing():
            if keys_in(token.text) and (joined or "date" not in self._verb.takes):
                found.append(at)
                joined = token.text.endswith(",")
            elif token.text.lower() in (JOINS if found else LEADS_TO):
                joined = True
            else:
                break
        return found

    def _project(self) -> str | None:
        """A known key; in any case, unless the words around it are somebody's note."""
        for at, token in self._standing():
            word = token.text.strip(",;:.!?()")
            key = word if "items" in self._verb.takes else word.upper()
            if key in self._projects:
                self._take([at])
                return key
        return None

    def _project_beside_title(self) -> str | None:
        """A known key in capitals; at either end it only says where the item belongs, else it stays in the title."""
        standing = [at for at, token in enumerate(self._left) if token]
        for at, token in self._standing():
            if (key := token.text.strip(",;:.!?()")) in self._projects:
                if at in (standing[0], standing[-1]):
                    self._take([at])
                return key
        return None

    # --- dates -----------------------------------------------------------------------------

    def _date(self, now: datetime, calendar: Calendar, order: Order) -> tuple[Due | None, Shift | None, str | None]:
        if "date" not in self._verb.takes:
            return None, None, None
        if "items" in self._verb.takes and (found := self._only_a_date(now, calendar, order)):
            return *found, None
        return self._date_among_words(now, calendar, order)

    def _only_a_date(self, now: datetime, calendar: Calendar, order: Order) -> tuple[Due | None, Shift | None] | None:
        """All that is left, when it is nothing but a date or a shift."""
        if self._standing("verbatim"):
            return None
        words = as_typed(self._left).removeprefix("to ")
        shift = read_shift(words) if "shift" in self._verb.takes else None
        due = None if shift else read_date(words, now, calendar, order)
        if not (shift or due):
            return None
        self._left.clear()
        return due, shift

    def _date_among_words(
        self, now: datetime, calendar: Calendar, order: Order
    ) -> tuple[Due | None, Shift | None, str | None]:
        words = [self._word_of_date(token) for token in self._left]
        read = ["by" if word.lower() in _TO and "shift" in self._verb.takes else word for word in words]
        span = locate(read, now, calendar, order)
        if not span:
            return None, None, self._all_unread()
        said = " ".join(word for word in words[span.first : span.after] if word != BARRIER)
        said = said.strip(" ,;:()").removeprefix("to ")
        self._take(range(span.first, span.after))
        return (Due(span.due.day, span.due.clock, said), None, None) if span.due else (None, None, said)

    def _word_of_date(self, token: Token | None) -> str:
        return token.text if token and token.kind == "word" and token.text not in self._projects else BARRIER

    def _all_unread(self) -> str | None:
        """Where a date is all there is to say, other words are one that could not be read."""
        said = as_typed(self._left).strip(" ,;:") if "shift" in self._verb.takes else ""
        self._left = [] if said else self._left
        return said or None

    # --- scores ----------------------------------------------------------------------------

    def _score(self) -> tuple[tuple[int, int] | None, str | None] | None:
        """`4x3`, or `p4 i3`, as the last words, before a date or after it: elsewhere in a title a 4x4 is a car."""
        if "score" not in self._verb.takes:
            return None
        for places in (self._standing()[-most:] for most in (3, 2, 1)):
            said = " ".join(token.text.lower().strip(",;()") for _, token in places)
            found = next((match for form in _SCORES if (match := form.fullmatch(said))), None)
            if found and len(places) < len(self._standing()):
                self._take(at for at, _ in places)
                sides = int(found["p"]), int(found["i"])
                return (sides, None) if all(1 <= side <= MOST_OF_A_SCORE for side in sides) else (None, said)
        return None

    # --- what is left ------------------------------------------------------------------------

    def _drop_what_led_to_holes(self, at_end: bool) -> None:
        """In "assign A-12 to @jon" the "to" is no title; in "Draft it for @jon" neither is the "for"."""
        acts = "items" in self._verb.takes
        for at in range(len(self._left) - 1, 0, -1):
            token, before = self._left[at], self._left[at - 1]
            at_end = at_end and token is None
            is_lead = before is not None and before.kind == "word" and before.text.lower() in LEADS_TO
            if token is None and is_lead and (acts or at_end):
                self._left[at - 1] = None

    def _title(self) -> str:
        standing = [token for token in self._left if token]
        if len(standing) == 1 and standing[0].kind == "verbatim":
            return standing[0].text.strip('"“”')
        return as_typed(self._left).strip(" ,;:").rstrip(" (")
