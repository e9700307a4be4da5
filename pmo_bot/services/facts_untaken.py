"""The clocks of issues after go-live, and what decides about those that nobody owns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import col, select

from pmo_bot.model import Event, Item, Phase, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.severity import Clock, runs
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services import said
from pmo_bot.services.facts_people import roles, shift
from pmo_bot.services.gathered import Gathered
from pmo_bot.services.projects import calendar_like


def clocks(batch: Gathered, items: Sequence[Item]) -> dict[int, Clock]:
    """By item: the clock of each issue that nobody has taken up.

    It begins with the last of these: nobody had it, it was said how severe it is, its project went live.
    """
    running = [item for item in items if runs(item, batch.projects.get(item.project_id or 0))]
    if not running:
        return {}
    live = _live_since(batch, {item.project_id for item in running if item.project_id is not None})
    rated = _rated_at(batch, [item.id for item in running])
    found: dict[int, Clock] = {}
    for item in running:
        project = batch.projects[item.project_id or 0]
        begins = (item.turn_at or item.created_at, rated.get(item.id), live.get(project.id), batch.workspace.started_at)
        found[item.id] = Clock(max(at for at in begins if at is not None), _calendar(batch, project))
    return found


def _live_since(batch: Gathered, projects: set[int]) -> dict[int, datetime]:
    moves = select(Event).where(
        Event.team_id == batch.team, col(Event.project_id).in_(projects), Event.what == "project.phase"
    )
    every = batch.session.exec(moves.order_by(col(Event.id)))
    return {one.project_id or 0: one.happened_at for one in every if one.after.get("phase") == Phase.HYPERCARE}


def _rated_at(batch: Gathered, ids: Sequence[int]) -> dict[int, datetime]:
    events = select(Event).where(Event.team_id == batch.team, col(Event.item_id).in_(ids)).order_by(col(Event.id))
    return {one.item_id or 0: one.happened_at for one in batch.session.exec(events) if "severity" in one.after}


def _calendar(batch: Gathered, project: Project) -> Calendar:
    lead = batch.people.get(project.lead_id or 0)
    return calendar_like(project, batch.calendar(lead) if lead is not None else None)


def unowned_facts(
    batch: Gathered, items: Sequence[Item], running: Mapping[int, Clock], *, shadow: bool = False
) -> list[ItemFacts]:
    """The facts of the issues with a clock that nobody owns.

    Whoever leads stands where an owner would: by their days it is said when something was due.
    """
    alone = [item for item in items if item.owner_id is None and item.id in running]
    would = {item.id: shadow and batch.is_observed(item) for item in alone}
    lines = said.lines(batch.session, batch.team, would) if alone else {}
    sent = said.arrived(batch.session, batch.team, [line for found in lines.values() for line in found])
    every = (_unowned(batch, item, running[item.id]) for item in alone)
    return [
        replace(one, lines=tuple(lines.get(one.item.id, ())), sent_at=sent,
                keys=frozenset(line.key.removeprefix(OBSERVED) for line in lines.get(one.item.id, ())))
        for one in every if one is not None
    ]  # fmt: skip


def _unowned(batch: Gathered, item: Item, clock: Clock) -> ItemFacts | None:
    project = batch.projects[item.project_id or 0]
    named = (item.contact_id, project.lead_id, project.sponsor_id, *(one.id for one in batch.pmo))
    lead = next((batch.people[one] for one in named if one in batch.people), None)
    if lead is None:
        return None
    return ItemFacts(item, lead, batch.calendar(lead), batch.ladder(project), batch.workspace, project,
                     roles=roles(batch, item, lead, project), clock=clock,
                     observed_until=batch.observed_until(project), shift=shift(batch, item, lead, project))  # fmt: skip
