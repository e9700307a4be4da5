"""What it does to the thing itself when somebody has looked at it, or had not: a line for each kind of check."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import About, Event, Item, State
from pmo_bot.services import (
    asking_lessons,
    changing_decisions,
    checks,
    first_days,
    kpi_values,
    mandates,
    offering,
    pulses,
    quarters,
    readiness,
)
from pmo_bot.services.absences import as_said
from pmo_bot.services.events import Act


def answered(session: Session, act: Act, item: Item) -> None:
    """A check is done: what it looked at says since when it is known to be as it is.  Nothing for other items."""
    if item.about is not None and item.about_id is not None:
        LOOKED_AT[item.about](session, as_said(session, act, item), item.about_id)


LOOKED_AT: Mapping[About, Callable[[Session, Act, int], None]] = {
    About.DECISION: changing_decisions.still_true,
    About.KPI: kpi_values.only_with_value,
    About.PULSE: pulses.only_with_score,
    About.DIP: kpi_values.was_looked_into,
    About.MANDATE: mandates.still_holds,
    About.OFFER: offering.taken,
    About.READY: readiness.said,
    About.FIRST: quarters.still_first,
    About.LESSON: asking_lessons.nothing_more,
    About.FIRST_DAYS: first_days.passed_on,
}


def taken_back(session: Session, act: Act, item: Item) -> None:
    """A check that is still closed was not done after all: what that did to the thing itself is taken back first.

    Refuses where somebody has gone on from there.
    """
    take_back = TAKEN_BACK.get(item.about) if item.about is not None and item.state is State.DONE else None
    done = _done(session, item) if take_back is not None else None
    if take_back is not None and done is not None:
        take_back(session, act, item, done.recorded_at)


def _done(session: Session, item: Item) -> Event | None:
    said = (Event.team_id == item.team_id, Event.item_id == item.id, Event.what == "item.done")
    return session.exec(select(Event).where(*said).order_by(col(Event.id).desc())).first()


TAKEN_BACK: Mapping[About, Callable[[Session, Act, Item, datetime], None]] = {
    About.DECISION: changing_decisions.not_looked_at,
    About.MANDATE: mandates.not_looked_at,
    About.FIRST: checks.take_back_next,
    About.FIRST_DAYS: checks.take_back_next,
    About.OFFER: offering.given_back,
}
"""Of all others *Done* is refused, or does nothing beside closing the check."""
