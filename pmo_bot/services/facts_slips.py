"""Gathers the last slip of items whose lead is told of it: one query for any number of items."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from pmo_bot.model import MOVES, Event, Item, Mode
from pmo_bot.rules.facts import ItemFacts, Slip
from pmo_bot.rules.news import SLIPS_TOLD


def with_slips(session: Session, every: Sequence[ItemFacts]) -> list[ItemFacts]:
    """The facts with who moved each date last, and when."""
    moved = [f.item for f in every if f.mode is Mode.CONTROLLING and f.item.slips >= SLIPS_TOLD and f.item.is_open]
    found = _slips(session, moved) if moved else {}
    return [replace(facts, slipped=found.get(facts.item.id)) for facts in every] if found else list(every)


def _slips(session: Session, items: Sequence[Item]) -> dict[int, Slip]:
    slips = {item.id: item.slips for item in items}
    events = session.exec(
        select(Event)
        .where(Event.team_id == items[0].team_id, col(Event.item_id).in_(slips), col(Event.what).in_(MOVES))
        .order_by(col(Event.id))
    )
    return {
        event.item_id: Slip(event.happened_at, event.actor_id, event.id)
        for event in events
        if event.item_id is not None and event.after.get("slips") == slips[event.item_id]
    }
