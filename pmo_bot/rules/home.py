"""App Home: what one person sees of their promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pmo_bot.model import Item, Person, Project
from pmo_bot.rules.brief import rank

SECTION_LINES = 10


@dataclass(frozen=True, slots=True)
class Home:
    """Sections in the order they are shown; each holds at most ten items."""

    person: Person
    today: date
    as_of: datetime
    owed: tuple[Item, ...]
    owed_more: int
    waiting: tuple[Item, ...]
    asked: tuple[tuple[Item, Person | None], ...]
    asked_more: int
    projects: tuple[Project, ...]
    done_this_week: int
    first_visit: bool


def build(
    person: Person,
    today: date,
    as_of: datetime,
    owed: Sequence[Item],
    asked: Sequence[tuple[Item, Person | None]],
    projects: Sequence[Project],
    *,
    waiting: Sequence[Item] = (),
    done_this_week: int = 0,
    first_visit: bool = False,
) -> Home:
    """Worst first in every section."""
    ranked = sorted(owed, key=rank)
    wanted = sorted(asked, key=lambda pair: rank(pair[0]))
    return Home(
        person=person,
        today=today,
        as_of=as_of,
        owed=tuple(ranked[:SECTION_LINES]),
        owed_more=max(0, len(ranked) - SECTION_LINES),
        waiting=tuple(waiting),
        asked=tuple(wanted[:SECTION_LINES]),
        asked_more=max(0, len(wanted) - SECTION_LINES),
        projects=tuple(projects),
        done_this_week=done_this_week,
        first_visit=first_visit,
    )
