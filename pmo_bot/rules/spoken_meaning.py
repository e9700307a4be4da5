"""What a sentence can come to for one item, and how the item stands for whoever says it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from pmo_bot.model import Item, LineKind
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.spoken import Deed


class Do(StrEnum):
    """What a click on *Apply* does."""

    DONE = "done"
    TRACK = "track"
    MOVE = "move"
    COUNTER = "counter"
    BLOCK = "block"
    UNBLOCK = "unblock"
    SNOOZE = "snooze"
    ASSIGN = "assign"
    ACCEPT = "accept"
    DECLINE = "decline"
    APPROVE = "approve"
    KEEP = "keep"
    ASK = "ask"
    ANSWER = "answer"
    DROP = "drop"
    REOPEN = "reopen"
    NOTE = "note"
    SENTENCE = "sentence"
    SEEN = "seen"
    EXTEND = "extend"
    REASSIGN = "reassign"
    NOT_NEEDED = "notneeded"
    READY = "ready"
    READY_BY = "readyby"
    NOT_WAITED = "notwaited"
    ALLOW = "allow"
    REFUSE = "refuse"
    KNOWN = "known"
    CONFIRM = "confirm"
    NOT_YET = "notyet"


@dataclass(frozen=True, slots=True)
class Said:
    """A clause with the rows it names."""

    deed: Deed
    day: date | None = None
    clock: time | None = None
    shift: int | None = None
    person: int | None = None
    on: int | None = None
    words: str = ""
    unread: str = ""
    other: Deed | None = None
    missing: str = ""
    """The key of an item that is not there for the speaker."""

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it: what is said, and no more."""
        return {name: _plain(value) for name, value in asdict(self).items() if value not in (None, "")}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Said":
        """From JSON."""
        known: dict[str, Any] = {name: value for name, value in kept.items() if name in cls.__slots__}
        known["deed"] = Deed(known.get("deed", Deed.NOTE))
        if "other" in known:
            known["other"] = Deed(known["other"])
        if "day" in known:
            known["day"] = date.fromisoformat(known["day"])
        if "clock" in known:
            known["clock"] = time.fromisoformat(known["clock"])
        return cls(**known)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


@dataclass(frozen=True, slots=True)
class Stand:
    """How an item stands for whoever speaks."""

    item: Item
    calendar: Calendar
    """The owner's."""
    today: date
    """Of the owner, when it was said."""
    owns: bool
    asked: frozenset[LineKind] = frozenset()
    """The questions about it that wait for the speaker."""
    may_act: bool = True
    lead_decides: bool = False
    """Another date is the speaker's to ask for, and the lead's to set."""
    asked_by_other: bool = False
    """Somebody else asked for it, who can be asked back."""
    packet: int | None = None
    """What was passed on to the speaker about it and waits for an answer."""
    warned: bool = False
    """Its owner can still add words to what will be passed on."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be done, with all it needs but the item."""

    do: Do
    day: date | None = None
    clock: time | None = None
    person: int | None = None
    on: int | None = None
    words: str = ""

    @property
    def code(self) -> str:
        """As its button carries it: what a click meant is compared with what the words come to by then."""
        return f"{self.do}.{self.day}" if self.day else str(self.do)


def note(said: Said, stand: Stand, text: str) -> Meant:
    """The words as they are: into the history, and along with what will be passed on."""
    words = said.words if said.deed is Deed.NOTE and said.words else text
    return Meant(Do.SENTENCE if stand.warned and stand.owns else Do.NOTE, words=words)


def stood(item: Item) -> str:
    """How an item stands, as far as an answer depends on it."""
    turn = int(item.turn_at.timestamp() * 1000) if item.turn_at is not None else 0
    return f"{item.commitment}/{item.acceptance or ''}/{turn}/{item.state}"
