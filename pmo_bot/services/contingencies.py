"""The plan for the day on which a risk happens: thought of before, and made into items once, by a click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from pmo_bot.model import Contingency, Event, Item, Kind, Person, Risk, Standing
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import readiness
from pmo_bot.services.changing import Done, check_owner, check_title, done_with, item_for_act
from pmo_bot.services.events import Act, once_only, record, told
from pmo_bot.services.items import Capture, keep_item
from pmo_bot.services.notices import item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.services.readiness import plan_of
from pmo_bot.services.risks import assessing, open_risk
from pmo_bot.store import queries
from pmo_bot.store.database import Database

LINES = 5
"""As many lines as a plan has at most: what somebody can do at once."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What is done, by whom, within how many of their working days."""

    title: str
    owner_id: int | None
    days: int


@dataclass(frozen=True, slots=True)
class Activated:
    """What a plan was made into."""

    risk: Item
    made: tuple[Done, ...]


def plan_for(db: Database, act: Act, item_id: int, lines: Sequence[PlanLine], trigger: str) -> Done:
    """What is done if it happens, and what would show that it does.  It takes the place of the plan before.

    Refuses a plan without a line, and another one once it was activated.
    """
    with db.transaction() as session:
        once_only(session, act)
        item = open_risk(session, act, item_id)
        if not lines:
            raise Refused("empty_plan", item=item, field="what1")
        for line in lines:
            check_owner(queries.person(session, act.team, line.owner_id))
        with assessing(session, act, item, "risk.planned") as (risk, events):
            _check_not_activated(session, item, risk)
            risk.plan = _newest(session, item) + 1
            risk.trigger = fitting(trigger, 500, field="trigger")
            session.add(risk)
            readiness.ask_no_more(session, act, item)
            session.add_all(
                Contingency(team_id=act.team, risk_id=item.id, plan=risk.plan, position=position,
                            title=check_title(line.title), owner_id=line.owner_id, days=line.days)
                for position, line in enumerate(lines[:LINES], 1)
            )  # fmt: skip
            session.flush()
        readiness.ask(session, act, item, plan_of(session, risk))
        return done_with(session, item, events[0])


def activate(db: Database, act: Act, item_id: int) -> Activated:
    """Every line of the plan becomes an item, all of them or none, once: a second click says who was first.

    Owners are asked for their yes as always; whoever has left is asked nothing, and their line waits for an owner.
    """
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        if not item.is_open:
            raise Refused("is_closed", item=item)
        risk = session.get(Risk, item.id)
        lines = plan_of(session, risk)
        if risk is None or not lines:
            raise Refused("no_plan", item=item)
        _check_not_activated(session, item, risk)
        made = tuple(_make(session, act, item, line) for line in lines)
        was = told(risk)
        risk.activated_at, risk.activated_by_id = act.when, act.person.id
        session.add(risk)
        session.flush()
        readiness.ask_no_more(session, act, item)
        _tell(session, act, item, risk, was, lines)
        return Activated(item, made)


def _make(session: Session, act: Act, risk: Item, line: Contingency) -> Done:
    owner = queries.person(session, act.team, line.owner_id)
    there = owner if owner is not None and owner.standing is not Standing.DEACTIVATED else None
    wanted = Capture(line.title, Kind.ACTION, there.id if there else None, risk.project_id,
                     _due(session, act, there, line.days))  # fmt: skip
    done = keep_item(session, act.without_once, wanted, checked=False)
    line.item_id = done.item.id
    session.add(line)
    return done


def _due(session: Session, act: Act, owner: Person | None, days: int) -> date:
    calendar = calendar_of(session, owner or act.person)
    return calendar.plus(calendar.today(act.now), days)


def _tell(
    session: Session, act: Act, item: Item, risk: Risk, was: dict[str, object], lines: Sequence[Contingency]
) -> Event:
    is_now = told(risk)
    changed = ("activated_at", "activated_by_id")
    made = {str(line.position): line.item_id for line in lines}
    event = record(session, act, "risk.activated", item=item, before={name: was[name] for name in changed},
                   after={**{name: is_now[name] for name in changed}, "made": made})  # fmt: skip
    item_changed(session, act, item)
    return event


def _check_not_activated(session: Session, item: Item, risk: Risk) -> None:
    if risk.activated_at is None:
        return
    by = queries.person(session, item.team_id, risk.activated_by_id)
    raise Refused("plan_activated", item=item, by=by, at=risk.activated_at)


def _newest(session: Session, item: Item) -> int:
    plans = select(Contingency.plan).where(Contingency.team_id == item.team_id, Contingency.risk_id == item.id)
    return max(session.exec(plans), default=0)
