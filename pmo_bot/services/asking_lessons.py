"""A milestone is done, or a project ends: its lead is asked what was learned, by a check.

There is one such check at a time, and a week between two: it covers what was done since.  Nothing is asked twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from pmo_bot.model import About, Item, Kind, Lesson, LessonAsked, Person, Phase, Project, Standing, State
from pmo_bot.rules.lessons import asked_on
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.silence import BEFORE
from pmo_bot.services import checks
from pmo_bot.services.changing import Done, changing, done_with, item_for_act
from pmo_bot.services.commitment import close
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.lessons import NewLesson, keep_all
from pmo_bot.services.people import calendar_of
from pmo_bot.services.rows import changing_row, make, remove
from pmo_bot.store import lessons as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check asks about: the project, and what was done in it since the last time."""

    item: Item
    project: Project
    milestones: Sequence[Item] = ()
    ends: bool = False
    """The project is over."""


def after_done(session: Session, act: Act, item: Item) -> None:
    """Something is done.  A milestone is worth the question."""
    project = queries.project(session, act.team, item.project_id)
    if item.kind is Kind.MILESTONE and project is not None:
        _ask(session, act, project, item.id)


def after_move(session: Session, act: Act, project: Project, was: Phase) -> None:
    """A project is in another phase.  At its end it is asked; what never began has taught nothing."""
    if project.phase is Phase.CLOSED and was not in BEFORE:
        _ask(session, act, project, None)
    elif was is Phase.CLOSED:
        _withdraw(session, act, stored.asked_of(session, act.team, project.id, None))


def no_longer_done(session: Session, act: Act, item: Item) -> None:
    """It is open again: what nobody has answered yet is not asked before it is done."""
    if item.kind is Kind.MILESTONE and item.is_open and item.project_id is not None:
        _withdraw(session, act, stored.asked_of(session, act.team, item.project_id, item.id))


def _ask(session: Session, act: Act, project: Project, milestone_id: int | None) -> None:
    lead = queries.person(session, act.team, project.lead_id)
    known = stored.asked_of(session, act.team, project.id, milestone_id)
    if lead is None or lead.standing is not Standing.MEMBER or project.phase in BEFORE or known is not None:
        return
    check = _check(session, act, project, lead)
    row = LessonAsked(team_id=act.team, project_id=project.id, milestone_id=milestone_id, check_id=check.id)
    make(session, act.without_once, "asked.begun", row, project)


def _check(session: Session, act: Act, project: Project, lead: Person) -> Item:
    """The check that asks next: the one that waits, unless its day has come; then another takes it over."""
    before, calendar = stored.checks(session, act.team, project.id), calendar_of(session, lead)
    today, last = calendar.today(act.now), before[0] if before else None
    if last is not None and last.is_open and last.due is not None and last.due > today:
        return last
    waited = last is not None and last.is_open
    day = asked_on(today, last.due if last is not None else None, calendar)
    checks.let_go(session, act, About.LESSON, project.id)
    check = checks.plan(session, act, About.LESSON, project.id, title=project.name, owner_id=lead.id, due=day,
                        project_id=project.id, requester_id=lead.id)  # fmt: skip
    if last is not None and waited:
        _carry(session, act, project, last, check)
    return check


def _carry(session: Session, act: Act, project: Project, last: Item, check: Item) -> None:
    """What was asked about and never answered is asked with the rest."""
    for row in stored.asked(session, act.team, check_id=last.id):
        with changing_row(session, act.without_once, "asked.carried", row, project):
            row.check_id = check.id


def _withdraw(session: Session, act: Act, row: LessonAsked | None) -> None:
    check = queries.item(session, act.team, row.check_id) if row is not None else None
    if row is None or check is None or not check.is_open:
        return
    project = queries.project(session, act.team, row.project_id)
    remove(session, act.without_once, "asked.left", row, project)
    if not stored.asked(session, act.team, check_id=check.id):
        checks.let_go(session, act, About.LESSON, row.project_id)


# --- the answer -------------------------------------------------------------------------


def asked_about(db: Database, act: Act, item_id: int) -> Asked:
    """What a check asks about, for whoever may answer it."""
    with db.reading() as session:
        return _asked(session, act, item_id)


def answer(db: Database, act: Act, item_id: int, wanted: Sequence[NewLesson]) -> tuple[list[Lesson], Project]:
    """What was learned: that ends the check.  What is said once it is over is kept as well."""
    with db.transaction() as session:
        once_only(session, act)
        asked = _asked(session, act, item_id)
        kept = keep_all(session, act, asked.project, wanted)
        if asked.item.is_open:
            _end(session, act.without_once if kept else act, asked.item)
        return kept, asked.project


def nothing(db: Database, act: Act, item_id: int) -> Done:
    """There is nothing to keep: that ends the check."""
    with db.transaction() as session:
        once_only(session, act)
        asked = _asked(session, act, item_id)
        if not asked.item.is_open:
            raise Refused("is_closed", item=asked.item)
        return _end(session, act, asked.item)


def nothing_more(session: Session, act: Act, project_id: int) -> None:
    """The check is done: that changes nothing about the project."""


def _asked(session: Session, act: Act, item_id: int) -> Asked:
    item = item_for_act(session, act, item_id)
    project = queries.project(session, act.team, item.project_id)
    if item.about is not About.LESSON or project is None:
        raise Refused("old_button")
    rows = stored.asked(session, act.team, check_id=item.id)
    known = queries.items(session, act.team, [one.milestone_id for one in rows])
    done = [known[one.milestone_id] for one in rows if one.milestone_id in known]
    return Asked(item, project, done, any(one.milestone_id is None for one in rows))


def _end(session: Session, act: Act, item: Item) -> Done:
    with changing(session, act, item, "item.done") as events:
        close(item, State.DONE, act.when)
    return done_with(session, item, events[0])
