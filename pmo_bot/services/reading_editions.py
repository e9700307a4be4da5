"""Read an edition of a report: what its readers are told, and whether they still may be."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Audience, Goal, Item, Person, Phase, Post, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.edition_slots import SPANS
from pmo_bot.rules.editions import (
    EDITION,
    EditionReport,
    Outlet,
    Room,
    Told,
    dressed,
    outlet_of,
    portfolio_lines,
    row_of_key,
    told_of,
)
from pmo_bot.rules.outlook import is_observed
from pmo_bot.rules.permission import may_see, may_tell
from pmo_bot.rules.silence import BEFORE, is_silent
from pmo_bot.rules.value import Progress, progress
from pmo_bot.services import reading_digests
from pmo_bot.services.looking import may_read_on
from pmo_bot.services.people import calendar_for, calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.reading_digests import TODAY
from pmo_bot.store import editions as stored
from pmo_bot.store import queries, value

NOT_IN_IT = (*BEFORE, Phase.CLOSED)
"""Phases of a project that a report over all of them leaves out."""


def outlet(session: Session, team: str, key: str) -> Outlet | None:
    """Where the message of a key goes; None once nobody wants it any more."""
    kind, number = row_of_key(key)
    row = stored.edition(session, team, number) if kind == EDITION else stored.reader(session, team, number)
    return outlet_of(row) if row is not None else None


def calendar(session: Session, place: Outlet) -> Calendar:
    """By whose week it leaves: its reader's; else the project's, or that of whoever had it sent, away or not."""
    person = queries.person(session, place.team_id, place.person_id)
    if person is not None:
        return calendar_of(session, person)
    project = queries.project(session, place.team_id, place.project_id)
    if project is not None:
        return project_calendar(session, project)
    return calendar_for(session.get_one(Person, place.by_id))


def room(session: Session, team: str, channel: str) -> Room:
    """Who is in a channel."""
    members = stored.members(session, team, channel)
    return Room(members, stored.people(session, team, members), stored.rooms(session, team, members))


def may_be_told(session: Session, team: str, channel: str, project: Project | None) -> bool:
    """Whether all who read in a channel may know of a project: it may have turned private, or moved, since it was
    named there."""
    if may_tell(project, channel):
        return True
    return project is not None and not room(session, team, channel).strangers(project)


def speaks(session: Session, project: Project, now: datetime) -> bool:
    """Whether anything is said about a project by itself: under way, in the pilot, and not only observed."""
    workspace = queries.workspace(session, project.team_id)
    observed = is_observed(project, project_calendar(session, project).today(now))
    return project.phase not in BEFORE and not observed and not (workspace and is_silent(workspace, project))


def projects(session: Session, place: Outlet, now: datetime) -> list[Project]:
    """What an edition is about: its project, or all that everybody who reads along may know of; none where they may
    not."""
    one = queries.project(session, place.team_id, place.project_id)
    if place.person_id is not None:
        person = queries.person(session, place.team_id, place.person_id)
        rooms = queries.private_rooms(session, place.team_id, person.slack_id if person else None)
        return [one] if one is not None and person is not None and may_see(person, one, rooms) else []
    here = room(session, place.team_id, place.channel)
    if place.project_id is not None:
        return [one] if one is not None and not here.strangers(one) else []
    every = [one for one in queries.projects(session, place.team_id) if one.phase not in NOT_IN_IT]
    return [one for one in every if speaks(session, one, now) and not here.strangers(one)]


def still_told(session: Session, post: Post, channel: str, item: Item) -> bool:
    """Whether whoever reads a report that was sent may know of an item by now."""
    person = queries.person(session, post.team_id, post.person_id)
    if person is not None:
        return may_read_on(session, person, item)
    return may_be_told(session, post.team_id, channel, queries.project(session, post.team_id, item.project_id))


def report(session: Session, post: Post, place: Outlet, now: datetime) -> EditionReport | None:
    """What it says as things are now; None where those who would read it may not know of any of it."""
    found = projects(session, place, now)
    return read(session, place, found, now, post) if found else None


def read(
    session: Session, place: Outlet, found: list[Project], now: datetime, post: Post | None = None
) -> EditionReport:
    """The same for some projects; without a message only to be looked at."""
    digests = _digests(session, place, found, now, post)
    week, today = digests[0].week_of, calendar(session, place).today(now)
    every = place.project_id is None
    return EditionReport(
        outlet=place,
        key=post.key if post is not None else place.key(week),
        digests=digests,
        day=today,
        week_of=post.on_date if post is not None and post.on_date is not None else week,
        lines=portfolio_lines(digests) if every else (),
        goals=tuple(_goals(session, found)) if every else (),
    )


def _digests(
    session: Session, place: Outlet, found: Sequence[Project], now: datetime, post: Post | None
) -> tuple[Digest, ...]:
    readers, told = _readers(session, place), _told(session, place, found, now)
    served = aims(session, found, place.audience)
    days = {one.id: post.on_date for one in found} if post is not None and post.on_date is not None else TODAY
    made = reading_digests.digests(session, found, now, days, told)
    return tuple(dressed(made[one.id], place, told[one.id], readers, served[one.id]) for one in found)


def aim(session: Session, project: Project, audience: Audience, reader: Person) -> str:
    """What a project is for, for those who steer by it: the goal it serves, where it exists for them, else its own."""
    if audience is not Audience.TEAM and not may_see(reader, None, ()):
        return project.goal
    return aims(session, [project], audience)[project.id]


def aims(session: Session, projects: Sequence[Project], audience: Audience) -> dict[int, str]:
    """The same for some projects of one workspace, by id."""
    if audience is Audience.TEAM:
        return dict.fromkeys((one.id for one in projects), "")
    goals = {one.id: f"{one.title} ({one.key})" for one in value.goals(session, projects[0].team_id, active=False)}
    return {one.id: goals.get(one.goal_id or 0, one.goal) for one in projects}


def _told(session: Session, place: Outlet, found: Sequence[Project], now: datetime) -> dict[int, Told]:
    """By project: what its readers know already; the first one looks as far back as it comes often."""
    last = stored.last_sent(session, place.team_id, place.name)
    at, said = (last.settled_at, last.why.get("said", {})) if last is not None else (None, {})
    unheard = Told(now - SPANS[place.cadence])
    return {one.id: (told_of(said, one, at) if at is not None else None) or unheard for one in found}


def _readers(session: Session, place: Outlet) -> frozenset[int]:
    if place.person_id is not None:
        return frozenset({place.person_id})
    return room(session, place.team_id, place.channel).person_ids


def _goals(session: Session, found: list[Project]) -> Iterator[tuple[Goal, Progress]]:
    """The goals these projects serve, and how far those are in them."""
    for goal in value.goals(session, found[0].team_id):
        serving = [one.id for one in found if one.goal_id == goal.id]
        if serving:
            yield goal, progress(value.items_of(session, goal.team_id, serving))
