"""The windows about what projects are for."""

from handlers import values
from handlers.answers import NOTHING, Answer, Reply
from handlers.call import Call
from handlers.commands_value import shown_goal, shown_kpi
from handlers.listener import Desk, Listener
from pmo_bot.blocks import value as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import kpis as kpi_words
from pmo_bot.blocks.words import value as words
from pmo_bot.model import Audience, Cadence, Direction, Frequency, KpiKind, Project
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.typed_numbers import figure_of
from pmo_bot.services import goals, kpi_values, kpis, looking, mandates, pulses, reading_value, stakeholders, value
from pmo_bot.services.goals import NewGoal
from pmo_bot.services.kpis import NewKpi
from pmo_bot.services.stakeholders import Care


def number(call: Call, name: str) -> float | None:
    """A number in a field; None where it was left empty."""
    text = call.text_of(name)
    found = figure_of(text) if text else None
    if text and found is None:
        raise Refused("not_a_number", field=name)
    return found


def goal(desk: Desk, call: Call) -> Answer:
    """A goal."""
    owner = call.person_of("owner")
    wanted = NewGoal(call.text_of("title"), owner.id if owner else None, call.text_of("measure"),
                     number(call, "target"), call.date_of("target_on"))  # fmt: skip
    if (row := call.incoming.origin.row) > 0:
        return shown_goal(desk, call, goals.change_goal(desk.db, call.act, row, wanted).id)
    return Reply(say(words.goal_kept(goals.make_goal(desk.db, call.act, wanted))))


def serve(desk: Desk, call: Call) -> Answer:
    """Which goal a project serves."""
    chosen = call.number_of("goal") or None
    return Reply(say(words.served(*goals.serve(desk.db, call.act, _project(desk, call).key, chosen))))


def _project(desk: Desk, call: Call) -> Project:
    with desk.db.reading() as session:
        project = looking.seen_project(session, call.person, call.incoming.origin.row)
    if project is None:
        raise Refused("no_project", key="")
    return project


def kpi(desk: Desk, call: Call) -> Answer:
    """A figure."""
    if (figure := call.incoming.origin.figure) > 0:
        return shown_kpi(desk, call, kpis.change_kpi(desk.db, call.act, figure, _kpi(call)).id)
    return shown_kpi(desk, call, kpis.make_kpi(desk.db, call.act, _kpi(call)).id)


def _kpi(call: Call) -> NewKpi:
    owner, day = call.person_of("owner"), call.text_of("review_day")
    return NewKpi(
        name=call.text_of("title"),
        source=call.text_of("source"),
        kind=call.choice_of("kind", KpiKind.FIGURE),
        project_id=call.number_of("project") or None,
        goal_id=call.number_of("goal") or None,
        definition=call.text_of("definition"),
        unit=call.text_of("unit"),
        target=number(call, "target"),
        direction=call.choice_of("direction", Direction.UP),
        owner_id=owner.id if owner else None,
        frequency=call.choice_of("frequency", Frequency.MONTH),
        review_day=values.typed_number(day) or 0,
        baseline=number(call, "baseline"),
    )


def enter_value(desk: Desk, call: Call) -> Answer:
    """The value of a figure; a brief shows by itself that it is there."""
    origin, found = call.incoming.origin, number(call, "value")
    if found is None:
        raise Refused("not_a_number", field="value")
    kpi_values.measure(desk.db, call.act, origin.figure, found, call.date_of("on"), origin.row)
    return NOTHING if origin.in_place else shown_kpi(desk, call, origin.figure)


def not_reached(desk: Desk, call: Call) -> Answer:
    """Why a benefit did not come true."""
    found = value.not_reached(desk.db, call.act, call.incoming.origin.row, call.text_of("reason"))
    return shown_kpi(desk, call, found.id)


def pulse(desk: Desk, call: Call) -> Answer:
    """Some people are asked for their view."""
    people = [person.id for person in call.people_of("people")]
    return Reply(say(kpi_words.asked(pulses.ask(desk.db, call.act, call.incoming.origin.row, people))))


def mandate(desk: Desk, call: Call) -> Answer:
    """What the PMO is for."""
    mandates.write(desk.db, call.act, call.text_of("mandate"), call.date_of("review_on"))
    return Reply(blocks.about_message(reading_value.about(desk.db, call.person, call.now)))


def care(desk: Desk, call: Call) -> Answer:
    """Somebody cares about a project."""
    person, key = call.person_of("person"), _project(desk, call).key
    stakeholders.note_person(desk.db, call.act, key, Care(
        person.id if person else 0,
        call.text_of("cares"),
        call.number_of("interest") or 2,
        call.number_of("influence") or 2,
        call.choice_of("audience", Audience.TEAM),
        call.choice_of("cadence", Cadence.WEEK),
        call.text_of("direct") == "alone",
    ))  # fmt: skip
    return Reply(blocks.circle_message(reading_value.circle(desk.db, call.person, key)))


VALUE_FORMS: dict[Form, Listener] = {
    Form.GOAL: goal,
    Form.SERVE: serve,
    Form.KPI: kpi,
    Form.VALUE: enter_value,
    Form.NOT_REACHED: not_reached,
    Form.PULSE: pulse,
    Form.MANDATE: mandate,
    Form.CARE: care,
}
