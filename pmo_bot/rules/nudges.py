"""Nudges: which line about an item its owner's brief carries on a day."""

from collections.abc import Sequence
from datetime import date
from itertools import dropwhile

from pmo_bot.model import Kind, LineKind
from pmo_bot.rules.climbing import UNPRESSED
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.moments import brief_moment
from pmo_bot.rules.policy import Step, for_profile

LATER = "later"
"""The step of a line that its owner put off; it is named by the day they chose."""


def nudge_steps(facts: ItemFacts) -> tuple[Step, ...]:
    """The nudges of this commitment that are not before its time."""
    item, calendar = facts.item, facts.calendar
    if item.due is None or not item.is_open:
        return ()
    made = calendar.today(item.committed_at or item.created_at)
    ladder = for_profile(facts.ladder, facts.owner.profile)
    steps = ladder.nudges(calendar, item.due, calendar.between(made, item.due), facts.held)
    if item.kind is Kind.CHECK:  # there is nothing to do before its day
        steps = tuple(step for step in steps if step.on >= calendar.on_or_after(item.due))
    if item.about in UNPRESSED:  # asked once, and once more
        steps = steps[:2]
    since = facts.since
    return tuple(dropwhile(lambda step: brief_moment(facts.owner, calendar, step.on) < since, steps))


def owed_nudge(facts: ItemFacts, day: date) -> Step | None:
    """The nudge that the brief of `day` carries.

    It is the newest step up to that day, once: what a pause or a night of downtime swallowed is said in one
    line afterwards.  None on the day after the owner acted, while snoozed, or while the clock stands still.
    """
    if facts.item.snoozed_until is not None and day < facts.item.snoozed_until:
        return None
    return to_be_said(facts, day, nudge_steps(facts))


def to_be_said(facts: ItemFacts, day: date, steps: Sequence[Step]) -> Step | None:
    """The same, be it only after a snooze; `steps` are the nudges of this commitment."""
    if facts.clock_stopped or facts.waits_for_answer or facts.lived_with_until or not facts.item.is_open:
        return None
    step = next((step for step in reversed(steps) if step.on <= day), None)
    if step is not None and not _carried(facts, step) and not _acted_before(facts, step, day):
        return step
    return _comes_back(facts)


def _comes_back(facts: ItemFacts) -> Step | None:
    """The line that was put off, on the day that its owner chose."""
    until = facts.item.snoozed_until
    again = Step(LATER, until) if until is not None and facts.item.due is not None else None
    return again if again is not None and not _carried(facts, again) else None


def away_between(facts: ItemFacts, on: date) -> tuple[date, date] | None:
    """The absence for which a line comes so early: the working days up to the date lie before it."""
    due = facts.calendar.on_or_after(facts.item.due) if facts.item.due is not None else on
    return next(((first, last) for first, last in facts.calendar.away if on < first and first < due), None)


def next_unsaid(facts: ItemFacts, after: date, steps: Sequence[Step]) -> date | None:
    """The date of the first step later than `after` that was not said yet: a move to another zone repeats a day."""
    return next((step.on for step in steps if step.on > after and not _carried(facts, step)), None)


def _carried(facts: ItemFacts, step: Step) -> bool:
    return any(line.kind is LineKind.NUDGE and line.step_on >= step.on for line in facts.lines)


def _acted_before(facts: ItemFacts, step: Step, day: date) -> bool:
    eve = facts.calendar.previous_working(step.on)
    return any(eve <= act < day for act in facts.acts)
