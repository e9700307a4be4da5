"""What a project is for, in figures: progress, trends, days of check-ins, budgets.  Each formula stands here alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pmo_bot.model import Direction, Frequency, Item, Kpi, Measurement, Mode, Phase, Project, State
from pmo_bot.rules.modes import ANSWERED
from pmo_bot.rules.refusals import Refused

CHECK_INS = (30, 60, 90, 180)
"""Days after the launch on which a benefit is looked at."""
ANSWERS_SHOWN = 3
"""Fewer answers than this are never shown: nobody may be known by theirs."""
SCORES = (1, 2, 3, 4, 5)
ASKED_MOST = 20
VARIANCE_TOLD = 10
"""Per cent by which a forecast may be off the plan before the report tells of it."""
QUARTERS = (1, 4, 7, 10)
LAST_DAY = 28
"""Every month has it."""
HUNDRED = 100
LARGEST = 10**15
"""No figure is greater: what is typed beyond it is a slip, or no number at all."""


def check_figure(value: float | None, field: str = "value") -> None:
    """Refuses what cannot be a value of a figure, and so not be drawn, compared or kept: endless, or no number."""
    if value is not None and not abs(value) <= LARGEST:
        raise Refused("not_a_number", field=field)


# --- goals ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """Pieces of work that are done, of all that are wanted."""

    done: int = 0
    wanted: int = 0

    @property
    def percent(self) -> int | None:
        """`done / wanted` in whole per cent, rounded down; None where there is no work yet."""
        return self.done * HUNDRED // self.wanted if self.wanted else None

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(self.done + other.done, self.wanted + other.wanted)


def progress(items: Iterable[Item]) -> Progress:
    """Done of wanted: what was let go is not wanted, and an answer or a check is no piece of work."""
    work = [item for item in items if item.kind not in ANSWERED and item.state is not State.DROPPED]
    return Progress(sum(item.state is State.DONE for item in work), len(work))


def needs_goal(mode: Mode, phase: Phase) -> bool:
    """Whether a project run like this has to say which goal it serves: strictly run, and approved."""
    return mode is not Mode.SUPPORTIVE and phase not in (Phase.PROPOSED, Phase.CLOSED)


def serves_no_goal(project: Project) -> bool:
    """Whether it has to name a goal and does not."""
    return project.goal_id is None and needs_goal(project.mode, project.phase)


# --- figures ----------------------------------------------------------------------------


class Trend(StrEnum):
    """Where the last value lies compared with the one before."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


def trend(values: Sequence[float]) -> Trend | None:
    """From the last two values; None before there are two."""
    if len(values) < 2:
        return None
    return Trend.LEVEL if values[-1] == values[-2] else Trend.UP if values[-1] > values[-2] else Trend.DOWN


def worsens(kpi: Kpi, way: Trend | None) -> bool:
    """Whether a figure goes where it should not."""
    return way is (Trend.DOWN if kpi.direction is Direction.UP else Trend.UP)


def fell_twice(kpi: Kpi, values: Sequence[float]) -> bool:
    """Whether each of the last two values is worse than the one before it."""
    return worsens(kpi, trend(values)) and worsens(kpi, trend(values[:-1]))


def reached(kpi: Kpi, value: float | None) -> int | None:
    """How much of the way from baseline to target is covered, in per cent from 0 to 100."""
    if value is None or kpi.target is None:
        return None
    if kpi.baseline is None or kpi.baseline == kpi.target:
        there = value >= kpi.target if kpi.direction is Direction.UP else value <= kpi.target
        return HUNDRED if there else None
    share = (value - kpi.baseline) / (kpi.target - kpi.baseline)
    return max(0, min(HUNDRED, int(share * HUNDRED)))


def next_check_in(frequency: Frequency, review_day: int, after: date) -> date:
    """The first day after another on which a value is asked for; quarters begin in January."""
    months = QUARTERS if frequency is Frequency.QUARTER else range(1, 13)
    ahead = (date(year, month, review_day) for year in (after.year, after.year + 1) for month in months)
    return next(day for day in ahead if day > after)


def check_ins(live_on: date) -> tuple[date, ...]:
    """The days on which a benefit is looked at after the launch."""
    return tuple(live_on + timedelta(days=days) for days in CHECK_INS)


def pulse(scores: Sequence[int]) -> float | None:
    """The mean to one decimal; None while so few have answered that somebody could be recognised."""
    return round(sum(scores) / len(scores), 1) if len(scores) >= ANSWERS_SHOWN else None


def since_launch(kpi: Kpi, values: Sequence[Measurement]) -> Measurement | None:
    """The newest value that was taken since the launch."""
    live = [one for one in values if kpi.live_on is not None and one.on_date >= kpi.live_on]
    return live[-1] if live else None


# --- budgets ----------------------------------------------------------------------------


def variance(project: Project) -> int | None:
    """By how many per cent the forecast is above (or below, less than 0) the plan; None without both."""
    if not project.planned or project.forecast is None:
        return None
    over = (project.forecast - project.planned) * HUNDRED
    return over // project.planned if over >= 0 else -(-over // project.planned)


def is_off_budget(project: Project, told_from: int = VARIANCE_TOLD) -> bool:
    """Whether the report tells of it: it is off by more per cent than this."""
    off = variance(project)
    return off is not None and abs(off) > told_from


# --- what the report tells --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One thing about what a project is for."""

    word: str
    project: Project
    kpi: Kpi | None = None
    value: float | None = None
    why: str = ""


def lines_of(
    project: Project,
    figures: Sequence[tuple[Kpi, Sequence[float]]],
    *,
    why: str = "",
    goals_used: bool = False,
    told_from: int = VARIANCE_TOLD,
) -> list[ValueLine]:
    """What a report says of it.  Nobody is asked for a goal before the workspace has one."""
    found = []
    if goals_used and serves_no_goal(project):
        found.append(ValueLine("no_goal", project))
    if goals_used and needs_goal(project.mode, project.phase) and not any(k.kind == "benefit" for k, _ in figures):
        found.append(ValueLine("no_benefit", project))
    for kpi, values in figures:
        last = values[-1] if values else None
        if kpi.kind == "benefit" and kpi.live_on is not None and kpi.outcome is None:
            found.append(ValueLine("unconfirmed", project, kpi, last))
        if kpi.kind == "benefit" and kpi.outcome == "not_reached":
            found.append(ValueLine("not_reached", project, kpi, last))
        if kpi.kind == "adoption" and fell_twice(kpi, values):
            found.append(ValueLine("falling", project, kpi, last))
    if is_off_budget(project, told_from):
        found.append(ValueLine("off_budget", project, why=why))
    return found
