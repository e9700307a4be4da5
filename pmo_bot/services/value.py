"""Whether what a project was for came true: benefits from the launch until somebody confirms them."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from pmo_bot.model import About, Kpi, KpiKind, Note, Outcome, Project, Role
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.value import check_ins, since_launch
from pmo_bot.services import checks
from pmo_bot.services.absences import for_one_of
from pmo_bot.services.events import Act, once_only, write_note
from pmo_bot.services.kpis import seen
from pmo_bot.services.rows import changing_row
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


def go_live(session: Session, act: Act, project: Project, day: date) -> None:
    """The project is launched: what was before is fixed, and each benefit is looked at on its days afterwards.

    Done a second time it does nothing: the first launch counts.
    """
    for kpi in stored.kpis_of(session, project, KpiKind.BENEFIT):
        if kpi.live_on is not None:
            continue
        with changing_row(session, act.without_once, "kpi.went_live", kpi, project):
            before = [one.value for one in stored.measurements(session, kpi) if one.on_date <= day]
            kpi.baseline = kpi.baseline if kpi.baseline is not None or not before else before[-1]
            kpi.live_on = day
        for due in check_ins(day):
            checks.plan(session, act.without_once, About.KPI, kpi.id, title=kpi.name, owner_id=kpi.owner_id, due=due,
                        project_id=project.id)  # fmt: skip


def unconfirmed(session: Session, project: Project) -> Sequence[str]:
    """The names of the benefits of which nobody has said yet whether they came true."""
    return [one.name for one in stored.kpis_of(session, project, KpiKind.BENEFIT) if one.outcome is None]


def confirm(db: Database, act: Act, kpi_id: int) -> Kpi:
    """It came true.  Refused before there is a value since the launch."""
    with db.transaction() as session:
        kpi, project = _benefit(session, act, kpi_id)
        if since_launch(kpi, stored.measurements(session, kpi)) is None:
            raise Refused("no_value_yet", kpi=kpi)
        _settle(session, act, kpi, project, Outcome.CONFIRMED, None)
        return kpi


def not_reached(db: Database, act: Act, kpi_id: int, reason: str) -> Kpi:
    """It did not come true, and why: the next project learns from it."""
    with db.transaction() as session:
        kpi, project = _benefit(session, act, kpi_id)
        note = write_note(session, act, reason)
        if note is None:
            raise Refused("why_not_reached", kpi=kpi, field="reason")
        _settle(session, act, kpi, project, Outcome.NOT_REACHED, note)
        return kpi


def _benefit(session: Session, act: Act, kpi_id: int) -> tuple[Kpi, Project]:
    """A benefit that this person may settle: its owner, the sponsor, a PMO lead; never the project's lead."""
    once_only(session, act)
    kpi = seen(session, act.person, stored.kpi(session, act.team, kpi_id))
    project = queries.project(session, act.team, kpi.project_id)
    if kpi.kind is not KpiKind.BENEFIT or project is None or kpi.live_on is None:
        raise Refused("not_live_yet", kpi=kpi)
    if act.person.id == project.lead_id:
        raise Refused("lead_confirms_own", project=project, person=act.person)
    if act.person.role is not Role.PMO and for_one_of(session, act, [kpi.owner_id, project.sponsor_id]) is None:
        raise Refused("not_your_figure", kpi=kpi, owner=queries.person(session, act.team, kpi.owner_id))
    return kpi, project


def _settle(session: Session, act: Act, kpi: Kpi, project: Project, outcome: Outcome, note: Note | None) -> None:
    with changing_row(session, act, "kpi.settled", kpi, project, note):
        kpi.outcome, kpi.outcome_by_id = outcome, act.person.id
        kpi.outcome_note_id = note.id if note is not None else None
    checks.let_go(session, act, About.KPI, kpi.id)
