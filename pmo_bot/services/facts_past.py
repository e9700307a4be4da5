"""What has happened to items lately, and who may have to hear of it: a few queries for any number of items."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Escalation, Event, Item, Line, Person
from pmo_bot.rules.facts import Past, Recipient
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.permission import may_see_item
from pmo_bot.services.gathered import Gathered
from pmo_bot.store import queries
from pmo_bot.store.prepared import prepared

NEWS_FOR = timedelta(days=14)
"""What is older than this is no news."""


def pasts(
    batch: Gathered,
    items: Sequence[Item],
    lines: Mapping[int, Sequence[Line]],
    rounds: Mapping[int, Sequence[Escalation]],
) -> dict[int, Past]:
    """By item: its rounds and lines of all commitments, what happened lately, and whom that may concern."""
    since = max(batch.now - NEWS_FOR, batch.workspace.started_at)
    events: dict[int, list[Event]] = {}
    for event in _lately(batch.session, batch.team, [item.id for item in items], since):
        events.setdefault(event.item_id or 0, []).append(event)
    lively = [item for item in items if events.get(item.id) or rounds.get(item.id)]
    _meet(batch, [line.person_id for item in lively for line in lines.get(item.id, ())])
    _meet(batch, [round_.facts.get("owner") for item in lively for round_ in rounds.get(item.id, ())])
    return {
        item.id: Past(
            tuple(rounds.get(item.id, ())), tuple(lines.get(item.id, ())), tuple(events.get(item.id, ())),
            _near(batch, item, lines.get(item.id, ()), rounds.get(item.id, ())), since,
        )
        for item in lively
    }  # fmt: skip


def past_with(batch: Gathered, item: Item, past: Past, new: Sequence[Line]) -> Past:
    """The same once these lines were said as well; of an item to which nothing happened lately they tell nothing."""
    if not past.events and not past.rounds:
        return past
    lines = (*past.lines, *new)
    return replace(past, lines=lines, near=_near(batch, item, lines, past.rounds))


@prepared
def _lately(team: str, ids: Collection[int], since: datetime) -> SelectOfScalar[Event]:
    here = (Event.team_id == team, col(Event.item_id).in_(ids), Event.recorded_at >= since)
    return select(Event).where(*here, Event.what != "item.created").order_by(col(Event.id))


def _meet(batch: Gathered, ids: Sequence[int | None]) -> None:
    """Know those as well who are nothing to the item any more."""
    strangers = {one for one in ids if one is not None} - set(batch.people)
    if strangers:
        batch.people |= queries.people(batch.session, batch.team, strangers)
        batch.absences |= queries.absences(batch.session, batch.team, sorted(strangers))


def _near(batch: Gathered, item: Item, lines: Sequence[Line], rounds: Sequence[Escalation]) -> dict[int, Recipient]:
    ids = {item.owner_id, item.requester_id, *(line.person_id for line in lines)}
    ids |= {round_.facts.get("owner") for round_ in rounds}
    known = [batch.people[one] for one in ids if one in batch.people]
    return {
        person.id: Recipient("news", person, batch.calendar(person))
        for person in known
        if not never_reached(person) and _may_know(batch, person, item)
    }


def _may_know(batch: Gathered, person: Person, item: Item) -> bool:
    project = batch.projects.get(item.project_id or 0)
    return may_see_item(person, item, project, batch.rooms.get(person.slack_id or "", frozenset()))
