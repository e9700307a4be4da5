"""The life of a project, as messages and windows."""

from collections.abc import Mapping, Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.forms import Origin, field, framed, reason
from pmo_bot.blocks.ids import Form, Verb
from pmo_bot.blocks.kit import Block, Message, View
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import phases as words
from pmo_bot.blocks.words.phase_names import PHASES
from pmo_bot.model import Artefact, Decision, Enforce, Item, Person, Phase, Project
from pmo_bot.rules.phases import MOVES, Lack


def moved_message(
    project: Project, lacks: Sequence[Lack], waiver: Decision | None, handed: Sequence[Item], ops: Person | None
) -> Message:
    """A project in its new phase."""
    decided = [press(Verb.SHOW_DECISION, waiver.id)] if waiver is not None else []
    return say(words.moved(project, lacks, waiver, handed, ops), press(Verb.SHOW_GATE, project.id), *decided)


def gate_message(
    project: Project, artefacts: Sequence[Artefact], level: Enforce, people: Mapping[int, Person], today: date
) -> Message:
    """What a project needs, thing by thing, with a way to say that it is there."""
    head = words.gate(project, artefacts, level, people, today)
    lines = [words.artefact(one, people, today) for one in artefacts]
    blocks: list[Block] = [kit.section(head, id="gate")]
    for one, line in zip(artefacts, lines, strict=True):
        open_ = one.provided_at is None
        there = press(Verb.PROVIDE, one.id) if open_ else None
        blocks.append(kit.section(line, id=f"artefact-{one.id}", accessory=there))
    blocks.append(kit.actions(press(Verb.PHASE, project.id), id="do"))
    return Message(plain(Markup("\n").join([head, *lines])), tuple(blocks))


def phase_form(origin: Origin, project: Project, chosen: Phase | None = None, ops: str | None = None) -> View:
    """Where a project goes next."""
    options = [kit.option(PHASES[phase].capitalize(), phase.value) for phase in MOVES[project.phase]]
    first = chosen if chosen in MOVES[project.phase] else MOVES[project.phase][0]
    return framed(
        "phase",
        Form.PHASE,
        origin,
        kit.section(f"{project.name} ({project.key})", id="about"),
        field(words.PHASE_TO, kit.radio(options, id="phase", initial=first.value), "phase"),
        _ops_field(ops),
        reason("Why?"),
    )  # fmt: skip


def waive_form(origin: Origin, project: Project, phase: Phase, lacks: Sequence[Lack]) -> View:
    """Go on without what is missing, by name and with a reason."""
    said = kit.section(words.gate_lacks(project, phase, lacks, True), id="lacks")
    asks = phase is Phase.HYPERCARE and project.checklist and project.ops_id is None and not origin.ops
    ops = [_ops_field()] if asks else []
    return framed(
        "gowithout", Form.GO_WITHOUT, origin, said, *ops, reason(words.WAIVE_WHY, words.WAIVE_HINT, needed=True)
    )


def _ops_field(chosen: str | None = None) -> Block:
    """Who runs it from now on."""
    who = kit.users_select(id="ops", initial=chosen)
    return field(words.PHASE_OPS, who, "ops", hint=words.PHASE_OPS_HINT, optional=True)


def provide_form(origin: Origin, artefact: Artefact) -> View:
    """Where something is that a gate asks for."""
    entry = kit.text_input(id="text", multiline=True, longest=2000)
    return framed("provide", Form.PROVIDE, origin, kit.section(artefact.name, id="about"),
                  field(words.PROVIDE_WHAT, entry, "text", hint=words.PROVIDE_HINT))  # fmt: skip
