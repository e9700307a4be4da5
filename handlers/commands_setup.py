"""The commands that set something up: `/pmo project` and `status`."""

from collections.abc import Callable
from dataclasses import replace

from handlers import answering
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.commands_golive import THANKS, thank
from handlers.commands_lifecycle import ABOUT_LIFE
from handlers.commands_value import of_project
from handlers.freezing import freeze
from handlers.learning_lessons import lesson
from handlers.listener import Desk
from handlers.ranking import PRIORITY, set_priority
from handlers.reading_text import Said
from pmo_bot.blocks import forms
from pmo_bot.model import Health, Mode
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import packs, projects, trying
from pmo_bot.services.projects import ProjectChange

ROLES = ("lead", "sponsor")
WATCH = {"observe": True, "begin": False}
"""Whether a project is only observed."""
MODES, COLOURS = {mode.value for mode in Mode}, {health.value for health in Health}
KNOWN = {*ROLES, "mode", "health", "channel", "is", "to", *WATCH, *MODES, *COLOURS}
"""What may stand after `project`, besides names."""
EVERY = frozenset({"list", "all"})
"""Words that ask for the list, where no project is named."""


def project(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo project`: the list; `new NAME` a window; `KEY` one of them; `KEY sponsor @ines` and the like a change."""
    first, _, rest = said.command.words.partition(" ")
    if first.lower() in ("new", "add"):
        return _new(desk, call, rest.strip())
    spoken = [word for word in answering.spare_words(said) if word not in answering.IDLE or word in KNOWN]
    if about := [word for word in spoken if word in ABOUT]:
        return ABOUT[about[0]](desk, call, said)
    if not spoken or (not said.named_project and set(spoken) <= EVERY):
        return answering.projects(desk.db, call, said)
    answering.check_words(said, spoken, KNOWN)
    if said.project is None:
        raise Refused("which_project", command=f"project {spoken[0]}")
    if "channel" in spoken:
        return _channel(desk, call, said.project.key)
    return _kept(desk, call, said, _change(said, spoken))


def _of_project(desk: Desk, call: Call, said: Said) -> Answer:
    return of_project(desk, call, said, answering.spare_words(said))


ABOUT: dict[str, Callable[[Desk, Call, Said], Answer]] = {
    "goal": _of_project,
    "people": _of_project,
    PRIORITY: set_priority,
    THANKS: thank,
    **ABOUT_LIFE,
}
"""What else can be said about a project, by its word."""


def _new(desk: Desk, call: Call, name: str) -> Answer:
    """The window for a new project, with what it can begin with."""
    projects.check_may_begin(call.person)
    channel = call.incoming.channel if call.incoming.channel[:1] in ("C", "G") else None
    offered = packs.offered(desk.db, call.person.team_id)
    return Open(forms.project(call.origin, name=name, lead=call.person.slack_id, channel=channel, packs=offered))


def _channel(desk: Desk, call: Call, key: str) -> Answer:
    found = trying.may_try(desk.db, call.person, key)
    return Open(forms.channel(replace(call.origin, row=found.id), found.name, found.channel))


def _change(said: Said, spoken: list[str]) -> ProjectChange:
    key, owner = said.project.key if said.project else "", said.owner
    role = next((word for word in spoken if word in ROLES), None)
    if role is not None and owner is None:
        raise Refused("which_role", role=role, key=key)
    mode = next((word for word in spoken if word in MODES), None)
    health = next((word for word in spoken if word in COLOURS), None)
    watch = next((WATCH[word] for word in spoken if word in WATCH), None)
    if role is None and mode is None and health is None and watch is None:
        raise Refused("which_health" if "health" in spoken else "which_mode", key=key)
    return ProjectChange(
        mode=Mode(mode) if mode else None,
        health=Health(health) if health else None,
        lead_id=owner.id if owner and role == "lead" else None,
        sponsor_id=owner.id if owner and role == "sponsor" else None,
        observe=watch,
    )


def _kept(desk: Desk, call: Call, said: Said, wanted: ProjectChange) -> Answer:
    key = said.project.key if said.project else ""
    return answering.project(desk.db, call, projects.change(desk.db, call.act, key, wanted))


def status(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo status`: how a project stands, or all that somebody leads; `APOLLO amber because …` says it."""
    spoken = answering.spare_words(said)
    health = next((word for word in spoken if word in COLOURS), None)
    strange = [word for word in spoken if word not in answering.IDLE]
    if health is None and strange and said.named_project and said.project is not None:
        raise Refused("which_health", key=said.project.key, words=strange[0])
    answering.check_words(said, spoken, COLOURS)
    if said.project is None and health is not None:
        raise Refused("which_project", command="status")
    if health is None:
        return answering.status(desk.db, call, said.project, here=said.here)
    return _kept(desk, call, said, ProjectChange(health=Health(health), reason=said.reason))


SETUP_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {
    "project": project,
    "status": status,
    "freeze": freeze,
    "lesson": lesson,
}
