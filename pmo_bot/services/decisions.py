"""Decisions: logged once, with what could have been decided, whom they concern, and what they are to others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from pmo_bot.model import TITLE_LENGTH, Decision, DecisionOption, DecisionPerson, Item, Part
from pmo_bot.rules.decisions import OPTIONS_MOST, choices
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import announcing, requirements
from pmo_bot.services.changing import check_may_add, check_title, next_number, project_for
from pmo_bot.services.changing_decisions import changing_decision, look_again, supersede_with
from pmo_bot.services.events import Act, once_only, record, told
from pmo_bot.services.items import Capture, keep_item
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_decisions import visible_decision
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database


class Relation(StrEnum):
    """What a new decision is to one that was there before."""

    SUPERSEDES = "supersedes"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What was decided."""

    title: str
    rationale: str = ""
    project_id: int | None = None
    decider_id: int | None = None
    permalink: str | None = None
    considered: Sequence[str] = ()
    """What it was chosen from."""
    consulted: Sequence[int] = ()
    informed: Sequence[int] = ()
    review_on: date | None = None
    relation: Relation | None = None
    to_id: int | None = None
    """The decision that it supersedes, or is an exception to."""
    requirements: Sequence[str] = ()
    """The names of what it is for."""


def log(db: Database, act: Act, wanted: NewDecision, follow: Capture | None = None) -> Decision:
    """Keep a decision with the first thing that follows, and announce it in its project's channel.

    Who logs it decided it, unless somebody is named.
    """
    with db.transaction() as session:
        once_only(session, act)
        wanted = replace(wanted, title=check_title(wanted.title))
        project = project_for(session, act, wanted.project_id)
        check_may_add(act, project)
        decision = write(session, act, wanted)
        if follow is not None:
            keep_item(session, act.without_once, replace(follow, decision=decision.number))
        announcing.announce(session, act, decision, project)
        return decision


def write(session: Session, act: Act, wanted: NewDecision, item: Item | None = None) -> Decision:
    """Keep a decision inside the transaction of what it decides."""
    decision = Decision(
        team_id=act.team,
        number=next_number(session, act.team),
        title=wanted.title.strip()[:TITLE_LENGTH],
        rationale=fitting(wanted.rationale, 3000),
        project_id=wanted.project_id,
        item_id=item.id if item else None,
        decider_id=wanted.decider_id or act.person.id,
        logged_by_id=act.person.id,
        decided_on=calendar_of(session, act.person).today(act.now),
        permalink=wanted.permalink,
        created_at=act.now,
    )
    # The click is named by the item's event when an answer to an escalation writes its decision.
    keep(session, act.without_once if item else act, decision)
    keep_options(session, act, decision.number, wanted.considered)
    keep_people(session, act, decision.number, Part.CONSULTED, wanted.consulted)
    keep_people(session, act, decision.number, Part.INFORMED, wanted.informed)
    requirements.write_decision(session, act.without_once, decision, wanted.requirements)
    _relate(session, act, decision, wanted)
    if wanted.review_on is not None:
        look_again(session, act.without_once, decision, wanted.review_on)
    return decision


def keep(session: Session, act: Act, decision: Decision) -> None:
    """Write a new row, and the event that tells of it."""
    session.add(decision)
    session.flush()
    project = queries.project(session, act.team, decision.project_id)
    record(session, act, "decision.logged", decision=decision, project=project, after=told(decision))


def keep_options(session: Session, act: Act, number: int, options: Sequence[str], recommended: int = 0) -> None:
    """What can be, or could have been, decided.  Refuses more than five."""
    found = choices(options)
    if len(found) > OPTIONS_MOST:
        raise Refused("many_options", count=len(found), most=OPTIONS_MOST, field="options")
    for position, text in enumerate(found, 1):
        session.add(DecisionOption(team_id=act.team, number=number, position=position,
                                   text=check_title(text), recommended=position == recommended))  # fmt: skip
    session.flush()


def keep_people(session: Session, act: Act, number: int, part: Part, people: Sequence[int]) -> None:
    """Whom it concerns; twice named is named once."""
    known = {one.person_id for one in stored.people_of(session, act.team, [number]) if one.part is part}
    there = queries.people(session, act.team, people)
    for person_id in dict.fromkeys(people):
        if person_id in there and person_id not in known:
            session.add(DecisionPerson(team_id=act.team, number=number, person_id=person_id, part=part))
    session.flush()


def _relate(session: Session, act: Act, decision: Decision, wanted: NewDecision) -> None:
    if wanted.relation is None or wanted.to_id is None:
        return
    other = visible_decision(session, act.person, session.get(Decision, wanted.to_id))
    if wanted.relation is Relation.SUPERSEDES:
        supersede_with(session, act, other, decision)
        return
    with changing_decision(session, act.without_once, decision, "decision.excepted"):
        decision.exception_to_id = other.id
