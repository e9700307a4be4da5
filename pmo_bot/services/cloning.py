"""A project like another one: its items, with dates as many working days from the start, and none of its past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from pmo_bot.model import Contingency, Item, Kind, Link, Person, Phase, Project, Standing, State
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import gates
from pmo_bot.services.changing import begin, next_number
from pmo_bot.services.events import Act, once_only, record, told
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import NewProject, project_calendar, put, visible_project
from pmo_bot.store import lifecycle, queries
from pmo_bot.store.database import Database

COPIED = (Kind.ACTION, Kind.MILESTONE, Kind.RISK)
"""What is planned; issues, questions and checks are about what was."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The new project."""

    key: str
    start: date
    everything: bool = True
    """Also the work that is finished; else only what is open."""


@dataclass(frozen=True, slots=True)
class Cloned:
    """A new project, the one it was made from, and how much came along."""

    project: Project
    source: Project
    start: date
    items: int
    links: int


def clone(db: Database, act: Act, key: str, wanted: Wanted) -> Cloned:
    """A new project with the items, milestones, open risks, links and gates of another one, in one transaction.

    Dates lie as many working days from the new start as they did from the old one, in their owners' calendars.  Owners
    are asked anew; who has left owns nothing in it.  Only the lead and PMO leads may.
    """
    with db.transaction() as session:
        once_only(session, act)
        source = visible_project(session, act.person, key)
        if not may_lead(act.person, source):
            raise Refused("not_lead", project=source, lead=queries.person(session, act.team, source.lead_id))
        if source.private:  # the new one has no channel yet: everybody could read what only members may know
            raise Refused("private_source", name=source.name)
        new = NewProject(wanted.key.title(), wanted.key, source.lead_id, source.sponsor_id, goal=source.goal)
        project = put(session, act, new, mode=source.mode)
        _like(session, act, project, source)
        copies = _items(session, act, source, project, wanted)
        links = _links(session, act, source, copies)
        return Cloned(project, source, wanted.start, len(copies), links)


def _like(session: Session, act: Act, project: Project, source: Project) -> None:
    """What the other one began with."""
    before = told(project)
    project.pack, project.words, project.gates = source.pack, dict(source.words), source.gates
    project.checklist, project.zone = list(source.checklist), source.zone
    session.add(project)
    session.flush()
    after = told(project)
    changed = {name: after[name] for name in after if before[name] != after[name]}
    if changed:
        was = {name: before[name] for name in changed}
        record(session, act.without_once, "project.changed", project=project, before=was, after=changed)
    needed: dict[Phase, list[str]] = {}
    for one in lifecycle.artefacts(session, act.team, source.id):
        needed.setdefault(one.phase, []).append(one.name)
    gates.require(session, act, project, needed)


def _items(session: Session, act: Act, source: Project, project: Project, wanted: Wanted) -> dict[int, Item]:
    """The copies, by the id of what they were made from; what was done because a risk happened is no plan."""
    here = (Item.team_id == act.team, Item.project_id == source.id, col(Item.kind).in_(COPIED))
    rows = session.exec(
        select(Item).where(*here, ~col(Item.transition), Item.state != State.DROPPED).order_by(col(Item.number))
    ).all()
    answers = set(session.exec(select(Contingency.item_id).where(Contingency.team_id == act.team)).all())
    kept = [row for row in rows if row.id not in answers and (row.is_open or (wanted.everything and _is_work(row)))]
    people = queries.people(session, act.team, [row.owner_id for row in kept])
    start = project_calendar(session, source).today(source.created_at)
    return {row.id: _copy(session, act, row, project, people, (start, wanted.start)) for row in kept}


def _is_work(item: Item) -> bool:
    """Whether it has to be done again: a risk that is over was one of the first project alone."""
    return item.kind is not Kind.RISK


def _copy(
    session: Session, act: Act, row: Item, project: Project, people: Mapping[int, Person], starts: tuple[date, date]
) -> Item:
    owner = people.get(row.owner_id or 0)
    owner = owner if owner is not None and owner.standing in (Standing.MEMBER, Standing.GUEST) else None
    calendar = calendar_of(session, owner) if owner is not None else project_calendar(session, project)
    item = Item(
        team_id=act.team,
        number=next_number(session, act.team),
        kind=row.kind,
        title=row.title,
        done_means=row.done_means,
        project_id=project.id,
        owner_id=owner.id if owner is not None else None,
        requester_id=act.person.id,
        due=moved(row.due, *starts, calendar) if row.due is not None else None,
        due_time=row.due_time,
        priority=row.priority,
        created_at=act.now,
        wake_at=act.now,
    )
    begin(session, act.without_once, item)
    return item


def moved(day: date, was: date, start: date, calendar: Calendar) -> date:
    """A date as many working days from the new start as it was from the old one; never on a day off."""
    return calendar.plus(start, calendar.between(calendar.on_or_after(was), calendar.on_or_after(day)))


def _links(session: Session, act: Act, source: Project, copies: Mapping[int, Item]) -> int:
    """What waits for what: as far as both came along."""
    rows: Sequence[Link] = session.exec(
        select(Link).where(Link.team_id == act.team, col(Link.item_id).in_(copies), col(Link.on_id).in_(copies))
    ).all()
    for row in rows:
        item, on = copies[row.item_id], copies[row.on_id]
        session.add(Link(team_id=act.team, item_id=item.id, on_id=on.id))
        session.flush()
        record(session, act.without_once, "item.linked", item=item, after={"on": on.id})
    return len(rows)
