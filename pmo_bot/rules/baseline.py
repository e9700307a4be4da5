"""How a workspace stands over thirty days, in four figures, each with how many it rests on.

* **kept**: what was done by its first date, of all that was done and had one;
* **answer**: the median time from a request to its owner's word;
* **whole**: what has an owner and a date, of all that is open;
* **overdue**: what is past its date, of all that is open.

Answers and checks are no pieces of work and do not count.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from pmo_bot.model import Event, Item, Kind, State
from pmo_bot.rules.modes import ANSWERED

PERIOD = timedelta(days=30)
MINUTE = timedelta(minutes=1)
FEW = 10
"""Below this a figure says little."""


@dataclass(frozen=True, slots=True)
class Stood:
    """What the figures need to know of an item, as it was at an instant."""

    id: int
    kind: Kind
    owner_id: int | None
    due: date | None
    state: State
    closed_at: datetime | None
    slips: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of thirty days."""

    kept: int = 0
    finished: int = 0
    """Of so many."""
    answers: int = 0
    minutes: int | None = None
    """The median answer; None before anybody answered."""
    whole: int = 0
    overdue: int = 0
    open: int = 0
    """Both of so many."""

    def body(self) -> dict[str, int | None]:
        """As a row keeps it."""
        return asdict(self)


def read(body: Mapping[str, Any]) -> Measured:
    """The figures of a row: `read(found.body())` is the same."""
    return Measured(**{name: body[name] for name in Measured.__slots__ if name in body})


def as_they_were(items: Iterable[Item], since: Sequence[Event]) -> list[Stood]:
    """The items as they were before what happened `since`: each event, the newest first, is taken back."""
    stood = {item.id: _now(item) for item in items}
    for event in reversed(since):
        if event.item_id not in stood:
            continue
        if event.what == "item.created":
            del stood[event.item_id]
        else:
            stood[event.item_id] = _before(stood[event.item_id], event.before)
    return list(stood.values())


def _now(item: Item) -> Stood:
    return Stood(item.id, item.kind, item.owner_id, item.due, item.state, item.closed_at, item.slips)


READ: Mapping[str, Callable[[Any], Any]] = {
    "kind": Kind, "owner_id": int, "due": date.fromisoformat, "state": State, "closed_at": datetime.fromisoformat,
    "slips": int,
}  # fmt: skip
"""How an event tells the columns that count."""


def _before(stood: Stood, told: Mapping[str, Any]) -> Stood:
    columns: dict[str, Any] = {
        name: reads(told[name]) if told[name] is not None else None for name, reads in READ.items() if name in told
    }
    return replace(stood, **columns)


def answer_times(events: Iterable[Event]) -> list[timedelta]:
    """How long each request waited for its owner's word.  A request that went to somebody else instead has none."""
    return [
        event.happened_at - datetime.fromisoformat(event.before["turn_at"])
        for event in events
        if event.before.get("acceptance") == "requested" and event.before.get("turn_at")
        and event.actor_id is not None and "owner_id" not in event.before and event.what != "item.undone"
    ]  # fmt: skip


def measure(
    items: Sequence[Stood], answers: Sequence[timedelta], start: datetime, end: datetime,
    day_of: Callable[[Stood, datetime], date],
) -> Measured:  # fmt: skip
    """The figures from `start` to `end`; `day_of` is the day of an instant where the owner of an item lives."""
    work = [one for one in items if one.kind not in ANSWERED]
    done = [one for one in work if one.state is State.DONE and one.due and one.closed_at and start <= one.closed_at]
    still_open = [one for one in work if one.closed_at is None]
    return Measured(
        kept=sum(one.slips == 0 and day_of(one, one.closed_at) <= one.due for one in done if one.closed_at and one.due),
        finished=len(done),
        answers=len(answers),
        minutes=round(median(one / MINUTE for one in answers)) if answers else None,
        whole=sum(one.owner_id is not None and one.due is not None for one in still_open),
        overdue=sum(one.due is not None and one.due < day_of(one, end) for one in still_open),
        open=len(still_open),
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first thirty days beside the last thirty."""

    first: date
    last: date
    """The first thirty days, from this one to that."""
    before: Measured | None
    """None while they are not over."""
    now: Measured
