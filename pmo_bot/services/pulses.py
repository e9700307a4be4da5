"""What people think of something, from one to five: asked for in one click, shown as a mean only."""

from collections.abc import Sequence

from sqlmodel import Session, select

from pmo_bot.model import About, Item, Kpi, KpiKind, Pulse, Standing
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.value import ASKED_MOST, SCORES
from pmo_bot.services import checks
from pmo_bot.services.changing import item_for_act
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.kpi_values import answer_check, look_at_dip
from pmo_bot.services.kpis import mine
from pmo_bot.services.people import calendar_of
from pmo_bot.services.rows import changing_row, make
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


def ask(db: Database, act: Act, kpi_id: int, people: Sequence[int]) -> int:
    """Each of some people is asked for their view, in their next brief; how many that are.

    That is none of the project's work: no report counts it, and nobody is told who said nothing.

    Refuses nobody to ask, more than twenty, and another round on the same day.
    """
    with db.transaction() as session:
        kpi, project = mine(session, act, kpi_id)
        today = calendar_of(session, act.person).today(act.now)
        known = queries.people(session, act.team, people).values()
        asked = [one for one in known if one.standing not in (Standing.BOT, Standing.DEACTIVATED)]
        if kpi.kind is not KpiKind.ADOPTION or not asked:
            raise Refused("nobody_to_ask", kpi=kpi, field="people")
        if len(asked) > ASKED_MOST:
            raise Refused("many_to_ask", count=len(asked), most=ASKED_MOST, field="people")
        if any(one.asked_on == today for one in stored.pulses(session, kpi)):
            raise Refused("asked_today", kpi=kpi, field="people")
        with changing_row(session, act, "kpi.changed", kpi, project):
            kpi.round += 1
        for person in asked:
            own = calendar_of(session, person)
            due = own.plus(own.today(act.now), 1)
            item = checks.plan(session, act.without_once, About.PULSE, kpi.id, title=kpi.name, owner_id=person.id,
                               due=due, project_id=None)  # fmt: skip
            row = Pulse(team_id=act.team, kpi_id=kpi.id, round=kpi.round, asked_on=today, person_id=person.id,
                        item_id=item.id)  # fmt: skip
            make(session, act.without_once, "pulse.asked", row, project)
        return len(asked)


def answer(db: Database, act: Act, item_id: int, score: int) -> Item:
    """What somebody thinks.  Only whoever was asked can say it, once."""
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        row = session.exec(select(Pulse).where(Pulse.team_id == act.team, Pulse.item_id == item.id)).first()
        if row is None or row.person_id != act.person.id or score not in SCORES:
            raise Refused("not_asked", item=item)
        if not item.is_open:
            raise Refused("is_closed", item=item)
        kpi = session.get_one(Kpi, row.kpi_id)
        project = queries.project(session, act.team, kpi.project_id)
        with changing_row(session, act, "pulse.answered", row, project):
            row.score = score
        answer_check(session, act, item)
        look_at_dip(session, act, kpi)
        return item


def only_with_score(session: Session, act: Act, kpi_id: int) -> None:
    """A question for somebody's view is answered by a number."""
    raise Refused("needs_score", kpi=session.get_one(Kpi, kpi_id))
