"""Whether what is sent is worth it: figures per rule, never per person, and what might be left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pmo_bot.model import Item, LineKind, Priority, Project
from pmo_bot.rules.friction import Adoption, Friction
from pmo_bot.rules.left_out import PREFIX, with_out
from pmo_bot.rules.policy import step_name

ANSWERED_WITHIN, DONE_WITHIN = 2, 5
"""Working days of the reader."""
ENOUGH, FEW = 20, 0.10
"""From how many messages on, and below which share of answers, a rule is suggested to be left out."""
ITEMS_ENOUGH = 10
REPEAT = "every"


@dataclass(frozen=True, slots=True)
class Sample:
    """One line that reached its reader, and after how many of their working days something came of it."""

    kind: LineKind
    step: str
    answered: int | None = None
    done: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One rule: a step of the ladder, or a kind of question."""

    kind: LineKind
    rule: str
    """The step of a reminder or packet, `every` for those that repeat, empty for the rest."""
    sent: int
    answered: int
    done: int

    @property
    def share(self) -> float:
        """How many of them were answered."""
        return self.answered / self.sent if self.sent else 0.0


class Field(StrEnum):
    """What a window asks for and nobody has to fill in."""

    DONE_MEANS = "done_means"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Review:
    """What to think about: the figures, which rules brought little, which fields nobody uses."""

    project: Project | None
    first: date
    last: date
    figures: tuple[Figure, ...]
    quiet: tuple[Figure, ...]
    """Reminders with few answers, which a PMO lead may switch off."""
    unused: tuple[Field, ...]
    made: int
    """How many items the fields were looked at on."""
    finished: int
    messages: int
    clicks: int
    """What people did about items: to see how much work the bot makes for each that is finished."""
    friction: Friction = field(default_factory=Friction)
    adoption: Adoption | None = None
    """Who uses it, over all projects."""


def figures(samples: Iterable[Sample], body: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of each rule, in the order of the ladder."""
    fixed = {step_name(int(rung["at"])) for rung in body.get("nudges", ()) if "at" in rung}
    found: dict[tuple[LineKind, str], list[Sample]] = {}
    for sample in samples:
        found.setdefault((sample.kind, _rule(sample, fixed)), []).append(sample)
    made = [
        Figure(
            kind, rule, len(those),
            sum(one.answered is not None and one.answered <= ANSWERED_WITHIN for one in those),
            sum(one.done is not None and one.done <= DONE_WITHIN for one in those),
        )
        for (kind, rule), those in found.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=_order))


def _rule(sample: Sample, fixed: set[str]) -> str:
    if sample.kind is LineKind.NUDGE:
        return sample.step if sample.step in fixed or not sample.step.startswith("+") else REPEAT
    return sample.step if sample.kind is LineKind.PACKET else ""


def _order(figure: Figure) -> tuple[int, float, str]:
    at = float("inf") if figure.rule == REPEAT else _at(figure.rule)
    return (list(LineKind).index(figure.kind), at, figure.rule)


def _at(step: str) -> float:
    try:
        return float(step)
    except ValueError:
        return 0.0


def brought_little(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """Reminders that were sent often and answered rarely.  Whether they go is for a person to say."""
    nudges = [figure for figure in found if figure.kind is LineKind.NUDGE]
    return tuple(figure for figure in nudges if figure.sent >= ENOUGH and figure.share < FEW)


def can_tell(found: Sequence[Figure]) -> bool:
    """Whether any reminder was sent often enough to say whether it brings answers."""
    return any(figure.kind is LineKind.NUDGE and figure.sent >= ENOUGH for figure in found)


def without(body: Mapping[str, Any], rule: str) -> dict[str, Any]:
    """The policy without one reminder, or without a field."""
    if rule.startswith(PREFIX):
        return with_out(body, rule.removeprefix(PREFIX))
    kept = [rung for rung in body.get("nudges", ()) if not _is(rung, rule)]
    return {**body, "nudges": kept}


def _is(rung: Mapping[str, Any], rule: str) -> bool:
    return "every" in rung if rule == REPEAT else "at" in rung and step_name(int(rung["at"])) == rule


def unused(items: Sequence[Item]) -> tuple[Field, ...]:
    """The fields that nobody filled in on these items; none where there are too few to tell."""
    if len(items) < ITEMS_ENOUGH:
        return ()
    used = {
        Field.DONE_MEANS: any(item.done_means for item in items),
        Field.PRIORITY: any(item.priority is not Priority.NORMAL for item in items),
    }
    return tuple(field for field, is_used in used.items() if not is_used)
