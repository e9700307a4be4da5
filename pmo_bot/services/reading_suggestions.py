"""Read who might own something, and which skill nobody free has."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, String, cast, col, or_, select

from pmo_bot.model import AnyItem, Item, Person, Standing
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.suggesting import Candidate, Suggested, lacking, suggest
from pmo_bot.services import reading_load
from pmo_bot.services.digest_batch import Batch
from pmo_bot.services.looking import visible_item
from pmo_bot.services.people import calendar_for
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries, tags
from pmo_bot.store.database import Database

WORKED_LATELY = timedelta(days=60)


def suggestions(db: Database, reader: Person, item_id: int, now: datetime) -> Suggested:
    """At most three people, each with reasons that this reader may know."""
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, reader.team_id, item_id), "")
        sight = Sight(session, reader)
        wanting = [one for one in sight.of(_unowned(session, reader.team_id, item.skills)) if one.id != item.id]
        able = candidates(session, reader.team_id, [item, *wanting], now)
        priorities = {one.id: one.priority for one in sight.projects.values() if one.priority is not None}
        people = suggest(item, [one for one in able if _may_know(session, one.person, item)], priorities, wanting)
        led = {one.id for one in sight.projects.values() if one.lead_id == reader.id}
        names = tags.names(session, reader.team_id, item.skills)
        mine = frozenset(one.person.id for one in able if one.projects & led)
        return Suggested(item, names, people, mine)


def candidates(session: Session, team: str, items: Sequence[AnyItem], now: datetime) -> list[Candidate]:
    """Everybody who is there today and can do, or works on, what some items are about."""
    skills = {skill for one in items for skill in one.skills}
    workers = _workers(session, team, {one.project_id for one in items if one.project_id is not None}, now)
    known = {one.id: one for skill in sorted(skills) for one in tags.who_can(session, team, skill)}
    known |= queries.people(session, team, set(workers) - set(known))
    away = queries.absences(session, team, list(known))
    there = [one for one in known.values() if _is_there(one, calendar_for(one, away.get(one.id)), now)]
    can = tags.skills_of(session, team, [one.id for one in there])
    return [
        Candidate(load, can.get(load.person.id, frozenset()), frozenset(workers.get(load.person.id, ())))
        for load in reading_load.loads(session, there, now)
    ]


def lacks(batch: Batch) -> dict[int, list[tuple[str, tuple[AnyItem, ...]]]]:
    """By project: the skills that it waits for, by name, with what waits."""
    session, team = batch.session, batch.team
    waiting = [one for one in batch.items if one.owner_id is None and one.skills]
    if not waiting:
        return {}
    mine: dict[int | None, list[AnyItem]] = {}
    for item in waiting:
        mine.setdefault(item.project_id, []).append(item)
    everybody = candidates(session, team, waiting, batch.now)
    rooms = queries.members(session, team, [one.channel for one in batch.projects if one.channel is not None])
    names = tags.names(session, team, {skill for one in waiting for skill in one.skills})
    found: dict[int, list[tuple[str, tuple[AnyItem, ...]]]] = {}
    for project in (one for one in batch.projects if one.id in mine):
        able = [one for one in everybody if may_see(one.person, project, rooms.get(one.person.slack_id or "", ()))]
        lacked = lacking(mine[project.id], able, batch.calendars[project.id], batch.days[project.id])
        found[project.id] = [(names[one.skill_id], one.items) for one in lacked]
    return found


def _unowned(session: Session, team: str, skills: Sequence[int]) -> list[Item]:
    """What nobody owns and needs one of the same."""
    if not skills:
        return []
    free = (
        Item.team_id == team,
        cast(col(Item.skills), String) != "[]",
        col(Item.owner_id).is_(None),
        col(Item.closed_at).is_(None),
    )
    return [one for one in session.exec(select(Item).where(*free)) if {*one.skills} & {*skills}]


def _workers(session: Session, team: str, projects: Collection[int], now: datetime) -> dict[int, set[int]]:
    lately = or_(col(Item.closed_at).is_(None), col(Item.closed_at) > now - WORKED_LATELY)
    rows = session.exec(
        select(Item.owner_id, Item.project_id)
        .where(Item.team_id == team, col(Item.project_id).in_(list(projects)), col(Item.owner_id).is_not(None), lately)
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for owner_id, project_id in rows:
        found.setdefault(owner_id or 0, set()).add(project_id or 0)
    return found


def _is_there(person: Person, calendar: Calendar, now: datetime) -> bool:
    member = person.standing in (Standing.MEMBER, Standing.GUEST) and person.slack_id is not None
    return member and not calendar.is_away(calendar.today(now))


def _may_know(session: Session, person: Person, item: Item) -> bool:
    """Whether somebody may know of an item's project: else they could not be asked for it."""
    sight = Sight(session, person)
    home = sight.project(item)
    return sight.sees_project(home) if home is not None else person.standing is Standing.MEMBER
