"""Read lessons: the list, those that belong to what somebody is about to do, those that nobody acts on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Lesson, Person, Project, Role, State
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.lessons import HELPED, IDLE_AFTER, Helping, Thing, Told, matching
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.similar import beginnings
from pmo_bot.services.lessons import projects_seen
from pmo_bot.services.people import zone_of
from pmo_bot.services.sight import Sight
from pmo_bot.store import lessons as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database

COMPARED = 30
"""Of so many it is worked out how alike they are."""


def listed(
    db: Database, reader: Person, project: Project | None = None, context: Collection[str] = (), *,
    waiting: bool = False, here: str | None = None,
) -> list[Told]:  # fmt: skip
    """Those that a reader may see, the newest first: of a project, about some things, or without a next step.

    `here` is the channel where everybody will read it.
    """
    with db.reading() as session:
        sight = Sight(session, reader, here)
        wanted = set(projects_seen(sight)) & ({project.id} if project is not None else set(sight.projects))
        lessons = stored.of_projects(session, reader.team_id, wanted)
        items = queries.items(session, reader.team_id, [one.action_id for one in lessons])
        people = queries.people(session, reader.team_id, [one.by_id for one in lessons])
        told = _told(session, lessons, sight.projects)
        found = [_with_action(replace(one, by=people.get(one.lesson.by_id)), items, sight) for one in told]
        return [one for one in found if set(context) <= one.context and (one.waits or not waiting)]


def _told(session: Session, lessons: Sequence[Lesson], projects: Mapping[int, Project]) -> list[Told]:
    """The same with where they come from, what they are about and how often they helped."""
    if not lessons:
        return []
    team, ids = lessons[0].team_id, [one.id for one in lessons]
    tags, helped = stored.tags_of(session, team, ids), stored.helped(session, team, ids)
    return [
        Told(one, projects[one.project_id], tags=tags.get(one.id, ()), helped=helped.get(one.id, 0)) for one in lessons
    ]


def _with_action(told: Told, items: Mapping[int, Item], sight: Sight) -> Told:
    """With its next step, which is named only to those for whom it exists."""
    action = items.get(told.lesson.action_id or 0)
    if action is None or action.state is State.DROPPED:
        return told
    return replace(told, acts=True, action=action if sight.sees(action) else None)


# --- shown again ------------------------------------------------------------------------


def helping(db: Database, reader: Person, thing: Thing) -> Helping:
    """At most two lessons for something that somebody begins.

    Those of projects that exist for them, but for what they said of the same thing that it was not for this time.
    """
    with db.reading() as session:
        near = stored.near(session, reader.team_id, beginnings(" ".join(thing.words)))
        projects = _seen(session, reader, {project_id for _, project_id in near})
        said = stored.said_of(session, reader.team_id, reader.id, thing.item_id, thing.project_id) if projects else {}
        useful = frozenset(one for one, use in said.items() if use.useful)
        left = [one for one, home in near if home in projects and (one not in said or one in useful)]
        found = _told(session, stored.by_ids(session, reader.team_id, left[:COMPARED]), projects)
        return Helping(thing, tuple(matching(thing, found)), useful)


def _seen(session: Session, reader: Person, ids: Collection[int]) -> dict[int, Project]:
    """Those of some projects that exist for a reader: what is asked here is asked often, and of few of them."""
    if not ids:
        return {}
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    found = session.exec(select(Project).where(Project.team_id == reader.team_id, col(Project.id).in_(ids)))
    return {one.id: one for one in found if may_see(reader, one, rooms)}


def of_item(item: Item) -> Thing | None:
    """What was noted, where others' experience may help; what is closed needs none."""
    return Thing((item.title,), item_id=item.id) if item.kind in HELPED and item.is_open else None


def of_project(project: Project) -> Thing:
    """A project that begins."""
    words = tuple(one for one in (project.name, project.goal) if one.strip())
    return Thing(words, project_id=project.id, pack=project.pack)


# --- nobody acts on them ----------------------------------------------------------------


def idle(session: Session, reader: Person, projects: Sequence[Project], now: datetime) -> dict[int, int]:
    """By project that the reader leads: how many lessons wait for a next step, ten working days after they were kept.

    Holidays aside; for whoever watches over all projects, of all of them.
    """
    led = [one.id for one in projects if reader.id == one.lead_id or reader.role is Role.PMO]
    weekdays = Calendar(zone_of("UTC"))
    first = weekdays.at(weekdays.plus(weekdays.today(now), -IDLE_AFTER), MIDNIGHT)
    return stored.idle(session, reader.team_id, led, first)
