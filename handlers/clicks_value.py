"""The buttons about what projects are for: goals, figures, benefits, views from one to five, the mandate."""

from collections.abc import Callable
from dataclasses import replace

from handlers import opening, values
from handlers.answers import NOTHING, Answer, Open, Reply
from handlers.call import Call
from handlers.commands_value import check_pmo, new_goal, new_kpi, shown_goal, shown_kpi
from handlers.listener import Desk
from pmo_bot.blocks import forms_value
from pmo_bot.blocks import value as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import kpis as kpi_words
from pmo_bot.model import Kpi
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.value import ASKED_MOST
from pmo_bot.services import goals, kpi_values, kpis, looking, pulses, reading_value, stakeholders, value
from pmo_bot.store import queries


def goal(desk: Desk, call: Call, press: Press) -> Answer:
    """A goal down to its items."""
    return shown_goal(desk, call, press.id)


def goal_new(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for a goal."""
    return new_goal(desk, call)


def goal_over(desk: Desk, call: Call, press: Press) -> Answer:
    """It is no longer pursued, or it is again."""
    goals.set_active(desk.db, call.act, press.id, active=press.verb is Verb.GOAL_AGAIN)
    return shown_goal(desk, call, press.id, again=True)


def goal_change(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for a goal as it is."""
    check_pmo(desk, call)
    found = reading_value.trace(desk.db, call.person, call.now, press.id).goal
    return Open(forms_value.goal(replace(call.origin, row=found.id), slack_id_of(desk, call, found.owner_id), found))


def kpi_change(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for a figure as it is."""
    found, aims = _kpi(desk, call, press), reading_value.active_goals(desk.db, call.person)
    with desk.db.reading() as session:
        kpis.check_may_make(session, call.act, queries.project(session, call.person.team_id, found.project_id))
    owner = slack_id_of(desk, call, found.owner_id)
    return Open(forms_value.kpi(replace(call.origin, figure=found.id), [], aims, owner=owner, now=found))


def value_back(desk: Desk, call: Call, press: Press) -> Answer:
    """The value that somebody entered was none."""
    kpi_values.take_back(desk.db, call.act, press.id, values.whole(press.extra or "0"))
    return shown_kpi(desk, call, press.id, again=True)


def care_over(desk: Desk, call: Call, press: Press) -> Answer:
    """Somebody is no longer noted as caring about a project."""
    with desk.db.reading() as session:
        project = looking.seen_project(session, call.person, press.id)
    if project is None:
        raise Refused("old_button")
    stakeholders.forget_person(desk.db, call.act, project.key, values.whole(press.extra))
    return Reply(blocks.circle_message(reading_value.circle(desk.db, call.person, project.key)), replace=True)


def slack_id_of(desk: Desk, call: Call, person_id: int | None) -> str | None:
    """Whom a window shows as chosen."""
    with desk.db.reading() as session:
        found = queries.person(session, call.person.team_id, person_id)
        return found.slack_id if found is not None else None


def kpi(desk: Desk, call: Call, press: Press) -> Answer:
    """A figure with its values."""
    return shown_kpi(desk, call, press.id)


def kpi_new(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for a figure."""
    return new_kpi(desk, call)


def enter_value(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the value that a check asks for."""
    found = reading_value.kpi_of_check(desk.db, call.person, call.now, press.id)
    origin = replace(opening.origin_for(call, press.id), figure=found.kpi.id)
    return Open(forms_value.value(origin, found.kpi, found.today))


def value_of(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for a value of a figure; where it is asked for today, that is answered by it."""
    found = reading_value.kpi_card(desk.db, call.person, call.now, press.id)
    origin = replace(opening.origin_for(call, found.asked_as), figure=found.kpi.id)
    return Open(forms_value.value(origin, found.kpi, found.today))


def came_true(desk: Desk, call: Call, press: Press) -> Answer:
    """The benefit came true."""
    value.confirm(desk.db, call.act, press.id)
    return shown_kpi(desk, call, press.id, again=True)


def not_reached(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for why it did not."""
    return Open(forms_value.not_reached(call.origin, _kpi(desk, call, press)))


def pulse_ask(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for whom to ask."""
    return Open(forms_value.pulse(call.origin, _kpi(desk, call, press), ASKED_MOST))


def score(desk: Desk, call: Call, press: Press) -> Answer:
    """What somebody thinks, in one click."""
    item = pulses.answer(desk.db, call.act, press.id, values.whole(press.extra))
    return NOTHING if call.in_place or call.incoming.is_home else Reply(say(kpi_words.thanks(item)))


def mandate(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what the PMO is for."""
    check_pmo(desk, call)
    return Open(forms_value.mandate(call.origin, reading_value.about(desk.db, call.person, call.now).mandate))


def care(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for somebody who cares."""
    with desk.db.reading() as session:
        project = looking.seen_project(session, call.person, press.id)
    if project is None:
        raise Refused("no_project", key="")
    return Open(forms_value.care(call.origin, project))


def _kpi(desk: Desk, call: Call, press: Press) -> Kpi:
    return reading_value.kpi_card(desk.db, call.person, call.now, press.id).kpi


VALUE_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.GOAL: goal,
    Verb.GOAL_NEW: goal_new,
    Verb.GOAL_OVER: goal_over,
    Verb.GOAL_AGAIN: goal_over,
    Verb.KPI: kpi,
    Verb.KPI_NEW: kpi_new,
    Verb.VALUE: enter_value,
    Verb.VALUE_OF: value_of,
    Verb.CAME_TRUE: came_true,
    Verb.NOT_REACHED: not_reached,
    Verb.PULSE_ASK: pulse_ask,
    Verb.SCORE: score,
    Verb.MANDATE: mandate,
    Verb.CARE: care,
    Verb.CARE_OVER: care_over,
    Verb.GOAL_CHANGE: goal_change,
    Verb.KPI_CHANGE: kpi_change,
    Verb.VALUE_BACK: value_back,
}
