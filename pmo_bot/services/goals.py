"""Goals: what projects are for.  PMO leads set them; whoever leads a project says which one it serves."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pmo_bot.model import Goal, Person, Project, Role
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_lead, may_see
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.value import check_figure, needs_goal
from pmo_bot.services.changing import check_owner, check_title
from pmo_bot.services.events import Act, difference, once_only, record, told
from pmo_bot.services.notices import wake_project
from pmo_bot.services.projects import visible_project
from pmo_bot.services.rows import changing_row, make
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class NewGoal:
    """What is to be reached."""

    title: str
    owner_id: int | None = None
    measure: str = ""
    target: float | None = None
    target_on: date | None = None


def make_goal(db: Database, act: Act, wanted: NewGoal) -> Goal:
    """A goal of the workspace.  Refuses anybody but PMO leads, and an owner who cannot answer."""
    with db.transaction() as session:
        once_only(session, act)
        check_pmo(session, act)
        check_figure(wanted.target, "target")
        check_owner(queries.person(session, act.team, wanted.owner_id))
        goal = Goal(
            team_id=act.team,
            number=stored.next_of(session, Goal, act.team),
            title=check_title(wanted.title),
            owner_id=wanted.owner_id or act.person.id,
            measure=fitting(wanted.measure, 500, field="measure"),
            target=wanted.target,
            target_on=wanted.target_on,
            created_at=act.now,
        )
        make(session, act, "goal.made", goal)
        return goal


def change_goal(db: Database, act: Act, goal_id: int, wanted: NewGoal) -> Goal:
    """What is to be reached, as it is said from now on.  Refuses like a new one; what it was stays in the history."""
    with db.transaction() as session:
        once_only(session, act)
        check_pmo(session, act)
        goal = named(session, act.person, goal_id=goal_id)
        check_figure(wanted.target, "target")
        if wanted.owner_id != goal.owner_id:
            check_owner(queries.person(session, act.team, wanted.owner_id))
        title = check_title(wanted.title)
        with changing_row(session, act, "goal.changed", goal):
            goal.title, goal.owner_id = title, wanted.owner_id or goal.owner_id
            goal.measure = fitting(wanted.measure, 500, field="measure")
            goal.target, goal.target_on = wanted.target, wanted.target_on
        return goal


def set_active(db: Database, act: Act, goal_id: int, *, active: bool) -> Goal:
    """A goal counts, or no longer; projects that serve it keep saying so."""
    with db.transaction() as session:
        once_only(session, act)
        check_pmo(session, act)
        goal = named(session, act.person, goal_id=goal_id)
        with changing_row(session, act, "goal.changed", goal):
            goal.active = active
        return goal


def serve(db: Database, act: Act, key: str, goal_id: int | None) -> tuple[Project, Goal | None]:
    """A project serves a goal, or none.  Refuses who does not lead it, a goal that is over, and none where one is due.

    What a project that is run strictly is for cannot be left open once it is approved.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        if not may_lead(act.person, project):
            raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
        goal = named(session, act.person, goal_id=goal_id) if goal_id is not None else None
        if goal is not None and not goal.active:
            raise Refused("goal_over", goal=goal, field="goal")
        if goal is None and project.goal_id is not None and needs_goal(project.mode, project.phase):
            raise Refused("needs_goal", project=project, field="goal")
        before = told(project)
        project.goal_id = goal.id if goal is not None else None
        session.add(project)
        session.flush()
        was, is_now = difference(before, told(project))
        if is_now:
            record(session, act, "project.aimed", project=project, before=was, after=is_now)
            wake_project(session, project, act.now)
        return project, goal


def check_goal(project: Project) -> None:
    """Refuses to go on with a project that is run strictly before it says which goal it serves."""
    if project.goal_id is None and needs_goal(project.mode, project.phase):
        raise Refused("needs_goal", project=project, field="goal")


def named(session: Session, reader: Person, *, number: int | None = None, goal_id: int | None = None) -> Goal:
    """A goal by number or id.  Goals are the workspace's: every member may know of them, guests and outsiders not."""
    found = (
        stored.goal_by_number(session, reader.team_id, number)
        if number is not None
        else stored.goal(session, reader.team_id, goal_id)
    )
    if found is None or not may_see(reader, None, ()):
        raise Refused("no_goal")
    return found


def check_pmo(session: Session, act: Act) -> None:
    """Only PMO leads say what the workspace aims for."""
    if act.person.role is not Role.PMO:
        raise Refused("not_pmo_here", leads=queries.pmo_leads(session, act.team))
