"""The projects whose reports are read together: two hundred take as many queries as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from sqlmodel import Session, and_, col, func, or_, select

from pmo_bot.model import Outline, Person, Project, Snapshot
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.digest import WEEKS_SHOWN
from pmo_bot.rules.editions import Told
from pmo_bot.services.projects import project_calendars
from pmo_bot.store import outlines, queries

WEEK = timedelta(days=7)


class Report(NamedTuple):
    """What one report said in numbers."""

    on_date: date
    taken_at: datetime
    body: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Projects of one workspace at one instant, and what every part of their reports asks for."""

    session: Session
    team: str
    now: datetime
    projects: Sequence[Project]
    calendars: Mapping[int, Calendar]
    days: Mapping[int, date]
    """Today, where each of them is."""
    reports: Mapping[int, Sequence[Report]]
    """The reports before this one, the newest first."""
    since: Mapping[int, datetime]
    """When the one before this was made, else a week ago; or when its readers were told of it last."""
    before: Mapping[int, Mapping[str, int] | None]
    """What the one before this said in numbers, or what its readers were told."""
    open: Mapping[int, Sequence[Outline]]
    """What is open in each of them."""
    items: Sequence[Outline]
    """The same in one row."""
    met: dict[int, Person] = field(default_factory=dict)

    def people(self, ids: Iterable[int | None]) -> Mapping[int, Person]:
        """Everybody met so far, and these: each is read once."""
        strangers = {one for one in ids if one is not None} - self.met.keys()
        self.met.update(queries.people(self.session, self.team, strangers))
        return self.met

    @property
    def ids(self) -> list[int]:
        """Of the projects."""
        return [project.id for project in self.projects]

    def new(self, project: Any, at: Any) -> Any:
        """The condition that a row of one of these projects is news, by its columns of project and instant.

        It lets some more through, for `is_new` to sort out: projects whose last reports are about as old share a line.
        """
        alike: dict[int, list[int]] = {}
        for one, since in self.since.items():
            alike.setdefault((self.now - since).days.bit_length(), []).append(one)
        return or_(*(and_(col(project).in_(ids), col(at) > min(map(self.since.__getitem__, ids)))
                     for ids in alike.values()))  # fmt: skip

    def is_new(self, project_id: int | None, at: datetime) -> bool:
        """Whether something happened to a project after its last report."""
        return at > self.since[project_id or 0]


def batch(
    session: Session, projects: Sequence[Project], now: datetime, days: Mapping[int, date], told: Mapping[int, Told]
) -> Batch:
    """Read what all parts need.

    `days` are those that reports are for, where that is not today; `told` is what the readers of some were told last.
    """
    team, calendars = projects[0].team_id, project_calendars(session, projects)
    today = {one: calendar.today(now) for one, calendar in calendars.items()}
    reports = _reports(session, team, {**today, **days})
    still_open = outlines.open_in(session, team, list(calendars))
    return Batch(
        session=session,
        team=team,
        now=now,
        projects=projects,
        calendars=calendars,
        days=today,
        reports=reports,
        since={one: found[0].taken_at if found else now - WEEK for one, found in reports.items()} | _told_at(told),
        before={one: found[0].body if found else None for one, found in reports.items()} | _told_figures(told),
        open=still_open,
        items=list(chain.from_iterable(still_open.values())),
    )


def _told_at(told: Mapping[int, Told]) -> dict[int, datetime]:
    return {one: last.at for one, last in told.items()}


def _told_figures(told: Mapping[int, Told]) -> dict[int, Mapping[str, int] | None]:
    return {one: last.figures or None for one, last in told.items()}


def _reports(session: Session, team: str, before: Mapping[int, date]) -> dict[int, list[Report]]:
    """By project: the newest before a day."""
    by_day: dict[date, list[int]] = {}
    for project_id, day in before.items():
        by_day.setdefault(day, []).append(project_id)
    earlier = (and_(col(Snapshot.project_id).in_(ids), col(Snapshot.on_date) < day) for day, ids in by_day.items())
    newest = func.row_number().over(partition_by=col(Snapshot.project_id), order_by=col(Snapshot.on_date).desc())
    columns = [col(Snapshot.project_id), col(Snapshot.on_date), col(Snapshot.taken_at), col(Snapshot.body)]
    ranked = (
        select(*columns).add_columns(newest.label("nth")).where(col(Snapshot.team_id) == team, or_(*earlier)).subquery()
    )
    rows = session.execute(
        select(ranked.c.project_id, ranked.c.on_date, ranked.c.taken_at, ranked.c.body)
        .where(ranked.c.nth <= WEEKS_SHOWN)
        .order_by(ranked.c.nth)
    )
    found: dict[int, list[Report]] = {project_id: [] for project_id in before}
    for project_id, *report in rows:
        found[project_id].append(Report(*report))
    return found
