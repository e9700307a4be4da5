"""What other rules would have sent, beside what was sent: counts, what a person gets in a week, examples."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pmo_bot.model import Mode, Project
from pmo_bot.rules.calendar import monday_of

EXAMPLES = 5


class Purpose(StrEnum):
    """What a message is for, in the order in which it is shown."""

    BRIEF = "brief"
    PREVIEW = "preview"
    CONTACT = "contact"
    SPONSOR = "sponsor"
    PMO = "pmo"
    QUESTION = "question"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was told: what for, to whom, when by their clock, about which items, in which message."""

    about: Purpose
    to: str
    local: datetime
    items: tuple[str, ...]
    key: str
    slot: str
    """The message that carries it: people count messages."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many direct messages somebody gets in a week: on average, and at most.  Nobody is named."""

    average: float = 0.0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What was sent and what would have been."""

    counts: tuple[tuple[Purpose, int, int], ...]
    now: Load
    would: Load
    more: tuple[Told, ...]
    """Some of what would have been sent and was not."""
    fewer: tuple[Told, ...]
    """Some of what was sent and would not have been."""

    @property
    def is_same(self) -> bool:
        """Whether nothing would have been otherwise."""
        return not self.more and not self.fewer


@dataclass(frozen=True, slots=True)
class Tried:
    """Other rules for a project, tried on the days that were."""

    project: Project | None
    mode: Mode | None
    """The mode that was tried; None for a policy."""
    first: date
    last: date
    compared: Compared


def compare(sent: Sequence[Told], would: Sequence[Told], days: int) -> Compared:
    """Both, side by side."""
    counts = [Counter(one.about for one in told) for told in (sent, would)]
    people = {one.to for one in (*sent, *would) if one.about is not Purpose.DIGEST}
    return Compared(
        counts=tuple((about, now, then) for about in Purpose if (now := counts[0][about]) + (then := counts[1][about])),
        now=_load(sent, len(people), days),
        would=_load(would, len(people), days),
        more=_only(would, sent),
        fewer=_only(sent, would),
    )


def _load(told: Sequence[Told], people: int, days: int) -> Load:
    messages = {(one.to, one.slot): one for one in told if one.about is not Purpose.DIGEST}.values()
    weeks = Counter((one.to, monday_of(one.local.date())) for one in messages)
    span = people * days / 7
    return Load(len(messages) / span if span else 0.0, max(weeks.values(), default=0))


def _only(told: Sequence[Told], others: Sequence[Told]) -> tuple[Told, ...]:
    """Some that only one side has: those that reach further up first, then the earliest."""
    known = {(one.about, one.to, one.local.date(), one.items) for one in others}
    only = [one for one in told if (one.about, one.to, one.local.date(), one.items) not in known]
    weight = {Purpose.SPONSOR: 0, Purpose.PMO: 0, Purpose.CONTACT: 1}
    return tuple(sorted(only, key=lambda one: (weight.get(one.about, 2), one.local))[:EXAMPLES])
