"""Who is reached for an item: whom a question goes to, and whom an escalation climbs to."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

from pmo_bot.model import Item, Person, Project
from pmo_bot.rules import escalation as rules
from pmo_bot.rules.calendar import MIDNIGHT, day_after
from pmo_bot.rules.cover import ROLE
from pmo_bot.rules.facts import REQUESTER, Recipient
from pmo_bot.rules.permission import may_see_item
from pmo_bot.rules.policy import Ladder
from pmo_bot.services.gathered import Gathered


def roles(batch: Gathered, item: Item, owner: Person, project: Project | None) -> dict[str, Recipient]:
    """Whom a question about an item reaches today, by what they are to it."""
    day = batch.calendar(owner).today(batch.now)
    named = {
        "requester": batch.people.get(item.requester_id or 0),
        "contact": batch.people.get(item.contact_id or (project.lead_id if project else None) or 0),
        "sponsor": batch.people.get((project.sponsor_id if project else None) or 0),
        "pmo": _pmo(batch, project, owner),
        "blocker": batch.people.get(item.blocked_by_id or 0),
        "behind": _behind(batch, item, project),
    }
    found: dict[str, Recipient] = {}
    for step, person in named.items():
        candidate = batch.candidate(person, day, project)
        reader = rules.reached(step, candidate, day) if candidate is not None else None
        if reader is not None:
            found[step] = reader
    absent = batch.candidate(owner, day, project)
    cover = rules.reached(ROLE, absent, day) if absent is not None else None
    if cover is not None and cover.instead_of is not None:
        found[ROLE] = cover
    return found


def shift(batch: Gathered, item: Item, owner: Person, project: Project | None) -> datetime | None:
    """When it may change who is told of an item: somebody goes away or comes back, by the owner's calendar.

    Whom a preview names is looked at a working day ahead.
    """
    calendar = batch.calendar(owner)
    named = {item.requester_id, item.contact_id, item.blocked_by_id, *(lead.id for lead in batch.pmo)}
    blocking = batch.blocking.get(item.blocked_on_id or 0)
    named |= {blocking.owner_id} if blocking is not None else set()
    named |= {project.lead_id, project.sponsor_id} if project is not None else set()
    near = [a for person in {*named, item.owner_id} for a in batch.absences.get(person or 0, ())]
    near += [a for absence in near for a in batch.absences.get(absence.delegate_id or 0, ())]
    today = calendar.today(batch.now)
    turns = [day for a in near for day in (a.first, day_after(a.last))]
    days = [day for turn in turns for day in (turn, calendar.previous_working(turn)) if day > today]
    return calendar.at(min(days), MIDNIGHT) if days else None


def _behind(batch: Gathered, item: Item, project: Project | None) -> Person | None:
    """The owner of what an item waits for, if they may know of what waits."""
    blocking = batch.blocking.get(item.blocked_on_id or 0)
    owner = batch.people.get((blocking.owner_id if blocking is not None else None) or 0)
    if owner is None or not may_see_item(owner, item, project, batch.rooms.get(owner.slack_id or "", ())):
        return None
    return owner


def _pmo(batch: Gathered, project: Project | None, *others: Person | None) -> Person | None:
    """A PMO lead who may know of the project and is none of these.

    Lead and sponsor were named for it; a PMO lead has to be one who may know of it.
    """
    known = {other.id for other in others if other is not None}
    free = (p for p in batch.pmo if p.id not in known)
    return next((p for p in free if batch.knows(p, project)), None)


def chain(
    batch: Gathered, item: Item, project: Project | None, ladder: Ladder, steps: Sequence[str], shown: datetime | None
) -> tuple[Recipient, ...]:
    """Who is left of these steps: contact, sponsor and PMO lead.

    Without `shown` those who are there today.  While nobody has heard of it yet, those who are there when their step
    may come, counted from when the owner is shown it: the preview names the first of them.
    """
    owner, people = batch.people[item.owner_id or 0], batch.people
    contact = people.get(item.contact_id or (project.lead_id if project else None) or 0)
    named = {
        "contact": contact,
        "sponsor": people.get((project.sponsor_id if project else None) or 0),
        "pmo": _pmo(batch, project, owner, contact) if project else None,
        REQUESTER: people.get(item.requester_id or 0),
    }
    day = _days(batch, item, ladder, shown)
    there = {step: batch.candidate(person, day(step), project) for step, person in named.items()}
    return rules.chain(owner, there[REQUESTER], steps, there, day)


def _days(batch: Gathered, item: Item, ladder: Ladder, shown: datetime | None) -> Callable[[str], date]:
    """On which of the owner's days a step is looked at."""
    calendar = batch.calendar(batch.people[item.owner_id or 0])
    today = calendar.today(batch.now)
    if shown is None:
        return lambda step: today
    soonest = max(today, batch.working_day_after(batch.people[item.owner_id or 0], shown))
    due, held = item.due, item.held_days
    if due is None:
        return lambda step: soonest
    return cache(lambda step: max(soonest, calendar.plus(due, ladder.offset(step) + held)))
