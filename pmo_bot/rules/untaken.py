"""Who is asked about an issue that nobody has taken up after go-live, and from when on.  Derived, as every question."""

from datetime import datetime

from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.severity import limit_of

FIRST = ("contact", "sponsor", "pmo")
"""Who is asked when the clock has run out: whoever leads, else the next one there."""
NEXT = ("sponsor", "pmo")
"""Who is asked when they have known for as long and it is still with nobody."""


def runs_out(facts: ItemFacts) -> datetime | None:
    """When the clock of an issue runs out; None where there is none."""
    limit = limit_of(facts.ladder.body, facts.item.severity)
    if facts.clock is None or limit is None:
        return None
    return limit.after(facts.clock.calendar, facts.clock.since)


def asked_first(facts: ItemFacts) -> Recipient | None:
    """Whoever leads; never the owner, who was asked before anybody else."""
    return _first(facts, FIRST, {facts.item.owner_id})


def asked_next(facts: ItemFacts, reached: datetime) -> tuple[Recipient, datetime] | None:
    """Who is asked after that, and from when on: as long again since the first question `reached` somebody."""
    limit, first = limit_of(facts.ladder.body, facts.item.severity), asked_first(facts)
    if facts.clock is None or limit is None or first is None:
        return None
    reader = _first(facts, NEXT, {facts.item.owner_id, first.person.id})
    return (reader, limit.after(facts.clock.calendar, reached)) if reader is not None else None


def _first(facts: ItemFacts, steps: tuple[str, ...], but: set[int | None]) -> Recipient | None:
    there = (facts.roles[step] for step in steps if step in facts.roles)
    return next((one for one in there if one.person.id not in but), None)
