"""Read what happened in projects since their last reports, by project."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from sqlmodel import col, func, select

from pmo_bot.model import Confirmation, Decision, DecisionState, Event, Item, Phase
from pmo_bot.rules import moves
from pmo_bot.rules.digest_facts import Change
from pmo_bot.services.digest_batch import Batch
from pmo_bot.store import queries

Row = TypeVar("Row")
TOLD = (*moves.CHANGES, "item.blocked", "item.dropped", "item.reopened", "item.happened")
"""The events that a report tells of."""
COUNTED = ("item.accepted", "item.done", "item.confirmed", "item.stood", "item.reopened")
"""The events that a report counts the items of."""


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since, by project."""

    closed: Mapping[int, Sequence[Item]]
    awaited: Mapping[int, Sequence[Item]]
    """Said to be done, whenever that was, and not confirmed yet."""
    changes: Mapping[int, Sequence[Change]]
    """What a report tells of, oldest first."""
    happened: Mapping[int, Mapping[str, int]]
    """To how many items each kind of event happened that a report counts."""
    decisions: Mapping[int, Sequence[Decision]]
    """In the order in which they were written down."""
    phases: Mapping[int, Phase]
    """The phase before the first change, where there was one."""

    def items(self) -> Iterator[Item]:
        """Those that are no longer open."""
        return chain.from_iterable((*self.closed.values(), *self.awaited.values()))


def since(batch: Batch) -> Since:
    """Read all of it."""
    return Since(
        closed=_closed(batch),
        awaited=_awaited(batch),
        changes=_changes(batch),
        happened=_happened(batch),
        decisions=_decisions(batch),
        phases=_phases(batch),
    )


def _closed(batch: Batch) -> dict[int, list[Item]]:
    rows = select(Item).where(Item.team_id == batch.team, batch.new(Item.project_id, Item.closed_at), queries.WORK)
    return _by_project(
        (item.project_id, item) for item in batch.session.exec(rows)
        if item.closed_at is not None and batch.is_new(item.project_id, item.closed_at)
    )  # fmt: skip


def _awaited(batch: Batch) -> dict[int, list[Item]]:
    here = (Item.team_id == batch.team, col(Item.project_id).in_(batch.ids))
    rows = batch.session.exec(select(Item).where(*here, col(Item.confirmation) == Confirmation.AWAITED))
    return _by_project((item.project_id, item) for item in rows)


def _changes(batch: Batch) -> dict[int, list[Change]]:
    columns = [col(Event.project_id), col(Event.happened_at), col(Event.item_id), col(Event.what), col(Event.before)]
    here = (col(Event.team_id) == batch.team, batch.new(Event.project_id, Event.happened_at))
    rows = select(*columns).where(*here, col(Event.what).in_(TOLD))
    told = batch.session.execute(rows.order_by(col(Event.happened_at), col(Event.id)))
    return _by_project((one, Change(*change)) for one, at, *change in told if batch.is_new(one, at))


def _happened(batch: Batch) -> dict[int, dict[str, int]]:
    here = (col(Event.team_id) == batch.team, batch.new(Event.project_id, Event.happened_at))
    columns = [col(Event.project_id), col(Event.what), col(Event.item_id), func.max(Event.happened_at)]
    work = col(Event.item_id).in_(select(Item.id).where(Item.team_id == batch.team, queries.WORK))
    rows = select(*columns).where(*here, col(Event.what).in_(COUNTED), work).group_by(*columns[:3])
    found: dict[int, dict[str, int]] = {}
    for one, what, item_id, last in batch.session.execute(rows):
        if item_id is not None and batch.is_new(one, last):
            counts = found.setdefault(one, {})
            counts[what] = counts.get(what, 0) + 1
    return found


def _decisions(batch: Batch) -> dict[int, list[Decision]]:
    rows = (
        select(Decision)
        .where(Decision.team_id == batch.team, batch.new(Decision.project_id, Decision.created_at))
        .where(Decision.state != DecisionState.WITHDRAWN)
        .order_by(col(Decision.id))
    )
    return _by_project(
        (one.project_id, one) for one in batch.session.exec(rows) if batch.is_new(one.project_id, one.created_at)
    )


def _phases(batch: Batch) -> dict[int, Phase]:
    here = (Event.team_id == batch.team, batch.new(Event.project_id, Event.happened_at))
    rows = batch.session.exec(select(Event).where(*here, Event.what == "project.phase").order_by(col(Event.id)))
    first: dict[int, Mapping[str, Any]] = {}
    for event in rows:
        if batch.is_new(event.project_id, event.happened_at):
            first.setdefault(event.project_id or 0, event.before)
    return {one: Phase(before["phase"]) for one, before in first.items() if "phase" in before}


def _by_project(rows: Iterable[tuple[int | None, Row]]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for project_id, row in rows:
        found.setdefault(project_id or 0, []).append(row)
    return found
