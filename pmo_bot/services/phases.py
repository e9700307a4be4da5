"""A project goes from one phase to another: what is missing is named, and who goes on without it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from pmo_bot.model import Artefact, Decision, DecisionState, Enforce, Item, Person, Phase, Project
from pmo_bot.rules import phases
from pmo_bot.rules.phases import Lack
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import asking_lessons, goals, packs, transition, value
from pmo_bot.services.decisions import NewDecision, write
from pmo_bot.services.events import Act, difference, once_only, record, told, write_note
from pmo_bot.services.notices import refresh_homes, wake_project
from pmo_bot.services.projects import project_calendar, visible_project
from pmo_bot.services.welcoming import welcome_sponsor
from pmo_bot.store import decisions as stored
from pmo_bot.store import lifecycle, queries
from pmo_bot.store import value as stored_value
from pmo_bot.store.database import Database

WAIVER = "{name} goes on to {phase} without: {lacks}"
"""The title of the decision that a waiver is."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A project in its new phase; what it lacks, and what was begun with it."""

    project: Project
    was: Phase
    lacks: tuple[Lack, ...] = ()
    waiver: Decision | None = None
    handed: tuple[Item, ...] = ()
    ops: Person | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A project with all that its gates ask for, for whoever looks at it."""

    project: Project
    artefacts: Sequence[Artefact] = ()
    level: Enforce = Enforce.REQUIRE
    people: dict[int, Person] = field(default_factory=dict)
    handed: Sequence[Item] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a project is to go; `because` says why it goes without what is missing."""

    to: Phase
    ops_id: int | None = None
    """Who runs it after go-live."""
    because: str = ""
    waives: bool = False
    labels: Sequence[str] = ()
    """What is missing as the decision names it, where it is waived."""


def gate_of(db: Database, reader: Person, key: str) -> Gate:
    """What a project needs, and what of it is there."""
    with db.reading() as session:
        project = visible_project(session, reader, key)
        rows = lifecycle.artefacts(session, reader.team_id, project.id)
        people = queries.people(session, reader.team_id, [one.provided_by_id for one in rows])
        level = phases.level(project, queries.workspace(session, reader.team_id))
        return Gate(project, rows, level, people, lifecycle.transition(session, reader.team_id, project.id))


def move(db: Database, act: Act, key: str, wish: Wish) -> Moved:
    """A project goes to another phase.

    Refuses whoever may not say so, a phase that does not follow, and what its gate lacks: unless that is waived by
    somebody who may, with a reason, which is kept as a decision.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        _check(session, act, project, wish.to)
        lacks = lacks_of(session, project, wish.to)
        level = phases.level(project, queries.workspace(session, act.team))
        waiver = _waive(session, act, project, wish, phases.stops(lacks, level), level)
        was = project.phase
        enter(session, act, project, wish.to, ops_id=wish.ops_id, because=wish.because)
        asking_lessons.after_move(session, act, project, was)
        if was is Phase.APPROVED and project.phase is Phase.DELIVERY and project.pack:
            packs.schedule(session, act, project, packs.named(session, act.team, project.pack))
        if stored_value.goals(session, act.team):
            goals.check_goal(project)
        handed: tuple[Item, ...] = ()
        if wish.to is Phase.HYPERCARE:
            handed = tuple(transition.hand_over(session, act, project))
            value.go_live(session, act, project, project_calendar(session, project).today(act.now))
        return Moved(project, was, lacks, waiver, handed, queries.person(session, act.team, project.ops_id))


def _check(session: Session, act: Act, project: Project, to: Phase) -> None:
    if to is project.phase:
        raise Refused("same_phase", project=project)
    if to not in phases.MOVES[project.phase]:
        raise Refused("no_such_move", project=project, phase=to)
    if not phases.may_move(act.person, project, to):
        raise Refused("not_yours_to_move", project=project, lead=queries.person(session, act.team, project.lead_id))


def lacks_of(session: Session, project: Project, to: Phase) -> tuple[Lack, ...]:
    """What is in the way of a move, as things stand."""
    return phases.lacking(
        project,
        to,
        artefacts=lifecycle.artefacts(session, project.team_id, project.id),
        transition=lifecycle.transition(session, project.team_id, project.id),
        unconfirmed=value.unconfirmed(session, project),
        decided=go_decision(session, project),
    )


def go_decision(session: Session, project: Project) -> Decision | None:
    """The decision that a project begins, where there is one that counts."""
    if project.asked_number is None:
        return None
    found = stored.by_number(session, project.team_id, project.asked_number)
    counts = found is not None and found.state is DecisionState.ACTIVE and found.choice in (None, 1)
    return found if counts else None


def _waive(
    session: Session, act: Act, project: Project, wish: Wish, lacks: Sequence[Lack], level: Enforce
) -> Decision | None:
    if not lacks:
        return None
    may = phases.may_waive(act.person, project, lacks, level)
    if not wish.waives or not may:
        raise Refused("gate_lacks", project=project, phase=wish.to, lacks=lacks, may_waive=may)
    if not wish.because.strip():
        raise Refused("waiver_reason", field="reason")
    title = WAIVER.format(name=project.name, phase=wish.to.value, lacks="; ".join(wish.labels) or len(lacks))
    return write(session, act.without_once, NewDecision(title, rationale=wish.because, project_id=project.id))


def enter(
    session: Session, act: Act, project: Project, to: Phase, *, ops_id: int | None = None, because: str = ""
) -> None:
    """A project is in another phase from now on."""
    before = told(project)
    project.phase = to
    if ops_id is not None:
        project.ops_id = ops_id
    session.add(project)
    session.flush()
    was, is_now = difference(before, told(project))
    note = write_note(session, act, because)
    record(session, act, "project.phase", project=project, before=was, after=is_now, note=note)
    wake_project(session, project, act.now)
    if before["phase"] == Phase.PROPOSED and to is not Phase.CLOSED:
        welcome_sponsor(session, act, project, by_id=project.lead_id)
    refresh_homes(session, act, project.lead_id, project.sponsor_id)
