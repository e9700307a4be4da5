"""After go-live: how severe an issue is, how long it may be with nobody, and who is asked then.

The clock counts the project's working hours.  A new limit, or another one, is a line in `LIMITS`, or in a policy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pmo_bot.model import Acceptance, AnyItem, Item, Kind, Phase, Project, State
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.modes import PROMISE, Need

SEVERITIES = (1, 2, 3, 4)
"""1: work stands still; 4: a blemish."""
LEAST = 5
"""Where an issue stands that nobody has rated: behind all others."""
LIMITS: tuple[dict[str, int], ...] = (
    {"severity": 1, "hours": 4},
    {"severity": 2, "days": 1},
    {"severity": 3, "days": 3},
)
"""How long an issue may be with nobody where the policy says nothing else; a severity without a limit has no clock."""
MOST_HOURS, MOST_DAYS = 80, 60


@dataclass(frozen=True, slots=True)
class Limit:
    """Working hours, or working days."""

    hours: int = 0
    days: int = 0

    def after(self, calendar: Calendar, at: datetime) -> datetime:
        """When so much working time has passed."""
        return calendar.days_later(at, self.days) if self.days else calendar.hours_later(at, self.hours)


@dataclass(frozen=True, slots=True)
class Clock:
    """Since when an issue has been with nobody, counted from the last thing that set the clock, and by whose hours."""

    since: datetime
    calendar: Calendar


def limit_of(body: Mapping[str, Any], severity: int | None) -> Limit | None:
    """How long an issue of this severity may be with nobody; None for as long as it takes."""
    rungs: Sequence[Mapping[str, int]] = body.get("untaken", LIMITS)
    found = next((rung for rung in rungs if rung["severity"] == severity), None)
    return Limit(found.get("hours", 0), found.get("days", 0)) if found is not None else None


def has_clock(kind: Kind, severity: int | None, project: Project | None) -> bool:
    """Whether something of this kind in a project is not left with nobody: an issue, after go-live, rated."""
    live = project is not None and project.phase is Phase.HYPERCARE
    return live and kind is Kind.ISSUE and severity is not None


def needed_of(kind: Kind, severity: int | None, project: Project | None, lacked: frozenset[Need]) -> frozenset[Need]:
    """What has to be known of something before it is kept: what has a clock is noted first, and asked about after."""
    return lacked - frozenset(PROMISE) if has_clock(kind, severity, project) else lacked


def runs(item: Item, project: Project | None) -> bool:
    """Whether the clock of an issue runs: after go-live, as long as nobody has taken it up."""
    return item.is_open and has_clock(item.kind, item.severity, project) and is_untaken(item)


def is_untaken(item: Item) -> bool:
    """Whether nobody owns it, or its owner has neither said yes, nor begun, nor said what it waits for."""
    if item.owner_id is None:
        return True
    said_something = item.state is State.STARTED or item.blocked_at is not None
    return item.acceptance in (Acceptance.REQUESTED, Acceptance.DECLINED) and not said_something


# --- how many are open, and since when --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aged:
    """The open issues of one severity, or those that nobody has rated: how many, and how old the oldest is."""

    severity: int | None
    count: int
    oldest: int
    """Working days since it was noted."""


def ageing(items: Iterable[AnyItem], calendar: Calendar, today: date, project: Project) -> tuple[Aged, ...]:
    """The open issues of a project after go-live, the most severe first; nothing before, and where there is none."""
    if project.phase is not Phase.HYPERCARE:
        return ()
    ages: dict[int | None, list[int]] = {}
    for item in items:
        if item.kind is Kind.ISSUE and item.is_open:
            ages.setdefault(item.severity, []).append(age(item, calendar, today))
    order = sorted(ages, key=lambda severity: severity or LEAST)
    return tuple(Aged(severity, len(ages[severity]), max(ages[severity])) for severity in order)


def age(item: AnyItem, calendar: Calendar, today: date) -> int:
    """Working days since an issue was noted."""
    return max(0, calendar.between(calendar.today(item.created_at), today))


def most_severe_first(item: Item) -> tuple[int, datetime]:
    """The order of a list of issues: by severity, then the oldest first."""
    return item.severity or LEAST, item.created_at
