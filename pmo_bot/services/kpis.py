"""Figures: what is measured, by whom, from where, and who may know of it.  `kpi_values` has what was measured."""

from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from pmo_bot.model import (
    About,
    Direction,
    Frequency,
    Kpi,
    KpiKind,
    Person,
    Project,
    Role,
)
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_lead, may_see, may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.value import LAST_DAY, check_figure, next_check_in
from pmo_bot.services import checks
from pmo_bot.services.absences import for_one_of
from pmo_bot.services.changing import check_owner, check_title, project_for
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.goals import check_pmo
from pmo_bot.services.people import calendar_of
from pmo_bot.services.rows import changing_row, make
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class NewKpi:
    """What is to be measured."""

    name: str
    source: str
    kind: KpiKind = KpiKind.FIGURE
    project_id: int | None = None
    goal_id: int | None = None
    definition: str = ""
    unit: str = ""
    target: float | None = None
    direction: Direction = Direction.UP
    owner_id: int | None = None
    frequency: Frequency = Frequency.MONTH
    review_day: int = 1
    baseline: float | None = None


def make_kpi(db: Database, act: Act, wanted: NewKpi) -> Kpi:
    """A figure.  Refuses one without a source, a benefit that belongs to whoever leads its project, a strange day."""
    with db.transaction() as session:
        once_only(session, act)
        project = project_for(session, act, wanted.project_id)
        check_may_make(session, act, project)
        _check(session, act, wanted, project)
        kpi = Kpi(
            team_id=act.team,
            number=stored.next_of(session, Kpi, act.team),
            kind=wanted.kind,
            project_id=wanted.project_id,
            goal_id=wanted.goal_id,
            **_words(wanted),
            target=wanted.target,
            direction=wanted.direction,
            owner_id=wanted.owner_id or act.person.id,
            frequency=wanted.frequency,
            review_day=wanted.review_day,
            baseline=wanted.baseline,
            created_at=act.now,
        )
        make(session, act, "kpi.made", kpi, project)
        ask_again(session, act, kpi)
        return kpi


def change_kpi(db: Database, act: Act, kpi_id: int, wanted: NewKpi) -> Kpi:
    """A figure as it is measured from now on; its kind and project stay, and the values that were taken.

    Refuses like a new one.  Who is asked next, and on which day, follows.
    """
    with db.transaction() as session:
        once_only(session, act)
        kpi = seen(session, act.person, stored.kpi(session, act.team, kpi_id))
        project = queries.project(session, act.team, kpi.project_id)
        check_may_make(session, act, project)
        wanted = replace(wanted, kind=kpi.kind, project_id=kpi.project_id, owner_id=wanted.owner_id or kpi.owner_id)
        if not may_see(act.person, None, ()):  # their window has no goals: the one it serves stays
            wanted = replace(wanted, goal_id=kpi.goal_id)
        _check(session, act, wanted, project)
        if wanted.baseline != kpi.baseline and kpi.live_on is not None:
            raise Refused("baseline_stands", kpi=kpi, day=kpi.live_on, field="baseline")
        asked_as = (kpi.owner_id, kpi.frequency, kpi.review_day)
        with changing_row(session, act, "kpi.changed", kpi, project):
            _fill(kpi, wanted)
        if asked_as != (kpi.owner_id, kpi.frequency, kpi.review_day):
            checks.let_go(session, act, About.KPI, kpi.id)
            ask_again(session, act, kpi)
        return kpi


def _words(wanted: NewKpi) -> dict[str, Any]:
    """What people wrote of it, by column."""
    return {
        "name": fitting(check_title(wanted.name), 255, field="name"),
        "definition": fitting(wanted.definition, 1000, field="definition"),
        "unit": fitting(wanted.unit, 32, field="unit"),
        "source": fitting(wanted.source, 500, field="source"),
    }


def _fill(kpi: Kpi, wanted: NewKpi) -> None:
    for name, words in _words(wanted).items():
        setattr(kpi, name, words)
    kpi.target, kpi.direction, kpi.baseline = wanted.target, wanted.direction, wanted.baseline
    kpi.owner_id, kpi.goal_id = wanted.owner_id or kpi.owner_id, wanted.goal_id
    kpi.frequency, kpi.review_day = wanted.frequency, wanted.review_day


