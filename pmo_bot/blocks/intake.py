"""Proposals, as messages and windows; and what a project can begin with."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, field, framed
from pmo_bot.blocks.ids import Form, Verb
from pmo_bot.blocks.kit import Block, Message, View
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import forms as labels
from pmo_bot.blocks.words import intake as words
from pmo_bot.rules.intake import PARTS, Pipeline
from pmo_bot.rules.packs import Pack

OFFERED = 60


def pack_field(packs: Sequence[Pack], label: str = words.BEGIN_WITH) -> Block:
    """What it begins with; each choice says what it is for."""
    options = [kit.option(one.title, one.name, description=one.about[:75] or None) for one in packs[:OFFERED]]
    return field(label, kit.static_select(options, id="pack"), "pack", optional=True)


def propose_form(origin: Origin, packs: Sequence[Pack], *, name: str = "", sponsor: str | None = None) -> View:
    """Propose something."""
    parts = []
    for number, part in enumerate(PARTS):
        options = [kit.option(label, value) for value, label in words.scale(part)]
        choice = kit.static_select(options, id=part, initial="3")
        hint = None if number else words.SCORE_HINT
        parts.append(field(words.PARTS[part][0], choice, part, hint=hint))
    return framed(
        "propose",
        Form.PROPOSE,
        origin,
        field(words.NAME, kit.text_input(id="name", initial=name, longest=100), "name"),
        field(words.GOAL, kit.text_input(id="goal", multiline=True, longest=2000), "goal", hint=words.GOAL_HINT),
        *parts,
        field(words.SPONSOR, kit.users_select(id="sponsor", initial=sponsor), "sponsor", optional=True),
        pack_field(packs, words.PACK),
        mode_field(),
        submit=labels.SAVE,
    )


def mode_field() -> Block:
    """How it is run: as its pack says, or as one says."""
    value, label, about = words.AS_PACK
    modes = [kit.option(label, value, description=about)]
    modes += [kit.option(label, mode, description=about[:75]) for mode, (label, about) in labels.MODES.items()]
    return field(words.MODE, kit.radio(modes, id="mode", initial=value), "mode")


def pipeline_message(pipeline: Pipeline, today: date) -> Message:
    """The projects by phase, and the proposals in their order."""
    blocks: list[Block] = [kit.section(words.counts(pipeline), id="counts")]
    lines: list[Markup] = []
    for heading, rows in ((words.PROPOSALS, pipeline.proposals), (words.APPROVED, pipeline.approved)):
        if not rows:
            continue
        blocks.append(kit.section(heading, id=f"heading-{len(blocks)}"))
        lines.append(heading)
        for one in rows[: words.SHOWN]:
            line = words.proposal(one, today)
            lines.append(line)
            more = press(Verb.SHOW_GATE, one.project.id)
            blocks.append(kit.section(line, id=f"proposal-{one.project.id}", accessory=more))
    if not pipeline.proposals:
        blocks.append(kit.section(words.NO_PROPOSALS, id="none"))
    return Message(plain(Markup("\n").join([words.counts(pipeline), *lines])), tuple(blocks))
