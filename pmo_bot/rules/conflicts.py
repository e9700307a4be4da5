"""Dates that do not fit: with what waits, with a freeze, with a person's week or days off.

Each finding names its items and a way out.  A new kind is a function here, a line in `KINDS`, and its sentence in
`blocks.words.conflicts`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pmo_bot.model import AnyItem, Freeze, Kind, Person
from pmo_bot.rules.brief import URGENCY
from pmo_bot.rules.calendar import Calendar, monday_of
from pmo_bot.rules.links import Waits

MOST_A_WEEK = 7
"""More things of one person than this in one week do not fit, unless the workspace's policy says otherwise."""
LOOKED_AHEAD = 60
"""Working days, or weeks, that are tried for a date that fits."""
WEEK = timedelta(days=7)
Week = tuple[int, date]
"""Somebody's week: who, and its Monday."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A date that would fit, and for which item."""

    item: AnyItem
    day: date


@dataclass(frozen=True, slots=True)
class Conflict:
    """A date that does not fit, what with, and what would."""

    kind: str
    item: AnyItem
    other: AnyItem | None = None
    """What it does not fit with; None too where the reader may not know of it."""
    hidden: bool = False
    """There is something that may not be named."""
    person: Person | None = None
    freeze: Freeze | None = None
    items: tuple[AnyItem, ...] = ()
    """Everything involved."""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What dates are compared with: the open items that have one, and everything beside them that matters."""

    items: Mapping[int, AnyItem]
    about: Collection[int]
    """Those whose dates are asked about."""
    milestones: Sequence[AnyItem]
    """Those near: what is asked about, what its owners owe, and what is linked to either."""
    waits: Waits
    people: Mapping[int, Person]
    calendars: Mapping[int, Calendar]
    """By person, with their absences."""
    calendar: Calendar
    """For what nobody owns."""
    today: date
    freezes: Sequence[Freeze] = ()
    most: int = MOST_A_WEEK
    weeks: Mapping[Week, Sequence[AnyItem]] = field(default_factory=dict)
    """By owner and Monday: everything that they owe in that week, over all projects."""

    def calendar_of(self, item: AnyItem) -> Calendar:
        """The working days of whoever owes it."""
        return self.calendars.get(item.owner_id or 0, self.calendar)

    def ahead(self) -> Iterator[tuple[AnyItem, date]]:
        """What is asked about and not late, with its date."""
        found = ((item, item.due) for one in self.about if (item := self.items.get(one)) is not None)
        return ((item, due) for item, due in found if due is not None and due >= self.today)

    def pairs(self) -> Iterator[tuple[AnyItem, AnyItem]]:
        """What waits and what it waits for, where either is asked about."""
        for item_id, before in sorted(self.waits.before.items()):
            for on_id in sorted(before):
                known = item_id in self.items and on_id in self.items
                if known and (item_id in self.about or on_id in self.about):
                    yield self.items[item_id], self.items[on_id]

    def frozen(self, item: AnyItem, day: date) -> Freeze | None:
        """The freeze that a day lies in."""
        return next((f for f in self.freezes if f.project_id in (None, item.project_id) and f.first <= day <= f.last),
                    None)  # fmt: skip

    def free(self, item: AnyItem, day: date, step: int = 1) -> date | None:
        """The nearest working day of its owner from this one on, outside of every freeze; None where there is none."""
        calendar = self.calendar_of(item)
        for _ in range(LOOKED_AHEAD):
            if calendar.is_working(day) and self.frozen(item, day) is None:
                return day if day >= self.today else None
            day = calendar.next_working(day) if step > 0 else calendar.previous_working(day)
        return None


def conflicts(around: Around) -> list[Conflict]:
    """All dates that do not fit, kind by kind."""
    return [one for find in KINDS.values() for one in find(around)]


def veiled(found: Iterable[Conflict], sees: Callable[[AnyItem], bool]) -> list[Conflict]:
    """What of it a reader may know: not at all what is about something hidden, and beside it nothing by name."""
    return [_veiled(one, sees) for one in found if sees(one.item)]


def _veiled(one: Conflict, sees: Callable[[AnyItem], bool]) -> Conflict:
    beside = one.items if one.other is None else (*one.items, one.other)
    if all(item is one.item or sees(item) for item in beside) and (one.fix is None or sees(one.fix.item)):
        return one
    hidden = one.other is not None and not sees(one.other)
    return replace(
        one,
        other=None if hidden else one.other,
        hidden=hidden,
        items=tuple(item for item in one.items if sees(item)),
        fix=one.fix if one.fix is not None and sees(one.fix.item) else None,
    )


# --- with what waits ----------------------------------------------------------------------


def _after_milestone(around: Around) -> Iterator[Conflict]:
    """Due after the milestone that needs it: it moves before that, or the milestone after it."""
    for milestone, item in around.pairs():
        if milestone.kind is not Kind.MILESTONE or milestone.due is None or item.due is None:
            continue
        if item.due <= milestone.due or item.due < around.today:
            continue
        before = around.free(item, milestone.due - timedelta(days=1), -1)
        after = around.free(milestone, item.due + timedelta(days=1))
        fix = Fix(item, before) if before else Fix(milestone, after) if after else None
        yield Conflict("milestone", item, milestone, items=(item, milestone), fix=fix)


def _out_of_order(around: Around) -> Iterator[Conflict]:
    """Due on or before the day of what it waits for.

    A milestone takes no time of its own: on the day of the last thing it needs it is reached, and before that day it
    is the thing that comes too late.
    """
    for item, on in around.pairs():
        if item.due is None or on.due is None or item.due > on.due or item.kind is Kind.MILESTONE:
            continue
        if on.due < around.today:
            continue
        day = around.free(item, on.due + timedelta(days=1))
        yield Conflict("order", item, on, items=(item, on), fix=Fix(item, day) if day else None)


# --- with the days ------------------------------------------------------------------------


def _frozen(around: Around) -> Iterator[Conflict]:
    found = ((item, around.frozen(item, due)) for item, due in around.ahead()) if around.freezes else ()
    for item, freeze in sorted(((item, freeze) for item, freeze in found if freeze is not None), key=_date_of_first):
        day = around.free(item, freeze.last + timedelta(days=1))
        fix = Fix(item, day) if day else None
        yield Conflict("frozen", item, freeze=freeze, items=(item,), fix=fix)


def _day_off(around: Around) -> Iterator[Conflict]:
    """On a day on which its owner does not work: before an absence if there is time, else the next working day."""
    off = [(item, due) for item, due in around.ahead() if not around.calendar_of(item).is_working(due)]
    for item, due in sorted(off, key=_date_of_first):
        owner = around.people.get(item.owner_id or 0)
        if owner is None:
            continue
        before = around.free(item, due, -1) if around.calendar_of(item).is_away(due) else None
        day = before if before is not None and before > around.today else around.free(item, due)
        yield Conflict("off", item, person=owner, items=(item,), fix=Fix(item, day) if day else None)


def _date_of_first(found: tuple[AnyItem, object]) -> tuple[date, int]:
    item, _ = found
    return item.due or date.max, item.number


# --- with a person ------------------------------------------------------------------------


def _full_week(around: Around) -> Iterator[Conflict]:
    """More of one person's things in one week than fit, over all projects: the one that weighs least can move."""
    asked = {(item.owner_id, monday_of(due)) for item, due in around.ahead() if item.owner_id is not None}
    for owner_id, monday in sorted(week for week in asked if len(around.weeks.get(week, ())) > around.most):
        owed = sorted(around.weeks[owner_id, monday], key=lambda one: one.id)
        items = [one for one in owed if one.due is not None and one.due >= around.today]
        if len(items) > around.most:
            item = max((one for one in items if one.id in around.about), key=_weighs_least)
            day = _next_room(around, item, owner_id, monday)
            fix = Fix(item, day) if day else None
            yield Conflict("full", item, person=around.people.get(owner_id), items=tuple(items), fix=fix)


