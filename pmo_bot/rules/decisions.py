"""Decisions: what is asked and between what, who may decide, and how far what follows is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pmo_bot.model import (
    Confirmation,
    Decision,
    DecisionOption,
    DecisionPerson,
    DecisionState,
    Item,
    Part,
    Person,
    Project,
    State,
)

OPTIONS_MOST = 5
"""As many as fit on a phone without scrolling."""
ANSWER_DAYS = 3
"""Working days of the decider to answer, where nobody names a day."""
IDLE_FROM = 2
"""Working days after which a decision from which nothing follows is named in the report."""
YES_NO = ("Yes", "No")


class Follow(StrEnum):
    """How far a decision is carried out, as its items say."""

    OPEN = "open"
    """Nothing follows from it yet, or nobody has begun."""
    EXECUTING = "executing"
    DONE = "done"
    VERIFIED = "verified"
    """Everything that follows is done, and whoever asked for it agreed."""


def follow_of(items: Sequence[Item]) -> Follow:
    """How far it is.  What was let go counts for nothing."""
    left = [item for item in items if item.state is not State.DROPPED]
    if not left or all(item.state is State.OPEN for item in left):
        return Follow.OPEN
    if any(item.is_open for item in left):
        return Follow.EXECUTING
    agreed = all(item.confirmation is Confirmation.CONFIRMED for item in left)
    return Follow.VERIFIED if agreed else Follow.DONE


# --- what is asked ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it was typed, with what it leaves to choose from."""

    question: str
    options: tuple[str, ...]


_OR = re.compile(r"\s+or\s+|\s*[,;|/]\s+(?:or\s+)?|\s+[|/]\s*", re.IGNORECASE)


def split_question(text: str) -> Asking:
    """`Which vendor? Acme or Birch` is a question with two options; without any it is a yes or a no."""
    question, mark, rest = text.strip().rpartition("?")
    if not mark:
        return Asking(text.strip(), YES_NO)
    options = choices(_OR.split(rest.strip(" .:,;")))
    if len(options) == 1:  # a question with a remark behind it
        return Asking(text.strip(), YES_NO)
    return Asking(f"{question.strip()}?", options or YES_NO)


def choices(said: Sequence[str]) -> tuple[str, ...]:
    """What can be chosen: each once, in order, nothing empty."""
    found = {option.strip().casefold(): option.strip() for option in reversed(said) if option.strip()}
    return tuple(reversed(found.values()))


def deciders(item: Item, project: Project | None) -> tuple[int | None, int | None]:
    """Whose word it is: whoever was asked, and the project's sponsor above them."""
    return item.owner_id, project.sponsor_id if project is not None else None


# --- what is shown ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision with everything about it, as one reader may know it."""

    decision: Decision
    project: Project | None = None
    decider: Person | None = None
    options: tuple[DecisionOption, ...] = ()
    items: tuple[Item, ...] = ()
    """What follows from it."""
    people: tuple[tuple[DecisionPerson, Person], ...] = ()
    supersedes: Decision | None = None
    superseded_by: Decision | None = None
    exception_to: Decision | None = None
    settles: Item | None = None
    """The item whose escalation it answers."""
    owners: dict[int, Person] = field(default_factory=dict)
    today: date = date.min
    requirements: tuple[str, ...] = ()
    """The names of what it is for."""

    @property
    def follow(self) -> Follow:
        """How far it is carried out."""
        return follow_of(self.items)

    @property
    def holds(self) -> bool:
        """Whether it still counts."""
        return self.decision.state is DecisionState.ACTIVE

    @property
    def chosen(self) -> str:
        """The option that was taken; empty where there were none."""
        return next((one.text for one in self.options if one.position == self.decision.choice), "")

    def those(self, part: Part) -> tuple[tuple[DecisionPerson, Person], ...]:
        """Everybody with this part in it."""
        return tuple(pair for pair in self.people if pair[0].part is part)

    @property
    def seen(self) -> tuple[int, int]:
        """How many of those to be informed said that they know, and how many there are."""
        informed = self.those(Part.INFORMED)
        return sum(one.seen_at is not None for one, _ in informed), len(informed)
