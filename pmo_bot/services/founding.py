"""A project comes to be: at once with what it begins with, or as a proposal that the board decides about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from pmo_bot.model import Item, Mode, Person, Phase, Project, Standing
from pmo_bot.rules import intake
from pmo_bot.rules.intake import Inputs, Pipeline, Proposal
from pmo_bot.rules.permission import may_lead, may_see, may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import asking, gates, packs
from pmo_bot.services.asking import NewQuestion
from pmo_bot.services.changing import Done
from pmo_bot.services.events import Act, difference, once_only, record, told
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import NewProject, put, visible_project
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What `/pmo propose` asks for."""

    name: str
    inputs: Inputs
    goal: str = ""
    sponsor_id: int | None = None
    pack: str = ""
    mode: Mode | None = None


def found(db: Database, act: Act, wanted: NewProject, pack: str = "", mode: Mode | None = None) -> Project:
    """A project begins with the milestones, gates and words of a pack or template.

    Its mode is the one that was chosen, else that of the pack.  Refuses to begin a strict project at once: there the
    board decides first.
    """
    with db.transaction() as session:
        once_only(session, act)
        chosen = packs.named(session, act.team, pack) if pack else None
        run = mode or (chosen.mode if chosen is not None else Mode.SUPPORTIVE)
        if run is Mode.DIRECTIVE:
            raise Refused("needs_go", name=wanted.name.strip(), field="mode")
        project = put(session, act, wanted, mode=run, pack=chosen)
        if chosen is not None:
            gates.require(session, act, project, chosen.gates)
            packs.schedule(session, act, project, chosen)
        return project


def propose(db: Database, act: Act, wanted: NewProposal, question: str, options: Sequence[str]) -> tuple[Project, Done]:
    """Something is proposed: a project that does nothing yet, and the question to the board whether it begins."""
    with db.transaction() as session:
        once_only(session, act)
        chosen = packs.named(session, act.team, wanted.pack) if wanted.pack else None
        run = wanted.mode or (chosen.mode if chosen is not None else Mode.SUPPORTIVE)
        new = NewProject(wanted.name, sponsor_id=wanted.sponsor_id, goal=wanted.goal)
        project = put(session, act, new, mode=run, pack=chosen, phase=Phase.PROPOSED, inputs=wanted.inputs)
        if chosen is not None:
            gates.require(session, act, project, chosen.gates)
        return project, _ask(session, act, project, question, options)


def ask_again(db: Database, act: Act, key: str, question: str, options: Sequence[str]) -> tuple[Project, Done]:
    """The board is asked once more whether a project begins; not while it is asked already."""
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        if not may_lead(act.person, project):
            raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
        number = project.asked_number
        item = queries.item_by_number(session, act.team, number) if number is not None else None
        if item is not None and item.is_open:
            raise Refused("asked_already", project=project, item=item)
        if project.phase is not Phase.PROPOSED and not (project.phase is Phase.APPROVED and number is None):
            raise Refused("begun_already", project=project)
        return project, _ask(session, act, project, question, options)


def _ask(session: Session, act: Act, project: Project, question: str, options: Sequence[str]) -> Done:
    wanted = NewQuestion(question, _board(session, act, project).id, options, project_id=project.id,
                         context=project.goal)  # fmt: skip
    done = asking.put(session, act.without_once, wanted, project)
    before = told(project)
    project.asked_number = done.item.number
    session.add(project)
    session.flush()
    was, is_now = difference(before, told(project))
    record(session, act.without_once, "project.changed", project=project, before=was, after=is_now)
    return done


def _board(session: Session, act: Act, project: Project) -> Person:
    """Who is asked: a PMO lead, else the sponsor; nobody decides about their own proposal."""
    sponsor = queries.person(session, act.team, project.sponsor_id)
    board = [*queries.pmo_leads(session, act.team), *([sponsor] if sponsor is not None else [])]
    asked = next((one for one in board if one.id != act.person.id and one.standing is Standing.MEMBER), None)
    if asked is None:
        raise Refused("no_board", field="sponsor")
    return asked


def pipeline(db: Database, reader: Person, here: str | None = None) -> Pipeline:
    """All projects that somebody may see, by phase, and the proposals in their order."""
    with db.reading() as session:
        rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        seen = [
            one
            for one in queries.projects(session, reader.team_id)
            if may_see(reader, one, rooms) and may_tell(one, here)
        ]
        return intake.pipeline(seen, {one.id: _proposal(session, reader, one) for one in seen})


def _proposal(session: Session, reader: Person, project: Project) -> Proposal:
    inputs = intake.inputs_of(project)
    points = intake.score(inputs) if inputs is not None else None
    if project.asked_number is None:
        return Proposal(project, points)
    asked = select(Item).where(Item.team_id == project.team_id, Item.number == project.asked_number)
    item = session.exec(asked).first()
    decision = stored.by_number(session, project.team_id, project.asked_number)
    waits = item is not None and item.is_open
    return Proposal(
        project,
        points,
        asked=queries.person(session, project.team_id, item.owner_id) if item is not None and waits else None,
        since=calendar_of(session, reader).today(item.created_at) if item is not None and waits else None,
        decision=None if waits else decision,
        decider=queries.person(session, project.team_id, decision.decider_id) if decision and not waits else None,
    )
