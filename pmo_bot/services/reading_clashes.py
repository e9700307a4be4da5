"""Read for which milestones of other projects somebody is needed on the same day: a few queries for any number."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select

from pmo_bot.model import Item, Kind, Project
from pmo_bot.rules.facts import Clash
from pmo_bot.services.gathered import Gathered
from pmo_bot.store import links, queries


def clashes(batch: Gathered, items: Sequence[Item]) -> dict[int, tuple[Clash, ...]]:
    """By milestone that lies ahead: those of other projects on its day, with whoever both need."""
    mine = [one for one in items if _counts(batch, one)]
    days = {one.due for one in mine if one.due is not None}
    if not days:
        return {}
    there = (Item.team_id == batch.team, Item.kind == Kind.MILESTONE, col(Item.closed_at).is_(None))
    same_day = batch.session.exec(select(Item).where(*there, col(Item.due).in_(days))).all()
    if len({one.project_id for one in same_day}) < 2:
        return {}
    needed, leads = _needed(batch, same_day), _leads(batch, same_day)
    return {
        one.id: tuple(
            Clash(other, person_id, _since(one, other), leads.get(one.project_id) == leads.get(other.project_id))
            for other in sorted(same_day, key=lambda item: item.number)
            if other.due == one.due and None is not other.project_id != one.project_id
            for person_id in sorted(needed[one.id] & needed[other.id])
        )
        for one in mine
    }  # fmt: skip


def _counts(batch: Gathered, item: Item) -> bool:
    ahead = item.due is not None and item.due > batch.now.date()
    return item.kind is Kind.MILESTONE and item.is_open and item.project_id is not None and ahead


def _needed(batch: Gathered, milestones: Sequence[Item]) -> dict[int, set[int]]:
    """By milestone: whose it is, and who owes what it needs."""
    edges = links.edges(batch.session, batch.team, [one.id for one in milestones])
    known = queries.items(batch.session, batch.team, [on for _, on in edges])
    found = {one.id: {one.owner_id} for one in milestones}
    for item_id, on in edges:
        if known[on].is_open:
            found[item_id].add(known[on].owner_id)
    return {item_id: {one for one in people if one is not None} for item_id, people in found.items()}


def _leads(batch: Gathered, milestones: Sequence[Item]) -> Mapping[int | None, int | None]:
    ids = [one.project_id for one in milestones]
    found = batch.session.exec(select(Project).where(Project.team_id == batch.team, col(Project.id).in_(ids)))
    return {project.id: project.lead_id for project in found}


def _since(one: Item, other: Item) -> datetime:
    """When both dates stood."""
    return max(one.committed_at or one.created_at, other.committed_at or other.created_at)
