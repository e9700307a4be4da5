"""The values of figures: what was measured, what it answers, and what it shows."""

from datetime import date

from sqlmodel import Session

from pmo_bot.model import (
    About,
    Frequency,
    Item,
    Kpi,
    KpiKind,
    Measurement,
    Project,
    State,
    Taken,
)
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.value import check_figure, fell_twice, trend, worsens
from pmo_bot.services import checks
from pmo_bot.services.changing import changing
from pmo_bot.services.commitment import close, open_again
from pmo_bot.services.events import Act, fold
from pmo_bot.services.kpis import ask_again, mine
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_series import series
from pmo_bot.services.rows import changing_row, make, remove
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database

VALUES = ("value.taken", "value.corrected")


PERIOD_DAYS = {Frequency.MONTH: 28, Frequency.QUARTER: 90}
"""An older value is none of the period that is asked for."""


def measure(
    db: Database, act: Act, kpi_id: int, value: float, on: date | None = None, item_id: int = 0,
    taken: Taken = Taken.ENTERED,
) -> Kpi:  # fmt: skip
    """Its value on a day, today where none is named: whoever was asked for it then has answered.

    For its owner or whoever stands in for them, the project's lead and sponsor, and PMO leads.
    """
    with db.transaction() as session:
        kpi, project = mine(session, act, kpi_id)
        today = calendar_of(session, act.person).today(act.now)
        if on is not None and on > today:
            raise Refused("value_ahead", day=on, today=today)
        check_figure(value)
        keep_value(session, act, kpi, project, value, on or today, taken)
        for item in stored.open_checks(session, act.team, About.KPI, kpi.id):
            if item.id == item_id or answers(kpi, item, on or today, today):
                answer_check(session, act, item)
        ask_again(session, act, kpi)
        look_at_dip(session, act, kpi)
        return kpi


def take_back(db: Database, act: Act, kpi_id: int, value_id: int) -> Kpi:
    """A value was entered by mistake: it is as it was, and what it answered is asked again.  For whoever entered it."""
    with db.transaction() as session:
        kpi, project = mine(session, act, kpi_id)
        row = next((one for one in stored.measurements(session, kpi) if one.id == value_id), None)
        if row is None or row.by_id != act.person.id:
            raise Refused("nothing_to_undo")
        said = stored.told_of_value(session, row)[-1]
        if said.what == VALUES[1]:
            with changing_row(session, act.without_once, VALUES[1], row, project):
                fold(row, {name: value for name, value in said.before.items() if name != "row"})
        else:
            remove(session, act.without_once, "value.removed", row, project)
        answered = stored.answered_at(session, act.team, About.KPI, kpi.id, said.happened_at)
        if answered:
            checks.let_go(session, act, About.KPI, kpi.id)  # the next one, which it planned
        for item in answered:
            with changing(session, act.without_once, item, "item.reopened"):
                open_again(item, act.now)
        look_at_dip(session, act, kpi)
        return kpi


def keep_value(
    session: Session, act: Act, kpi: Kpi, project: Project | None, value: float, on: date,
    taken: Taken = Taken.ENTERED,
) -> None:  # fmt: skip
    """Write a value down; another one for the same day takes its place."""
    known = next((one for one in stored.measurements(session, kpi) if one.on_date == on), None)
    if known is not None:
        with changing_row(session, act, "value.corrected", known, project):
            known.value, known.by_id, known.taken = value, act.person.id, taken
        return
    row = Measurement(team_id=kpi.team_id, kpi_id=kpi.id, on_date=on, value=value, by_id=act.person.id, taken=taken,
                      created_at=act.now)  # fmt: skip
    make(session, act, "value.taken", row, project)


def answers(kpi: Kpi, item: Item, on: date, today: date) -> bool:
    """Whether a value is what a check asks for: one that is due, and a value of its month or quarter."""
    return item.due is not None and item.due <= today and (item.due - on).days < PERIOD_DAYS[kpi.frequency]


def answer_check(session: Session, act: Act, item: Item) -> None:
    """A check is answered by what was entered."""
    with changing(session, act.without_once, item, "item.done"):
        close(item, State.DONE, act.when)


def look_at_dip(session: Session, act: Act, kpi: Kpi) -> None:
    """Where people use something less twice in a row, its owner is asked once what helps, until it rises again."""
    values = [value for _, value in series(session, kpi)]
    if kpi.kind is not KpiKind.ADOPTION:
        return
    falls, project = fell_twice(kpi, values), queries.project(session, kpi.team_id, kpi.project_id)
    if falls and kpi.fell_on is None:
        owner = queries.person(session, kpi.team_id, kpi.owner_id) or act.person
        calendar = calendar_of(session, owner)
        day = calendar.plus(calendar.today(act.now), 1)
        with changing_row(session, act.without_once, "kpi.changed", kpi, project):
            kpi.fell_on = day
        checks.plan(session, act.without_once, About.DIP, kpi.id, title=kpi.name, owner_id=kpi.owner_id, due=day,
                    project_id=kpi.project_id)  # fmt: skip
    elif kpi.fell_on is not None and not worsens(kpi, trend(values)):
        with changing_row(session, act.without_once, "kpi.changed", kpi, project):
            kpi.fell_on = None


def only_with_value(session: Session, act: Act, kpi_id: int) -> None:
    """A check of a figure is answered by its value, never by *done* alone."""
    raise Refused("needs_value", kpi=session.get_one(Kpi, kpi_id))


def was_looked_into(session: Session, act: Act, kpi_id: int) -> None:
    """Somebody has looked into why it falls: that changes nothing about the figure."""
