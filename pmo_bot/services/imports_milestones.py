"""Take in the milestones of another system, which tells how they stand and not how they came to: what differs from
what it told last time happened since.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import col, select

from pmo_bot.model import Event, Item, Kind, Priority, State
from pmo_bot.services.imports import SOURCE, Batch, Condition, Step, Taken
from pmo_bot.services.imports_items import take_items


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date that a project works towards, as the other system has it now."""

    ref: str
    project: str
    title: str
    due: date
    is_done: bool
    created_at: datetime


def take_milestones(batch: Batch, wanted: Sequence[Milestone], projects: Mapping[str, int]) -> Counter[str]:
    """Make those that are new, move and close those that were; how many of each."""
    told = _told_last_time(batch, [one.ref for one in wanted])
    return take_items(batch, [_taken(batch, one, told.get(one.ref)) for one in wanted], projects)


def _told_last_time(batch: Batch, refs: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By ref: what was imported of it so far, whatever people made of it since."""
    query = (
        select(Item.ref, Event.after)
        .join(Item, col(Item.id) == Event.item_id)
        .where(Event.team_id == batch.team, Event.source == SOURCE, col(Item.ref).in_(set(refs)))
        .order_by(col(Event.id))
    )
    told: dict[str, dict[str, Any]] = {}
    for ref, after in batch.session.exec(query):
        known = told.setdefault(str(ref), {"events": 0})
        known.update(after, events=known["events"] + 1)
    return told


def _taken(batch: Batch, wanted: Milestone, told: Mapping[str, Any] | None) -> Taken:
    first = _condition(wanted, wanted.due, State.OPEN)
    before, number = first, 0
    if told is not None:
        before, number = _condition(wanted, date.fromisoformat(told["due"]), State(told["state"])), told["events"]
    after = _condition(wanted, wanted.due, State.DONE if wanted.is_done else State.OPEN)
    at = _reached(wanted, batch.now) if told is None else batch.now
    step = Step(f"{wanted.ref}:{number}", at, None, before, after)
    steps = (step,) if before != after else ()
    return Taken(wanted.ref, wanted.project, None, wanted.created_at, first, steps, Kind.MILESTONE)


def _condition(wanted: Milestone, due: date, state: State) -> Condition:
    return Condition(wanted.title, None, due, state, Priority.NORMAL)


def _reached(wanted: Milestone, now: datetime) -> datetime:
    """One that is done is taken to have been so on its day."""
    return max(wanted.created_at, min(datetime.combine(wanted.due, time(0), UTC), now))
