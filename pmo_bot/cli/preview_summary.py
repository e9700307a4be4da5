"""A preview for people: how much everybody gets, the busiest day, and the rules kept, counted from the record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pmo_bot.rules.calendar import Calendar, monday_of
from pmo_bot.rules.gate import ASKS_A_DAY
from pmo_bot.services.rehearsal import Message

Calendars = Mapping[str, Calendar]


@dataclass(frozen=True, slots=True)
class Summary:
    """What to print, and whether every rule was kept."""

    lines: tuple[str, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A rule, how often it was looked at, and where it was not kept."""

    rule: str
    checked: int
    broken: tuple[str, ...]

    @property
    def line(self) -> str:
        """The rule in one line."""
        if self.broken:
            return f"{self.rule}: broken {len(self.broken)} times of {self.checked}, first by {self.broken[0]}"
        return f"{self.rule}: kept ({self.checked} checked)"


def summary(messages: Sequence[Message], calendars: Calendars) -> Summary:
    """Figures and rules of what was recorded."""
    counts = tuple(_counts(messages, calendars))
    figures = (*_kinds(messages), *_weeks(messages), *_busiest(messages))
    lines = (*figures, "", "Rules:", *(f"  {count.line}" for count in counts))
    return Summary(lines, not any(count.broken for count in counts))


# --- figures --------------------------------------------------------------------------


def sent(messages: Sequence[Message]) -> list[Message]:
    """The messages as people count them: what rides in a brief is the brief, and several questions are one ask."""
    slots: dict[str, Message] = {}
    for message in messages:
        slots.setdefault(message.inside or message.key, message)
    return list(slots.values())


def in_ask(message: Message) -> bool:
    """Whether it came in an ask: by itself, or with others that came at the same time."""
    return (message.inside or "").startswith("ask")


def _kinds(messages: Sequence[Message]) -> Iterator[str]:
    whole = Counter("ask" if in_ask(message) else message.kind for message in sent(messages))
    yield _counted(whole) or "Nothing is sent."
    parts = Counter(message.kind for message in messages if message.inside is not None)
    if parts:
        yield f"In them: {_counted(parts)}"


def _counted(kinds: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}{'s' * (count != 1)}" for kind, count in kinds.most_common())


def _weeks(messages: Sequence[Message]) -> Iterator[str]:
    """Messages per person and week, for everybody who gets any."""
    direct = [message for message in sent(messages) if message.kind != "digest"]
    if not direct:
        return
    weeks = Counter((message.to, monday_of(message.local.date())) for message in direct)
    yield from ("", "Direct messages by person (weeks with any, most in one week, all):")
    for person, total in Counter(message.to for message in direct).most_common():
        mine = [count for (who, _), count in weeks.items() if who == person]
        yield f"  {person}: {len(mine)} {'week' if len(mine) == 1 else 'weeks'}, at most {max(mine)}, {total} in all"


def _busiest(messages: Sequence[Message]) -> Iterator[str]:
    days = Counter(message.local.date() for message in sent(messages) if message.kind != "digest")
    if days:
        day, count = min(days.items(), key=lambda pair: (-pair[1], pair[0]))
        yield from ("", f"The busiest day is {day:%A} {day}: {count} direct message{'s' * (count != 1)}.")


# --- rules ----------------------------------------------------------------------------


def _counts(messages: Sequence[Message], calendars: Calendars) -> Iterator[Count]:
    direct = [message for message in sent(messages) if message.kind != "digest"]
    yield _once_a_day([message for message in messages if message.kind == "brief"])
    off = [m.key for m in direct if (c := calendars.get(m.to)) is not None and not c.is_working(m.local.date())]
    yield Count("no direct message on a day off", len(direct), tuple(off))
    closed = [m.key for m in direct if (c := calendars.get(m.to)) and not c.opens <= m.local.time() < c.closes]
    yield Count("no direct message outside working hours", len(direct), tuple(closed))
    keys = Counter((message.kind, message.key) for message in messages)
    yield Count("nothing twice", len(messages), tuple(key for (_, key), count in keys.items() if count > 1))
    yield _previewed(messages, calendars)
    messages_with_asks = {(m.to, m.local.date(), m.inside) for m in messages if in_ask(m)}
    asks = Counter((to, day) for to, day, _ in messages_with_asks)
    often = tuple(f"{who} on {day}" for (who, day), count in asks.items() if count > ASKS_A_DAY)
    yield Count("at most three asks per person and local day", len(asks), often)


def _once_a_day(briefs: Sequence[Message]) -> Count:
    days = Counter((brief.to, brief.local.date()) for brief in briefs)
    often = tuple(f"{who} on {day}" for (who, day), count in days.items() if count > 1)
    return Count("at most one brief per person and local day", len(briefs), often)


def _previewed(messages: Sequence[Message], calendars: Calendars) -> Count:
    """Whether each escalation leaves a working day of the owner after its preview arrived."""
    seen = {message.key: message for message in messages if message.kind == "preview"}
    raised = [message for message in messages if message.kind == "escalation"]
    early = [m.key for m in raised if not _late_enough(seen.get(m.preview_of or ""), m.at, calendars)]
    return Count("no escalation before its owner saw it for a working day", len(raised), tuple(early))


def _late_enough(shown: Message | None, at: datetime, calendars: Calendars) -> bool:
    if shown is None:
        return False
    calendar = calendars.get(shown.to)
    return calendar is not None and at >= calendar.one_working_day_after(shown.at)
