"""The buttons of a project's life: where it goes, what it needs, going on without."""

from collections.abc import Callable
from dataclasses import replace

from handlers import values
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.commands_lifecycle import gate
from handlers.listener import Desk
from pmo_bot.blocks import phases as blocks
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.model import Phase, Project
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import gates, phases, standing


def next_phase(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for where it goes."""
    return Open(blocks.phase_form(call.origin, _named(desk, call, press)))


def go_without(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the reason to go on without what is missing."""
    project, phase = _named(desk, call, press), values.one_of(Phase, press.extra)
    with desk.db.reading() as session:
        lacks = phases.lacks_of(session, project, phase)
    return Open(blocks.waive_form(replace(call.origin, phase=phase.value), project, phase, lacks))


def show_gate(desk: Desk, call: Call, press: Press) -> Answer:
    """What it needs."""
    return gate(desk, call, _named(desk, call, press).key)


def provide(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for where something is that a gate asks for."""
    with desk.db.reading() as session:
        artefact, _ = gates.found(session, call.act, press.id)
    return Open(blocks.provide_form(call.origin, artefact))


def _named(desk: Desk, call: Call, press: Press) -> Project:
    project = standing.project_for(desk.db, call.person, press.id)
    if project is None:
        raise Refused("no_project", key="")
    return project


LIFECYCLE_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.PHASE: next_phase,
    Verb.GO_WITHOUT: go_without,
    Verb.SHOW_GATE: show_gate,
    Verb.PROVIDE: provide,
}
