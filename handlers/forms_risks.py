"""The windows about risks, submitted."""

from datetime import date

from handlers import answering, values
from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import answers, risks
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.words.forms_risks import USUAL_DAYS
from pmo_bot.model import Response
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import contingencies, measures
from pmo_bot.services import risks as services
from pmo_bot.services.contingencies import PlanLine
from pmo_bot.services.items import Capture
from pmo_bot.services.people import calendar_for
from pmo_bot.services.risks import Assessment


def assess(desk: Desk, call: Call) -> Answer:
    """How a risk stands, all of it."""
    said = Assessment(
        probability=_number(call, "probability"),
        impact=_number(call, "impact"),
        response=values.one_of(Response, said, field="response") if (said := call.text_of("response")) else None,
        residual_probability=_number(call, "residual_probability"),
        residual_impact=_number(call, "residual_impact"),
        cause=call.text_of("cause"),
        trigger=call.text_of("trigger"),
    )
    return answering.changed(desk.db, call, services.assess(desk.db, call.act, call.incoming.origin.row, said))


def _number(call: Call, name: str) -> int | None:
    return call.number_of(name) or None


def measure(desk: Desk, call: Call) -> Answer:
    """An action that comes before the risk."""
    owner, due = call.person_of("owner"), call.date_of("due")
    today = calendar_for(owner or call.person).today(call.now)
    if due is not None and due < today:
        raise Refused("past", day=due, today=today)
    wanted = Capture(call.text_of("title"), owner_id=owner.id if owner else None, due=due,
                     done_means=call.text_of("done_means"))  # fmt: skip
    made = measures.add_measure(desk.db, call.act, call.incoming.origin.row, wanted)
    return Reply(_measured(call, made, today))


def _measured(call: Call, made: measures.Measured, today: date) -> Message:
    done = made.done
    kept = answers.captured(done.item, done.owner, done.project, call.person, done.event, today)
    return risks.measured(kept, made.risk, made.latest, today)


def plan_for(desk: Desk, call: Call) -> Answer:
    """What is done if it happens."""
    numbers = range(1, contingencies.LINES + 1)
    lines = [line for number in numbers if (line := _line(call, number)) is not None]
    trigger = call.text_of("trigger")
    return answering.changed(
        desk.db, call, contingencies.plan_for(desk.db, call.act, call.incoming.origin.row, lines, trigger)
    )


def _line(call: Call, number: int) -> PlanLine | None:
    title, owner = call.text_of(f"what{number}"), call.person_of(f"who{number}")
    days = values.whole(call.text_of(f"days{number}") or USUAL_DAYS, field=f"days{number}")  # 0 is the same day
    return PlanLine(title, owner.id if owner else None, days) if title else None


RISK_FORMS: dict[Form, Listener] = {Form.ASSESS: assess, Form.MEASURE: measure, Form.PLAN_FOR: plan_for}
