"""What comes first: priorities of projects, what is critical in one; where a quota is full one gives way to another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import About, Item, Person, Phase, Priority, Project
from pmo_bot.rules.outlook import Outlook
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.priorities import FIRST, LAST, ranked
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import checks, reading_projects
from pmo_bot.services.changing import Done, change_it, item_for_act
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.services.notices import refresh_homes, wake_project
from pmo_bot.services.projects import visible_project
from pmo_bot.services.quarters import ask_next_quarter
from pmo_bot.services.quotas import critical, quota
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries
from pmo_bot.store.database import Database

RANKED = "item.ranked"


# --- projects -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Full:
    """As many projects come first as may: which of them could give way, as far as the reader may know."""

    project: Project
    may_give_way: tuple[Project, ...]
    """Those that the reader leads, or for a PMO lead all they see."""
    others: tuple[Project, ...]
    """Those they see and cannot change."""
    hidden: int
    most: int


def full(db: Database, reader: Person, key: str) -> Full | None:
    """What stands in the way of a project's coming first; None while there is room, or it does already."""
    with db.reading() as session:
        project = visible_project(session, reader, key)
        _check_may(session, reader, project)
        first, most = _first(session, reader.team_id), quota(session, reader.team_id, "first_projects")
        if project.priority == FIRST or len(first) < most:
            return None
        sight = Sight(session, reader)
        seen = [one for one in first if sight.sees_project(one)]
        mine = tuple(one for one in seen if may_lead(reader, one))
        others = tuple(one for one in seen if one not in mine)
        if not mine:
            leads = list(queries.pmo_leads(session, reader.team_id))
            raise Refused("first_full", projects=others, most=most, leads=leads)
        return Full(project, mine, others, len(first) - len(seen), most)


def set_priority(db: Database, act: Act, key: str, level: int, gives_way: int | None = None) -> Project:
    """How early a project comes, 1 first; `gives_way` is the project that comes second from now on, at once with it.

    Its lead and PMO leads may; refuses one more first project than the quota has room for.
    """
    if not FIRST <= level <= LAST:
        raise Refused("which_priority", key=key)
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        _check_may(session, act.person, project)
        if gives_way is not None:
            _give_way(session, act, gives_way)
        most = quota(session, act.team, "first_projects")
        if level == FIRST and project.priority != FIRST and len(_first(session, act.team)) >= most:
            raise Refused("first_full", projects=(), most=most, leads=list(queries.pmo_leads(session, act.team)))
        _rank(session, act, project, level)
        return project


def _check_may(session: Session, person: Person, project: Project) -> None:
    if not may_lead(person, project):
        raise Refused("not_lead", project=project, lead=queries.person(session, person.team_id, project.lead_id))


def _give_way(session: Session, act: Act, project_id: int) -> None:
    found = queries.project(session, act.team, project_id)
    if found is None or not Sight(session, act.person).sees_project(found):
        raise Refused("no_project", key="")
    _check_may(session, act.person, found)
    if found.priority == FIRST:
        _rank(session, act.without_once, found, FIRST + 1)


def _rank(session: Session, act: Act, project: Project, level: int) -> None:
    before = project.priority
    if before == level:
        return
    project.priority = level
    session.add(project)
    session.flush()
    record(session, act, "project.changed", project=project, before={"priority": before}, after={"priority": level})
    if level == FIRST:
        ask_next_quarter(session, act, project)
    elif before == FIRST:
        checks.let_go(session, act, About.FIRST, project.id)
    wake_project(session, project, act.now)
    refresh_homes(session, act, project.lead_id, project.sponsor_id)


def _first(session: Session, team: str) -> Sequence[Project]:
    first = select(Project).where(Project.team_id == team, Project.priority == FIRST, Project.phase != Phase.CLOSED)
    return session.exec(first.order_by(col(Project.key))).all()


def in_order(db: Database, reader: Person, now: datetime, here: str | None = None) -> list[Outlook]:
    """The projects that a reader may see: what comes first, then what stands worst."""
    with db.reading() as session:
        sight = Sight(session, reader, here)
        seen = [one for one in sight.projects.values() if sight.sees_project(one) and one.phase is not Phase.CLOSED]
        return ranked(reading_projects.outlooks(session, reader, seen, now, {}))


# --- items --------------------------------------------------------------------------------


def critical_in(db: Database, reader: Person, item: Item) -> list[Item]:
    """What is critical beside an item, in its project, as far as the reader may know."""
    with db.reading() as session:
        found = session.exec(select(Item).where(*critical(item.team_id, item.project_id), Item.id != item.id)).all()
        return list(Sight(session, reader).of(found))


def swap(db: Database, act: Act, item_id: int, gives_way: int) -> Done:
    """An item is critical, and another one of its project only high, at once."""
    with db.transaction() as session:
        once_only(session, act)
        item, other = item_for_act(session, act, item_id), item_for_act(session, act, gives_way)
        if other.project_id != item.project_id or other.id == item.id:
            raise Refused("which_gives_way")
        if other.is_open and other.priority is Priority.CRITICAL:
            change_it(session, act.without_once, other, RANKED, _to(Priority.HIGH), refuse_closed=True)
        return change_it(session, act, item, RANKED, _to(Priority.CRITICAL), refuse_closed=True)


def _to(priority: Priority) -> Callable[[Item, Session], None]:
    def change(item: Item, session: Session) -> None:
        item.priority = priority

    return change
