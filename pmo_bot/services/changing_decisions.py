"""What becomes of a decision: replaced, looked at again, taken back.  Its words stay as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlmodel import Session

from pmo_bot.model import About, Decision, DecisionState
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import announcing, checks
from pmo_bot.services.absences import for_one_of
from pmo_bot.services.events import Act, difference, once_only, record, told
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_decisions import visible_decision
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@contextmanager
def changing_decision(
    session: Session, act: Act, decision: Decision, what: str, *, clicked: bool = False
) -> Iterator[None]:
    """Change a decision inside: the event and the announcement follow from what differs afterwards.

    Where this is what was `clicked`, and no consequence of it, the event names the click: it does nothing twice.
    """
    before = told(decision)
    yield
    session.add(decision)
    session.flush()
    was, is_now = difference(before, told(decision))
    project = queries.project(session, decision.team_id, decision.project_id)
    named = act if clicked else act.without_once
    record(session, named, what, decision=decision, project=project, before=was, after=is_now)
    announcing.changed(session, act, decision)


def supersede_with(session: Session, act: Act, old: Decision, new: Decision) -> None:
    """One decision takes the place of another: both ends are written at once."""
    check_holds(session, old)
    with changing_decision(session, act, new, "decision.supersedes"):
        new.supersedes_id = old.id
    with changing_decision(session, act, old, "decision.superseded"):
        old.state, old.superseded_by_id = DecisionState.SUPERSEDED, new.id
    checks.let_go(session, act, About.DECISION, old.id)


def look_again(session: Session, act: Act, decision: Decision, day: date, *, clicked: bool = False) -> None:
    """On that day whoever decided is asked whether it is still true.  Refuses a day that is not ahead."""
    today = calendar_of(session, act.person).today(act.now)
    if day <= today:
        raise Refused("review_past", day=day, today=today, field="review_on")
    checks.let_go(session, act, About.DECISION, decision.id)
    with changing_decision(session, act, decision, "decision.review_set", clicked=clicked):
        decision.review_on = day
    checks.plan(session, act, About.DECISION, decision.id, title=decision.title, owner_id=decision.decider_id, due=day,
                project_id=decision.project_id)  # fmt: skip


def review(db: Database, act: Act, decision_id: int, day: date) -> Decision:
    """Another day on which it is looked at."""
    with db.transaction() as session:
        act, decision = mine(session, act, decision_id)
        check_holds(session, decision)
        look_again(session, act, decision, day, clicked=True)
        return decision


def still_true(session: Session, act: Act, decision_id: int) -> None:
    """Whoever looked at it says that it still holds."""
    decision = session.get_one(Decision, decision_id)
    with changing_decision(session, act, decision, "decision.reviewed"):
        decision.reviewed_on = calendar_of(session, act.person).today(act.now)


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
        with changing_decision(session, act, old, "decision.restored"):
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
