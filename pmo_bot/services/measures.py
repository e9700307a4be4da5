"""Measures: what is done so that a risk does not happen, or hurts less.  Each is an action that comes before it."""

from dataclasses import dataclass, replace
from datetime import date

from pmo_bot.model import Item, Kind, Mitigation
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.before_risk import check_before, comes_late
from pmo_bot.services.changing import Done
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.services.items import Capture, keep_item
from pmo_bot.services.looking import visible_item
from pmo_bot.services.notices import item_changed
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure, and the risk it belongs to."""

    done: Done
    risk: Item
    latest: date | None = None
    """The day by which it would come before the risk, where it comes after it."""


def add_measure(db: Database, act: Act, risk_id: int, wanted: Capture) -> Measured:
    """An action that belongs to a risk, in its project.  Whoever may know of the risk may add one.

    Refuses a date that is not before the risk's own; where the project is supportive that is only said.
    """
    with db.transaction() as session:
        once_only(session, act)
        risk = visible_item(session, act.person, queries.item(session, act.team, risk_id), "")
        if risk.kind is not Kind.RISK:
            raise Refused("not_a_risk", item=risk)
        if not risk.is_open:
            raise Refused("is_closed", item=risk)
        owner = queries.person(session, act.team, wanted.owner_id) or act.person
        check_before(session, risk, wanted.due, owner)
        done = keep_item(session, act, replace(wanted, kind=Kind.ACTION, project_id=risk.project_id))
        session.add(Mitigation(team_id=act.team, risk_id=risk.id, item_id=done.item.id))
        session.flush()
        record(session, act.without_once, "risk.measured", item=risk, after={"measure": done.item.id})
        item_changed(session, act, risk)
        return Measured(done, risk, comes_late(session, risk, wanted.due, owner))
