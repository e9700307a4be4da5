"""What comes first: how many may, and in which order projects stand."""

from collections.abc import Iterable, Mapping
from datetime import date

from pmo_bot.model import Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.outlook import BADNESS, Outlook

FIRST, LAST = 1, 3
QUOTAS: Mapping[str, int] = {"first_projects": 3, "critical_items": 3}
"""How many projects of a workspace come first, and how many open items of a project are critical, at most."""
UNSAID = LAST + 1


def ranked(outlooks: Iterable[Outlook]) -> list[Outlook]:
    """What comes first, then what stands worst, then by name."""
    return sorted(outlooks, key=lambda one: (priority_of(one.project), BADNESS[one.health], one.project.key))


def priority_of(project: Project) -> int:
    """How early it comes; after all others while nobody has said."""
    return project.priority if project.priority is not None else UNSAID


def next_quarter(day: date, calendar: Calendar) -> date:
    """The first working day of the quarter after this one: on it somebody says whether a project still comes first."""
    month = (day.month - 1) // 3 * 3 + 4
    first = date(day.year + (month > 12), month if month <= 12 else 1, 1)
    return calendar.on_or_after(first)
