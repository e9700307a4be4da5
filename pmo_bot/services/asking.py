"""Ask for a decision, and decide.  What is asked is an item: it is reminded of, passed on and covered like any other.

The decision gets the number of its question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pmo_bot.model import (
    Decision,
    DecisionOption,
    DecisionState,
    Item,
    Kind,
    Mode,
    Note,
    Part,
    Person,
    Phase,
    Priority,
    Project,
    Role,
    State,
)
from pmo_bot.rules import intake
from pmo_bot.rules.decisions import ANSWER_DAYS, YES_NO, deciders
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.modes import mode_of
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import announcing, phases, requirements
from pmo_bot.services.absences import for_one_of
from pmo_bot.services.changing import (
    Done,
    changing,
    check_ahead,
    check_may_add,
    check_owner,
    check_title,
    next_number,
    project_for,
)
from pmo_bot.services.changing_decisions import changing_decision, take_back
from pmo_bot.services.commitment import begin_handshake, close, commit
from pmo_bot.services.decisions import NewDecision, keep, keep_options, keep_people
from pmo_bot.services.escalations import told_of
from pmo_bot.services.events import Act, note_text, once_only, record, told, write_note
from pmo_bot.services.looking import visible_item
from pmo_bot.services.notices import item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What somebody is asked to decide."""

    title: str
    decider_id: int | None
    options: Sequence[str] = YES_NO
    recommended: int = 0
    """The position of the option that whoever asks suggests; 0 for none."""
    due: date | None = None
    """By when; else three working days of the decider's from now."""
    project_id: int | None = None
    context: str = ""
    """What has to be known to decide."""
    consulted: Sequence[int] = ()
    priority: Priority = Priority.NORMAL
    permalink: str | None = None
    requirements: Sequence[str] = ()
    """The names of what it is for."""


def ask(db: Database, act: Act, wanted: NewQuestion) -> Done:
    """Ask somebody for a decision.  Refuses nobody to ask, one's own question, fewer than two options, a day past."""
    with db.transaction() as session:
        once_only(session, act)
        project = project_for(session, act, wanted.project_id)
        check_may_add(act, project)
        return put(session, act, wanted, project)


def agrees_first(session: Session, act: Act, project_id: int | None, decider_id: int | None = None) -> Person | None:
    """Whoever has to agree before something counts as decided; None where whoever says it may decide it.

    In directive mode that is the lead, or the sponsor where they are named.
    """
    project = queries.project(session, act.team, project_id)
    if mode_of(project) is not Mode.DIRECTIVE or project is None or act.person.role is Role.PMO:
        return None
    may = (project.lead_id, project.sponsor_id)
    if for_one_of(session, act, may) is not None:
        return None
    return queries.person(session, act.team, decider_id if decider_id in may else project.lead_id)


def to_agree(wanted: NewDecision, who: Person, options: Sequence[str]) -> NewQuestion:
    """Something decided that somebody has to agree to first, as the question that it is until then."""
    return NewQuestion(title=wanted.title, decider_id=who.id, options=options, recommended=1,
                       project_id=wanted.project_id, context=wanted.rationale, consulted=wanted.consulted,
                       permalink=wanted.permalink, requirements=wanted.requirements)  # fmt: skip


def put(session: Session, act: Act, wanted: NewQuestion, project: Project | None) -> Done:
    """The same, in a transaction that is under way."""
    decider = _decider(session, act, wanted, project)
    note = write_note(session, act, wanted.context)
    item = Item(
        team_id=act.team,
        number=next_number(session, act.team),
        kind=Kind.DECISION,
        title=check_title(wanted.title),
        project_id=wanted.project_id,
        owner_id=decider.id,
        requester_id=act.person.id,
        due=wanted.due or _answer_by(session, act, decider),
        priority=wanted.priority,
        created_at=act.now,
        permalink=wanted.permalink,
        wake_at=act.now,
    )
    if item.due is not None:
        check_ahead(session, act, item, item.due, decider.id)
    commit(item, act.when)
    begin_handshake(item, act.person.id, act.when)
    item.offer_note_id = note.id if note is not None else None
    session.add(item)
    session.flush()
    _of_item(session, note, item)
    keep_options(session, act, item.number, wanted.options, wanted.recommended)
    keep_people(session, act, item.number, Part.CONSULTED, wanted.consulted)
    event = record(session, act, "item.created", item=item, after=told(item))
    requirements.write_item(session, act.without_once, item, wanted.requirements)
    item_changed(session, act, item)
    return Done(item, event, decider, project)


def _decider(session: Session, act: Act, wanted: NewQuestion, project: Project | None) -> Person:
    """Whoever is named, else the project's sponsor."""
    asked = wanted.decider_id or (project.sponsor_id if project is not None else None)
    decider = queries.person(session, act.team, asked)
    if decider is None:
        raise Refused("nobody_to_decide", project=project, field="decider")
    check_owner(decider)
    if decider.id == act.person.id:
        raise Refused("asks_oneself", field="decider")
    return decider


def _answer_by(session: Session, act: Act, decider: Person) -> date:
    calendar = calendar_of(session, decider)
    return calendar.plus(calendar.today(act.now), ANSWER_DAYS)


def _of_item(session: Session, note: Note | None, item: Item) -> None:
    if note is not None:
        note.item_id = item.id
        session.add(note)


# --- the answer -------------------------------------------------------------------------


