"""Where nobody has promised anything: no owner, an owner who left, no yes, no date, no plan for a risk; each with its
age."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pmo_bot.model import Acceptance, AnyItem, Kind, Mode, Person, Standing
from pmo_bot.rules.brief import rank
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.handshake import ELSEWHERE
from pmo_bot.rules.risks import ANSWERED_WITHIN, Handled, is_high, review_on, score_of

CLOCKED_FROM = 1
"""Working days after which a request without a yes is a gap."""


@dataclass(frozen=True, slots=True)
class Around:
    """What gaps are looked for in."""

    items: Sequence[AnyItem]
    people: Mapping[int, Person]
    calendar: Calendar
    day: date
    mode: Mode
    risks: Mapping[int, Handled] = field(default_factory=dict)
    """By item: what is known of those that are risks."""

    def age(self, since: datetime) -> int:
        """Working days of the project since then."""
        return max(0, self.calendar.between(self.calendar.today(since), self.day))

    def owner(self, item: AnyItem) -> Person | None:
        """Whose it is."""
        return self.people.get(item.owner_id or 0)


@dataclass(frozen=True, slots=True)
class Gap:
    """One item, what is missing, for how many working days."""

    word: str
    item: AnyItem
    person: Person | None = None
    days: int = 0
    then: date | None = None
    score: int | None = None
    """Of a risk."""


def gaps(kind: str, around: Around) -> list[Gap]:
    """The gaps of one kind, worst first."""
    return list(KINDS[kind](around))


def _left(around: Around) -> Iterator[Gap]:
    gone = {one for one in {item.owner_id for item in around.items} if _has_left(around.people.get(one or 0))}
    for item in sorted((one for one in around.items if one.owner_id in gone), key=rank):
        if (owner := around.owner(item)) is not None:
            since = around.calendar.today(owner.left_at) if owner.left_at is not None else None
            yield Gap("left", item, owner, around.age(owner.left_at) if owner.left_at is not None else 0, since)


def _has_left(owner: Person | None) -> bool:
    return owner is not None and owner.standing is Standing.DEACTIVATED


def _unowned(around: Around) -> Iterator[Gap]:
    for item in sorted((one for one in around.items if one.owner_id is None), key=rank):
        yield Gap("unowned", item, None, around.age(item.turn_at or item.created_at))


def _unaccepted(around: Around) -> Iterator[Gap]:
    """Asked for a working day ago or longer; where assigned is promised, only what the owner objects to."""
    asked = {*ELSEWHERE} if around.mode is Mode.DIRECTIVE else {*ELSEWHERE, Acceptance.REQUESTED}
    for item in sorted((one for one in around.items if one.acceptance in asked), key=rank):
        owner = around.owner(item)
        if item.kind is Kind.DECISION:
            continue  # what is asked for is an answer, and the answer is waited for elsewhere
        if item.turn_at is not None and owner is not None and not _has_left(owner):
            days = around.age(item.turn_at)
            if days >= CLOCKED_FROM:
                yield Gap(f"is_{item.acceptance}", item, owner, days)


def _undated(around: Around) -> Iterator[Gap]:
    for item in sorted((one for one in around.items if one.owner_id is not None and one.due is None), key=rank):
        yield Gap("undated", item, around.owner(item))


def _unplanned(around: Around) -> Iterator[Gap]:
    """Risks without a response some days after they were noted; high ones without a response or a measure at once."""
    for item, handled in _risks(around):
        days, high = around.age(item.created_at), is_high(score_of(handled.risk))
        if handled.lacks and (high or days >= ANSWERED_WITHIN):
            yield Gap(f"no_{handled.lacks}", item, around.owner(item), days, score=score_of(handled.risk))


def _unreviewed(around: Around) -> Iterator[Gap]:
    """Risks that nobody has looked at for longer than their score allows: their owners were asked before."""
    for item, handled in _risks(around):
        due = review_on(item, handled.risk, around.calendar)
        if due is not None and due < around.day and handled.risk is not None:
            looked = handled.risk.reviewed_on or around.day
            yield Gap("unreviewed", item, around.owner(item), around.calendar.between(looked, around.day), looked)


def _risks(around: Around) -> list[tuple[AnyItem, Handled]]:
    """The open risks, the worst score first."""
    found = [(item, around.risks.get(item.id, Handled())) for item in around.items if item.kind is Kind.RISK]
    return sorted(found, key=lambda pair: (-(score_of(pair[1].risk) or 0), rank(pair[0])))


KINDS: Mapping[str, Callable[[Around], Iterable[Gap]]] = {
    "left": _left,
    "unowned": _unowned,
    "unaccepted": _unaccepted,
    "undated": _undated,
    "unplanned": _unplanned,
    "unreviewed": _unreviewed,
}
"""In the order of a digest."""
