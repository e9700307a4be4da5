"""What it does to the thing itself when somebody has looked at it: a function and a line for each kind of check."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from pmo_bot.model import About, Item
from pmo_bot.services import (
    asking_lessons,
    changing_decisions,
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