def choose(db: Database, act: Act, item_id: int, position: int, reason: str = "") -> Done:
    """Decide: it is logged, announced and closed at once.

    For whoever was asked or stands in for them, the project's sponsor, a PMO lead, and whoever it was passed on to.
    """
    with db.transaction() as session:
        once_only(session, act)
        item = visible_item(session, act.person, queries.item(session, act.team, item_id), "")
        option = option_of(session, item, position)
        if not item.is_open:
            raise Refused("decided_already", item=item, **_outcome(session, item))
        said = _as_decider(session, act, item)
        note = write_note(session, said, reason, item)
        decision = _decide(session, said, item, option, reason)
        with changing(session, said, item, "item.decided", note) as events:
            close(item, State.DONE, act.when)
        project = queries.project(session, act.team, item.project_id)
        _about_beginning(session, said, item, project, position)
        announcing.announce(session, said, decision, project)
        return Done(item, events[0], said.person, project)


def _about_beginning(session: Session, act: Act, item: Item, project: Project | None, position: int | None) -> None:
    """Where it was asked whether a project begins: Go lets it, No ends it, Not now and an answer taken back do not."""
    if project is None or not intake.is_board_question(project, item):
        return
    to = {intake.GO: Phase.APPROVED, intake.NO: Phase.CLOSED}.get(position or 0, Phase.PROPOSED)
    if to is not project.phase and project.phase in (Phase.PROPOSED, Phase.APPROVED, Phase.CLOSED):
        phases.enter(session, act.without_once, project, to)


def asked_about(db: Database, reader: Person, item_id: int) -> tuple[Item, Sequence[DecisionOption]]:
    """A question that is open, and what there is to choose from: no window opens only to be refused."""
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, reader.team_id, item_id), "")
        if item.kind is not Kind.DECISION:
            raise Refused("no_question", item=item)
        if not item.is_open:
            raise Refused("decided_already", item=item, **_outcome(session, item))
        return item, answer_to(session, item)[0]


def option_of(session: Session, item: Item, position: int) -> DecisionOption:
    """One of the options of a question."""
    found = stored.options_of(session, item.team_id, [item.number]).get(item.number, ())
    option = next((one for one in found if one.position == position), None)
    if item.kind is not Kind.DECISION or option is None:
        raise Refused("no_option", item=item)
    return option


def chosen_of(session: Session, item: Item) -> str:
    """The words of the option that was taken; empty for what was no question, or is open."""
    options, choice = answer_to(session, item)
    return next((one.text for one in options if one.position == choice), "")


def answer_to(session: Session, item: Item) -> tuple[Sequence[DecisionOption], int | None]:
    """What there was to choose from, and what was chosen; nothing for what was no question."""
    if item.kind is not Kind.DECISION:
        return (), None
    decision = stored.by_number(session, item.team_id, item.number)
    return stored.options_of(session, item.team_id, [item.number]).get(item.number, ()), (
        decision.choice if decision is not None else None
    )


def _outcome(session: Session, item: Item) -> dict[str, object]:
    decision = stored.by_number(session, item.team_id, item.number)
    if decision is None or decision.state is DecisionState.WITHDRAWN:
        return {"decider": None, "chosen": ""}
    decider = queries.person(session, item.team_id, decision.decider_id)
    return {"decider": decider, "chosen": chosen_of(session, item)}


def _as_decider(session: Session, act: Act, item: Item) -> Act:
    """The act as it is written down, perhaps for somebody away; refuses whoever was not asked."""
    project = queries.project(session, act.team, item.project_id)
    said = for_one_of(session, act, [*deciders(item, project), *told_of(session, item)])
    if said is None and act.person.role is not Role.PMO:
        raise Refused("not_yours_to_choose", item=item, decider=queries.person(session, act.team, item.owner_id))
    return said or act


def _decide(session: Session, act: Act, item: Item, option: DecisionOption, reason: str) -> Decision:
    """The decision with the number of its question; one that was taken back counts again, as it is decided now."""
    decision = stored.by_number(session, act.team, item.number)
    if decision is None:
        decision = Decision(
            team_id=act.team,
            number=item.number,
            title=item.title,
            project_id=item.project_id,
            permalink=item.permalink,
            decided_on=act.now.date(),
            created_at=act.now,
        )
        _as_now(session, act, item, option, decision, reason)
        keep(session, act.without_once, decision)
        return decision
    with changing_decision(session, act.without_once, decision, "decision.decided_anew"):
        _as_now(session, act, item, option, decision, reason)
    return decision


def _as_now(session: Session, act: Act, item: Item, option: DecisionOption, decision: Decision, reason: str) -> None:
    """Who decides what now, and why: in their words, else in those that the question came with.

    Those speak for what was suggested: whoever chooses something else is not given them as a reason.
    """
    decision.choice, decision.state = option.position, DecisionState.ACTIVE
    decision.decider_id, decision.logged_by_id = (act.behalf or act.person).id, act.person.id
    decision.decided_on = calendar_of(session, act.person).today(act.now)
    others = stored.options_of(session, act.team, [item.number]).get(item.number, ())
    against = not option.recommended and any(one.recommended for one in others)
    asked = "" if against else note_text(session, act.team, item.offer_note_id)
    decision.rationale = fitting(reason, 3000) or asked


def undo(session: Session, act: Act, item: Item) -> None:
    """The answer is taken back: the question is open again, and the decision counts no more."""
    decision = stored.by_number(session, act.team, item.number)
    if decision is not None and decision.state is DecisionState.ACTIVE:
        take_back(session, act.without_once, decision)
        _about_beginning(session, act, item, queries.project(session, act.team, item.project_id), None)
