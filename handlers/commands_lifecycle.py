"""The commands about the life of a project: `/pmo project KEY phase …`, `gates`."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import answering
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.commands_cloning import clone
from handlers.commands_intake import template
from handlers.learning_lessons import with_lessons
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import phases as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.words import phases as words
from pmo_bot.model import Enforce, Phase, Project
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.silence import BEFORE
from pmo_bot.services import gates, phases, reading_lessons
from pmo_bot.services.phases import Moved, Wish

NAMES = {phase.value: phase for phase in Phase} | {"live": Phase.HYPERCARE, "done": Phase.CLOSED}
LEVELS = {level.value: level for level in Enforce}


def phase(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo project APOLLO phase hypercare @sam`; without a phase, or without who runs it then, a window."""
    spoken, project = answering.spare_words(said), named(said, "phase")
    answering.check_words(said, spoken, {"phase", *NAMES})
    to = next((NAMES[word] for word in spoken if word in NAMES), None)
    if to is None or (to is Phase.HYPERCARE and said.owner is None and project.checklist and project.ops_id is None):
        ops = said.owner.slack_id if said.owner else None
        return Open(blocks.phase_form(replace(call.origin, row=project.id), project, to, ops))
    ops_id = said.owner.id if said.owner else None
    return told(desk, call, phases.move(desk.db, call.act, project.key, Wish(to, ops_id, said.reason)))


def told(desk: Desk, call: Call, moved: Moved) -> Answer:
    """A project in its new phase; where it begins, with what others learned."""
    begins = moved.was in BEFORE and moved.project.phase is Phase.DELIVERY
    shown = Reply(blocks.moved_message(moved.project, moved.lacks, moved.waiver, moved.handed, moved.ops))
    return with_lessons(desk.db, call, shown, reading_lessons.of_project(moved.project) if begins else None)


def show_gates(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo project APOLLO gates`: what it needs; with `warn`, `require` or `block` how strictly it is asked for."""
    spoken = answering.spare_words(said)
    answering.check_words(said, spoken, {"gates", *LEVELS})
    level = next((LEVELS[word] for word in spoken if word in LEVELS), None)
    if level is not None:
        project = said.project if said.named_project else None
        kept = gates.enforce(desk.db, call.act, project.key if project else None, level)
        return Reply(say(words.enforced(kept, level)))
    return gate(desk, call, named(said, "gates").key)


def gate(desk: Desk, call: Call, key: str, *, replace: bool = False) -> Answer:
    """What a project needs, and what of it is there."""
    found = phases.gate_of(desk.db, call.person, key)
    today = call.today
    message = blocks.gate_message(found.project, found.artefacts, found.level, found.people, today)
    return Reply(message, replace=replace)


def named(said: Said, word: str) -> Project:
    """The project that a command is about."""
    if said.project is None:
        raise Refused("which_project", command=f"project {word}")
    return said.project


ABOUT_LIFE: Mapping[str, Callable[[Desk, Call, Said], Answer]] = {
    "phase": phase,
    "gates": show_gates,
    "template": template,
    "clone": clone,
}
"""What `/pmo project` does with these words."""
