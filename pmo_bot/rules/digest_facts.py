"""All that a digest is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from pmo_bot.model import AnyItem, Decision, DecisionOption, Event, Item, Person, Phase, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.conflicts import Conflict
from pmo_bot.rules.health import Evidence
from pmo_bot.rules.readiness import Readiness
from pmo_bot.rules.risks import Handled
from pmo_bot.rules.value import ValueLine


@dataclass(frozen=True, slots=True)
class Declared:
    """Who said how a project is doing, and why."""

    by: Person | None
    why: str = ""


class Change(NamedTuple):
    """What a report tells of an event: what happened to which item, and what was before."""

    item_id: int | None
    what: str
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Objection:
    """Somebody objects to the new date of what their item waits for, and it is not settled; None is not to be named."""

    item: Item | None
    on: Item | None
    by: Person | None
    since: date


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """All that a digest of one project may say."""

    project: Project
    calendar: Calendar
    day: date
    since: datetime
    """The previous digest, or a week ago."""
    people: Mapping[int, Person]
    open: Sequence[AnyItem]
    closed: Sequence[Item]
    """Closed since."""
    events: Sequence[Change | Event]
    """What happened to the project's items since, oldest first."""
    decisions: Sequence[Decision]
    """Logged since."""
    asked: Sequence[tuple[Item, Person, date]] = ()
    """Escalations whose answer is waited for: item, whose answer, since when."""
    questions: Sequence[tuple[AnyItem, Person, date, Sequence[DecisionOption]]] = ()
    """Decisions that are asked for: of what, whose, since when, between what."""
    idle: Sequence[tuple[Decision, Person | None, date]] = ()
    """Decisions from which nothing follows yet: who took them, and when."""
    chosen: Mapping[int, str] = field(default_factory=dict)
    """By number of a decision: the option that was taken."""
    read: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """By number of a decision: how many of those to be informed have read it, and how many there are."""
    words: Sequence[tuple[Item, Person, date]] = ()
    """Questions of owners whose answer is waited for, and meanwhile their clocks stand still: item, whose, since."""
    asked_before: Mapping[int, Sequence[tuple[Person, date]]] = field(default_factory=dict)
    """By item: who was asked before, and when."""
    next_steps: Mapping[int, str] = field(default_factory=dict)
    """By item: the step of the ladder that comes next, or `none` where there is no path."""
    milestones: Sequence[tuple[AnyItem, Readiness]] = ()
    """Those ahead that still need something."""
    objections: Sequence[Objection] = ()
    conflicts: Sequence[Conflict] = ()
    """Dates that do not fit, as far as everybody who reads along may know."""
    awaited: Sequence[Item] = ()
    """Said to be done, and not confirmed yet."""
    happened: Mapping[str, int] = field(default_factory=dict)
    """By kind of event: how many items it happened to since."""
    weeks: Sequence[tuple[date, int, int]] = ()
    """Of the reports before this one, oldest first: the Monday, how much was kept on its first date, of how much."""
    colours: Sequence[int] = ()
    """The colours of the reports before this one as snapshots number them, the newest first."""
    lacks: Sequence[tuple[str, Sequence[AnyItem]]] = ()
    """By skill, most first: what nobody has owned for days because nobody free can do it."""
    before: Mapping[str, int] | None = None
    """The figures of the previous digest."""
    risks: Mapping[int, Handled] = field(default_factory=dict)
    """By item: what is known of those that are risks."""
    value: Sequence[ValueLine] = ()
    """What is to be said about what the project is for."""
    declared: Declared | None = None
    """Where the project's colour was said by somebody."""
    evidence: Evidence = field(default_factory=Evidence)
    """What is on record."""
    kept: Declared | None = None
    """Why the colour stays although the record says otherwise, where somebody has said so since."""
    note: Declared | None = None
    """What its lead wants the report to carry, in their own words."""
    phase_was: Phase | None = None
    """The phase it was in when the last report was sent, where it has gone on since."""
