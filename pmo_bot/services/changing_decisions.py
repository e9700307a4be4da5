"""What becomes of a decision: replaced, looked at again, taken back.  Its words stay as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlmodel import Session, select

from pmo_bot.model import About, Decision, DecisionState, Event, Item
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import announcing, checks
from pmo_bot.services.absences import for_one_of
from pmo_bot.services.events import Act, difference, fold, once_only, record, told
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_decisions import visible_decision
from pmo_bot.store import queries, value
from pmo_bot.store.database import Database


@contextmanager
def changing_decision(session: Session, act: Act, decision: Decision, what: str) -> Iterator[None]:
    """Change a decision inside: the event and the announcement follow from what differs afterwards."""
    before = told(decision)
    yield
    session.add(decision)
    session.flush()
    was, is_now = difference(before, told(decision))
    project = queries.project(session, decision.team_id, decision.project_id)
    record(session, act, what, decision=decision, project=project, before=was, after=is_now)
    announcing.changed(session, act, decision)


def supersede_with(session: Session, act: Act, old: Decision, new: Decision) -> None:
    """One decision takes the place of another: both ends are written at once."""
    check_holds(session, old)
    with changing_decision(session, act.without_once, new, "decision.supersedes"):
        new.supersedes_id = old.id
    with changing_decision(session, act.without_once, old, "decision.superseded"):
        old.state, old.superseded_by_id = DecisionState.SUPERSEDED, new.id
    checks.let_go(session, act, About.DECISION, old.id)


def look_again(session: Session, act: Act, decision: Decision, day: date) -> None:
    """On that day whoever decided is asked whether it is still true.  Refuses a day that is not ahead."""
    today = calendar_of(session, act.person).today(act.now)
    if day <= today:
        raise Refused("review_past", day=day, today=today, field="review_on")
    checks.let_go(session, act, About.DECISION, decision.id)
    with changing_decision(session, act, decision, "decision.review_set"):
        decision.review_on = day
    checks.plan(session, act, About.DECISION, decision.id, title=decision.title, owner_id=decision.decider_id, due=day,
                project_id=decision.project_id)  # fmt: skip


def review(db: Database, act: Act, decision_id: int, day: date) -> Decision:
    """Another day on which it is looked at."""
    with db.transaction() as session:
        act, decision = mine(session, act, decision_id)
        check_holds(session, decision)
        look_again(session, act, decision, day)
        return decision


def still_true(session: Session, act: Act, decision_id: int) -> None:
    """Whoever looked at it says that it still holds."""
    decision = session.get_one(Decision, decision_id)
    with changing_decision(session, act.without_once, decision, "decision.reviewed"):
        decision.reviewed_on = calendar_of(session, act.person).today(act.now)


def not_looked_at(session: Session, act: Act, check: Item, at: datetime) -> None:
    """It was not looked at after all.  Refuses what does not hold any more, and what is to be looked at again."""
    decision = session.get_one(Decision, check.about_id)
    check_holds(session, decision)
    if value.open_checks(session, act.team, About.DECISION, decision.id):
        raise Refused("changed_since", item=check)
    reviewed = (Event.team_id == act.team, Event.decision_id == decision.id, Event.what == "decision.reviewed")
    event = session.exec(select(Event).where(*reviewed, Event.recorded_at == at)).first()
    if event is not None and event.after:
        with changing_decision(session, act.without_once, decision, "decision.reviewed"):
            fold(decision, event.before)


def needs_nothing(db: Database, act: Act, decision_id: int) -> Decision:
    """Nothing has to be done for it: nobody is asked what follows."""
    with db.transaction() as session:
        act, decision = mine(session, act, decision_id)
        with changing_decision(session, act, decision, "decision.needs_nothing"):
            decision.needs_nothing = True
        return decision


def withdraw(db: Database, act: Act, decision_id: int) -> Decision:
    """Taken back: it no longer counts, and stays in the log.  What it had replaced counts again."""
    with db.transaction() as session:
        act, decision = mine(session, act, decision_id)
        check_holds(session, decision)
        take_back(session, act, decision)
        return decision


def take_back(session: Session, act: Act, decision: Decision) -> None:
    """The same, in a transaction that is under way."""
    with changing_decision(session, act, decision, "decision.withdrawn"):
        decision.state = DecisionState.WITHDRAWN
    old = session.get(Decision, decision.supersedes_id) if decision.supersedes_id is not None else None
    if old is not None and old.superseded_by_id == decision.id:
        with changing_decision(session, act.without_once, old, "decision.restored"):
            old.state, old.superseded_by_id = DecisionState.ACTIVE, None
    checks.let_go(session, act, About.DECISION, decision.id)


def check_holds(session: Session, decision: Decision) -> None:
    """Refuses what no longer counts: it names what does."""
    if decision.state is not DecisionState.ACTIVE:
        newer = session.get(Decision, decision.superseded_by_id) if decision.superseded_by_id is not None else None
        raise Refused("holds_no_more", decision=decision, newer=newer)


def mine(session: Session, act: Act, decision_id: int) -> tuple[Act, Decision]:
    """A decision that this person may change: whoever decided or logged it, the lead, the sponsor, a PMO lead."""
    once_only(session, act)
    decision = visible_decision(session, act.person, session.get(Decision, decision_id))
    project = queries.project(session, act.team, decision.project_id)
    led = [project.lead_id, project.sponsor_id] if project is not None else []
    said = for_one_of(session, act, [decision.decider_id, decision.logged_by_id, *led])
    if said is None and (project is None or not may_lead(act.person, project)):
        raise Refused("not_your_decision", decision=decision,
                      decider=queries.person(session, act.team, decision.decider_id))  # fmt: skip
    return said or act, decision