def weeks_of(owed: Iterable[AnyItem]) -> dict[Week, list[AnyItem]]:
    """What has an owner and a date, by both: by the owner's week."""
    found: dict[Week, list[AnyItem]] = {}
    for item in owed:
        if item.owner_id is not None and item.due is not None:
            found.setdefault((item.owner_id, monday_of(item.due)), []).append(item)
    return found


def _weighs_least(item: AnyItem) -> tuple[bool, int, date, int]:
    return item.kind is not Kind.MILESTONE, URGENCY[item.priority], item.due or date.min, item.number


def _next_room(around: Around, item: AnyItem, owner_id: int, monday: date) -> date | None:
    """A working day of the next week that has room."""
    for _ in range(LOOKED_AHEAD):
        monday += WEEK
        day = around.free(item, monday)
        if day is not None and len(around.weeks.get((owner_id, monday_of(day)), ())) < around.most:
            return day
    return None


def _two_milestones(around: Around) -> Iterator[Conflict]:
    """One person is needed for two milestones on one day: because they own them, or owe what these need."""
    for owner_id, by_day in sorted(_needed_for(around).items()):
        for found in (sorted(set_.values(), key=lambda one: one.number) for _, set_ in sorted(by_day.items())):
            if len(found) < 2 or not any(one.id in around.about for one in found):
                continue
            item = next(one for one in reversed(found) if one.id in around.about)
            other = next(one for one in found if one.id != item.id)
            day = _next_without(around, item, by_day)
            yield Conflict("double", item, other, person=around.people.get(owner_id), items=tuple(found),
                           fix=Fix(item, day) if day else None)  # fmt: skip


def _needed_for(around: Around) -> dict[int, dict[date, dict[int, AnyItem]]]:
    """By person and day: the milestones ahead that need them."""
    found: dict[int, dict[date, dict[int, AnyItem]]] = {}
    for one in around.milestones:
        owners = {one.owner_id, *(around.items[on].owner_id for on in _open_before(around, one))}
        for owner_id in owners - {None}:
            if one.due is not None and one.due >= around.today:
                found.setdefault(owner_id or 0, {}).setdefault(one.due, {})[one.id] = one
    return found


def _open_before(around: Around, milestone: AnyItem) -> list[int]:
    return [on for on in around.waits.before.get(milestone.id, ()) if on in around.items]


def _next_without(around: Around, item: AnyItem, by_day: Mapping[date, object]) -> date | None:
    day = item.due
    for _ in range(LOOKED_AHEAD):
        day = around.free(item, day + timedelta(days=1)) if day is not None else None
        if day is None or day not in by_day:
            return day
    return None


KINDS: Mapping[str, Callable[[Around], Iterable[Conflict]]] = {
    "milestone": _after_milestone,
    "order": _out_of_order,
    "frozen": _frozen,
    "double": _two_milestones,
    "full": _full_week,
    "off": _day_off,
}
"""In the order in which they are told."""