def check_may_make(session: Session, act: Act, project: Project | None) -> None:
    """A project's figures are set by its lead, its sponsor and PMO leads; the workspace's by PMO leads."""
    if project is None:
        check_pmo(session, act)
    elif not may_change(act.person, project):
        raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))


def may_change(reader: Person, project: Project | None) -> bool:
    """Whether somebody says what is measured, and how."""
    if project is None:
        return reader.role is Role.PMO
    return may_lead(reader, project) or reader.id == project.sponsor_id


def _check(session: Session, act: Act, wanted: NewKpi, project: Project | None) -> None:
    owner = queries.person(session, act.team, wanted.owner_id or act.person.id)
    check_owner(owner)
    if not wanted.source.strip():
        raise Refused("no_source", field="source")
    if not 1 <= wanted.review_day <= LAST_DAY:
        raise Refused("bad_review_day", most=LAST_DAY, field="review_day")
    check_figure(wanted.target, "target")
    check_figure(wanted.baseline, "baseline")
    if wanted.goal_id is not None and stored.goal(session, act.team, wanted.goal_id) is None:
        raise Refused("no_goal", field="goal")
    if wanted.kind in (KpiKind.BENEFIT, KpiKind.ADOPTION) and project is None:
        raise Refused("which_project", command="kpi new", field="project")
    if wanted.kind is KpiKind.BENEFIT and project is not None and owner is not None and owner.id == project.lead_id:
        raise Refused("lead_confirms_own", project=project, person=owner, field="owner")


def ask_again(session: Session, act: Act, kpi: Kpi) -> None:
    """Its owner is asked for the value on its next day, unless they are asked already.

    A benefit is looked at on the days after the launch only.
    """
    waiting = stored.open_checks(session, kpi.team_id, About.KPI, kpi.id)
    if waiting or kpi.kind is KpiKind.BENEFIT:
        return
    owner = queries.person(session, kpi.team_id, kpi.owner_id) or act.person
    today = calendar_of(session, owner).today(act.now)
    day = next_check_in(kpi.frequency, kpi.review_day, today)
    checks.plan(session, act.without_once, About.KPI, kpi.id, title=kpi.name, owner_id=kpi.owner_id, due=day,
                project_id=kpi.project_id)  # fmt: skip


def set_baseline(db: Database, act: Act, kpi_id: int, value: float) -> Kpi:
    """What it was before.  Refused once its project is live: what was true then does not change afterwards."""
    with db.transaction() as session:
        kpi, project = mine(session, act, kpi_id)
        check_figure(value)
        if kpi.live_on is not None:
            raise Refused("baseline_stands", kpi=kpi, day=kpi.live_on)
        with changing_row(session, act, "kpi.changed", kpi, project):
            kpi.baseline = value
        return kpi


# --- who may ----------------------------------------------------------------------------


def mine(session: Session, act: Act, kpi_id: int) -> tuple[Kpi, Project | None]:
    """A figure that this person may say something about, with its project."""
    once_only(session, act)
    kpi = seen(session, act.person, stored.kpi(session, act.team, kpi_id))
    project = queries.project(session, act.team, kpi.project_id)
    if not may_enter(session, act, kpi, project):
        raise Refused("not_your_figure", kpi=kpi, owner=queries.person(session, act.team, kpi.owner_id))
    return kpi, project


def may_enter(session: Session, act: Act, kpi: Kpi, project: Project | None) -> bool:
    """Whether this person says what its value is: its owner, who leads or sponsors, whoever stands in, PMO leads."""
    may = [kpi.owner_id, *([project.lead_id, project.sponsor_id] if project is not None else [])]
    return act.person.role is Role.PMO or for_one_of(session, act, may) is not None


def seen(session: Session, reader: Person, kpi: Kpi | None) -> Kpi:
    """The figure, if it exists for this reader; a hidden one and none at all sound the same."""
    if kpi is None or kpi.team_id != reader.team_id or not sees(session, reader, kpi):
        raise Refused("no_kpi")
    return kpi


def may_be_told(session: Session, kpi: Kpi, here: str | None) -> bool:
    """Whether everybody `here` may read of it; None where only the person does."""
    return may_tell(queries.project(session, kpi.team_id, kpi.project_id), here)


def sees(session: Session, reader: Person, kpi: Kpi) -> bool:
    """Whose it is knows of it; a private project's figures exist for its members only."""
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    project = queries.project(session, reader.team_id, kpi.project_id)
    return kpi.owner_id == reader.id or may_see(reader, project, rooms)
