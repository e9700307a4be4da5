"""What people say of a risk: how likely and how hard it is, what is done about it, that it is as it was, that it
happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pmo_bot.model import Event, Item, Kind, Response, Risk
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.rules.risks import LEVELS, score
from pmo_bot.services.absences import as_said
from pmo_bot.services.changing import Done, change_in, done_with, item_for_act
from pmo_bot.services.events import Act, difference, keep_wordings, once_only, record, texts, told
from pmo_bot.services.notices import item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database

SIDES = ("probability", "impact")
"""An event that changes a score names both, so that it tells the score before and after."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that the window about a risk shows, as it is to be."""

    probability: int | None = None
    impact: int | None = None
    response: Response | None = None
    residual_probability: int | None = None
    residual_impact: int | None = None
    cause: str = ""
    trigger: str = ""


def assess(db: Database, act: Act, item_id: int, said: Assessment) -> Done:
    """How a risk stands, all of it.  Refuses half a score, and one that its measures would make worse."""
    with db.transaction() as session:
        once_only(session, act)
        item = open_risk(session, act, item_id)
        _check(item, said)
        with assessing(session, act, item, "risk.assessed") as (risk, events):
            _keep(risk, said)
            risk.reviewed_on = today_of(session, act, item)
        return done_with(session, item, events[0])


def score_in(session: Session, act: Act, item: Item, probability: int, impact: int) -> None:
    """The score that was said when the risk was noted, in the transaction that keeps it."""
    with assessing(session, act, item, "risk.assessed") as (risk, _):
        _check(item, said := Assessment(probability, impact))
        _keep(risk, said)
        risk.reviewed_on = today_of(session, act, item)


def unchanged(db: Database, act: Act, item_id: int) -> Done:
    """Somebody looked: it is as it was.  It is asked about again after the same span."""
    with db.transaction() as session:
        once_only(session, act)
        item = open_risk(session, act, item_id)
        with assessing(session, act, item, "risk.reviewed") as (risk, events):
            risk.reviewed_on = today_of(session, act, item)
        return done_with(session, item, events[0])


def happened(db: Database, act: Act, item_id: int) -> Done:
    """It has happened: an issue from now on.  Its number stays, so whoever types the old key finds it."""

    def change(item: Item, session: Session) -> None:
        if item.kind is not Kind.RISK:
            raise Refused("not_a_risk", item=item)
        item.kind = Kind.ISSUE

    return change_in(db, act, item_id, "item.happened", change, refuse_closed=True)


# --- shared by everything about risks -----------------------------------------------------


@contextmanager
def assessing(session: Session, act: Act, item: Item, what: str) -> Iterator[tuple[Risk, list[Event]]]:
    """Change what is known of a risk inside; the event and what it sets in motion follow from what differs."""
    act = as_said(session, act, item)
    risk = session.get(Risk, item.id) or Risk(item_id=item.id, team_id=item.team_id)
    before, said = told(risk), texts(risk)
    events: list[Event] = []
    yield risk, events
    was, is_now = difference(before, after := told(risk))
    if is_now.keys() & set(SIDES):
        was |= {side: before[side] for side in SIDES}
        is_now |= {side: after[side] for side in SIDES}
    if not is_now and said == texts(risk):
        raise AlreadyDone(what)
    session.add(risk)
    session.flush()
    events.append(record(session, act, what, item=item, before=was, after=is_now))
    keep_wordings(session, events[0], risk, said)
    item_changed(session, act, item)


def open_risk(session: Session, act: Act, item_id: int) -> Item:
    """The risk, if this person may change it and it is open."""
    item = item_for_act(session, act, item_id)
    if not item.is_open:
        raise Refused("is_closed", item=item)
    if item.kind is not Kind.RISK:
        raise Refused("not_a_risk", item=item)
    return item


def today_of(session: Session, act: Act, item: Item) -> date:
    """The owner's local date; without an owner that of whoever acts."""
    owner = queries.person(session, act.team, item.owner_id) or act.person
    return calendar_of(session, owner).today(act.now)


def _check(item: Item, said: Assessment) -> None:
    sides = ((said.probability, said.impact, "impact"),
             (said.residual_probability, said.residual_impact, "residual_impact"))  # fmt: skip
    for probability, impact, field in sides:
        if (probability is None) != (impact is None):
            raise Refused("half_score", item=item, field=field)
        if any(side is not None and side not in LEVELS for side in (probability, impact)):
            raise Refused("bad_score", words=f"{probability}x{impact}", field=field)
    now, left = score(said.probability, said.impact), score(said.residual_probability, said.residual_impact)
    if left is not None and (now is None or left > now):
        raise Refused("worse_after", item=item, field="residual_probability")


def _keep(risk: Risk, said: Assessment) -> None:
    risk.probability, risk.impact, risk.response = said.probability, said.impact, said.response
    risk.residual_probability, risk.residual_impact = said.residual_probability, said.residual_impact
    risk.cause, risk.trigger = fitting(" ".join(said.cause.split()), 60), fitting(said.trigger, 500)
