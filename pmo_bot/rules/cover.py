"""What falls due while its owner is away: whoever stands in sees it in their brief."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from pmo_bot.model import LineKind
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.moments import next_brief
from pmo_bot.rules.policy import Step

ROLE = "cover"
"""What whoever stands in for the owner is to the item; there only while the owner is away."""
COVERED = ("-1", "0")
"""The steps that somebody else hears of: the eve and the day.  What is late waits for its owner."""


def cover_steps(facts: ItemFacts) -> tuple[Step, ...]:
    """The eve and the day, in the owner's working days as if they were there, as far as they are away then."""
    item = facts.item
    if not facts.calendar.away or item.due is None or not item.is_open or never_reached(facts.owner):
        return ()
    there = _as_if_there(facts)
    made = there.today(item.committed_at or item.created_at)
    steps = facts.ladder.nudges(there, item.due, there.between(made, item.due))
    return tuple(
        step
        for step in steps
        if step.name in COVERED and facts.calendar.is_away(step.on) and there.at(step.on, there.closes) >= facts.since
    )


def owed_cover(facts: ItemFacts, day: date) -> Step | None:
    """The step that the brief of whoever stands in carries on `day`: the newest, once, and never what was just done."""
    step = next((step for step in reversed(cover_steps(facts)) if step.on <= day), None)
    if step is None or facts.clock_stopped or facts.waits_for_answer:
        return None
    eve = _as_if_there(facts).previous_working(step.on)
    acted = any(eve <= act < day for act in facts.acts)
    put_off = facts.item.snoozed_until is not None and day < facts.item.snoozed_until
    return None if _said(facts, step) or acted or put_off else step


def awaits_cover(facts: ItemFacts) -> bool:
    """Whether one of these steps was not said yet: who stands in may go away or come back before."""
    return any(not _said(facts, step) for step in cover_steps(facts))


def _said(facts: ItemFacts, step: Step) -> bool:
    return any(line.kind is LineKind.COVER and line.step_on >= step.on for line in facts.lines)


def cover_wakes(facts: ItemFacts, now: datetime) -> Iterator[datetime]:
    """When to look at it again: when the next of these steps comes, and when there is somebody to tell."""
    today, reader = facts.calendar.today(now), facts.roles.get(ROLE)
    if reader is not None and owed_cover(facts, reader.calendar.today(now)) is not None:
        yield next_brief(reader.person, reader.calendar, reader.calendar.today(now), now)
    for step in cover_steps(facts):
        if reader is not None and step.on > reader.calendar.today(now):
            yield next_brief(reader.person, reader.calendar, step.on, now)
        elif step.on > today:
            yield facts.calendar.at(step.on, MIDNIGHT)


def _as_if_there(facts: ItemFacts) -> Calendar:
    return replace(facts.calendar, away=())
