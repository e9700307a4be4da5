"""Risks: how a score becomes a band, when one is looked at again, what its plan lacks.  One scale for all projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_bot.model import AnyItem, Event, Item, Kind, Mode, Response, Risk, State
from pmo_bot.rules.calendar import Calendar

LEVELS = range(1, 6)
"""Probability from rare to almost certain, impact from slight to severe."""


class Band(StrEnum):
    """How much a score matters, least first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"


HIGH = 10
BANDS: Mapping[int, Band] = {15: Band.VERY_HIGH, HIGH: Band.HIGH, 5: Band.MEDIUM, 1: Band.LOW}
"""From which score (probability × impact) each band begins, worst first.

The five-by-five matrix of consequence and likelihood is that of IEC 31010, which leaves the borders to whoever uses
it.  These say: below 5 both sides are at most second from the bottom, or one is at the bottom and the other short of
the top; from 10 on neither side is at the bottom; from 15 on both are in the middle or above.
"""
REVIEWED_EVERY: Mapping[Band, int] = {Band.VERY_HIGH: 5, Band.HIGH: 10, Band.MEDIUM: 20, Band.LOW: 60}
"""Working days after which somebody looks whether it is still so: a week, two, four, a quarter."""
REVIEWED_AGAIN = 3
"""For as many times the same span its owner is asked once more; then the digest alone names it."""
ANSWERED_WITHIN = 3
"""Working days after it was noted within which a risk has a response."""


# --- the score --------------------------------------------------------------------------


def score(probability: int | None, impact: int | None) -> int | None:
    """Probability × impact; None while either is unsaid."""
    return probability * impact if probability and impact else None


def score_of(risk: Risk | None) -> int | None:
    """How a risk is assessed now."""
    return score(risk.probability, risk.impact) if risk is not None else None


def residual_of(risk: Risk | None) -> int | None:
    """How it would be once its measures have worked."""
    return score(risk.residual_probability, risk.residual_impact) if risk is not None else None


def band(points: int) -> Band:
    """The band of a score."""
    return next(name for first, name in BANDS.items() if points >= first)


def is_high(points: int | None) -> bool:
    """Whether a score is high or very high."""
    return points is not None and band(points) in (Band.HIGH, Band.VERY_HIGH)


ASSESSED = ("risk.assessed", "risk.reassessed", "risk.undone")
"""The events that may change a score; they name both of its sides where they do."""


def scores_in(event: Event) -> tuple[int | None, int | None] | None:
    """The score before and after an event, where it changed it."""
    if event.what not in ASSESSED or "probability" not in event.after:
        return None
    was, is_now = ((told.get("probability"), told.get("impact")) for told in (event.before, event.after))
    return score(*was), score(*is_now)


# --- looked at again --------------------------------------------------------------------


def is_watched(item: AnyItem, risk: Risk | None) -> bool:
    """Whether somebody has to look at it again one day: an open risk with a score."""
    return item.kind is Kind.RISK and item.is_open and risk is not None and score_of(risk) is not None


def every(risk: Risk) -> int:
    """In working days, how often it is looked at."""
    return REVIEWED_EVERY[band(score_of(risk) or 1)]


def review_on(item: AnyItem, risk: Risk | None, calendar: Calendar) -> date | None:
    """The day on which its owner is asked whether it is still so; None for what nobody has to look at."""
    if risk is None or risk.reviewed_on is None or not is_watched(item, risk):
        return None
    return calendar.plus(risk.reviewed_on, every(risk))


# --- what is done about it --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handled:
    """A risk with what is known of it."""

    risk: Risk | None = None
    measures: tuple[Item, ...] = ()

    @property
    def at_work(self) -> tuple[Item, ...]:
        """The measures that were not let go."""
        return tuple(one for one in self.measures if one.state is not State.DROPPED)

    @property
    def lacks(self) -> str:
        """What a plan for it lacks: a `response`; for a high one a `measure`, unless it is lived with; or nothing."""
        response = self.risk.response if self.risk is not None else None
        if response is None:
            return "response"
        needs = is_high(score_of(self.risk)) and response is not Response.ACCEPT
        return "measure" if needs and not self.at_work else ""


def is_bare(item: AnyItem, handled: Handled | None) -> bool:
    """Whether a high risk is open and nobody has said what is done about it: its project is red by that."""
    if handled is None or not item.is_open or item.kind is not Kind.RISK:
        return False
    return is_high(score_of(handled.risk)) and handled.lacks == "response"


def latest_day(due: date, calendar: Calendar) -> date:
    """The last working day of its owner on which a measure still comes before the risk."""
    return calendar.previous_working(due)


def asks_score(mode: Mode) -> bool:
    """Whether whoever notes a risk is asked how likely and how hard it is: in supportive mode never."""
    return mode is not Mode.SUPPORTIVE
