"""What a governance mode asks of people: to note something, to move a date, to escalate.

Supportive asks for nothing, controlling for what makes a promise, directive for the lead's word as well.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from pmo_bot.model import AnyItem, Item, Kind, Mode, Person, Project
from pmo_bot.rules.permission import may_decide

FIRST_ASKED = "contact"
"""The only step of the ladder that supportive mode takes by itself."""


class Need(StrEnum):
    """What an item can lack; the value is the name of its field."""

    OWNER = "owner"
    DUE = "due"
    PROJECT = "project"
    DONE_MEANS = "done_means"


NEEDED: Mapping[Mode, tuple[Need, ...]] = {
    Mode.SUPPORTIVE: (),
    Mode.CONTROLLING: (Need.OWNER, Need.DUE),
    Mode.DIRECTIVE: (Need.OWNER, Need.DUE, Need.PROJECT, Need.DONE_MEANS),
}
PROMISE = (Need.OWNER, Need.DUE)
"""Without these something is noted, but nobody can be reminded of it: a draft."""


ANSWERED = frozenset({Kind.DECISION, Kind.CHECK})
"""What is over with an answer."""


def mode_of(project: Project | None) -> Mode:
    """How a project is run; what belongs to none is supported only."""
    return project.mode if project is not None else Mode.SUPPORTIVE


def lacks(owner_id: int | None, due: date | None, project_id: int | None, done_means: str) -> frozenset[Need]:
    """Everything that an item does not have."""
    has = {Need.OWNER: owner_id, Need.DUE: due, Need.PROJECT: project_id, Need.DONE_MEANS: done_means.strip()}
    return frozenset(need for need, value in has.items() if not value)


def lacked_by(item: Item) -> frozenset[Need]:
    """The same, of an item as it is.  When a question is answered, or something looked at, needs no words."""
    lacked = lacks(item.owner_id, item.due, item.project_id, item.done_means)
    return lacked - {Need.DONE_MEANS} if item.kind in ANSWERED else lacked


def missing(mode: Mode, lacked: Iterable[Need], without: Collection[str] = ()) -> tuple[Need, ...]:
    """What the mode needs of that, in the order in which it is asked for; `without` is what a policy leaves out."""
    found = frozenset(lacked)
    return tuple(need for need in NEEDED[mode] if need in found and need not in without)


WHOLE = 3
"""An owner, a date and what “done” means make a deliverable whole."""


def parts_of(item: AnyItem) -> int:
    """How many of these three it has: of ten thousand at once, so nothing is made of what is lacking."""
    says_done = item.kind in ANSWERED or bool(item.done_means.strip())
    return (item.owner_id is not None) + (item.due is not None) + says_done


def completeness(parts: Collection[int]) -> int:
    """The share of owners, dates and done-criteria that are there, in per cent: 100 only if all three always are."""
    return sum(parts) * 100 // (WHOLE * len(parts)) if parts else 100


# --- moving a date --------------------------------------------------------------------


def asks_reason(mode: Mode, was: date | None) -> bool:
    """Whether a date moves only with its reason; a first date moves nothing."""
    return mode is not Mode.SUPPORTIVE and was is not None


def asks_reason_after_milestone(mode: Mode) -> bool:
    """Whether a date after the milestone that needs it takes a reason, even where it is the first."""
    return mode is Mode.DIRECTIVE


def asks_lead(person: Person, item: Item, project: Project | None) -> bool:
    """Whether another date is this person's to ask for and not to set: in directive mode lead and PMO leads set it."""
    return mode_of(project) is Mode.DIRECTIVE and not may_decide(person, item, project, Mode.DIRECTIVE)


# --- projects and their ladder ----------------------------------------------------------


def needs_sponsor(mode: Mode) -> bool:
    """Whether a project run like this needs somebody to turn to when its lead has no answer."""
    return mode is not Mode.SUPPORTIVE


def may_climb(mode: Mode, step: str, *, released: bool) -> bool:
    """Whether an escalation may reach a step: in supportive mode nobody but the first asked, until they say so."""
    return mode is not Mode.SUPPORTIVE or released or step == FIRST_ASKED
