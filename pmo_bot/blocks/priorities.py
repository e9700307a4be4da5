"""What comes first: the list of projects, and the windows that ask which one gives way."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.forms import Origin, field, framed
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import Block, Message, View
from pmo_bot.blocks.people import title
from pmo_bot.blocks.text import Markup, plain, shorten
from pmo_bot.blocks.words import priorities as words
from pmo_bot.model import Item, Project
from pmo_bot.rules.outlook import Outlook

SHOWN = 40
OFFERED = 100
TITLE_SHOWN = 60


def projects_message(found: Sequence[Outlook], today: date) -> Message:
    """The projects of a reader, in their order."""
    if not found:
        return say(words.NOTHING)
    lines = [words.line(one, today) for one in found[:SHOWN]]
    blocks: list[Block] = [kit.section(words.HEADING, id="heading")]
    blocks += [kit.section(line, id=f"project-{one.project.id}") for one, line in zip(found, lines, strict=False)]
    blocks.append(kit.context(words.FOOT, id="foot"))
    return Message(plain(Markup("\n").join([words.HEADING, *lines])), tuple(blocks))


def which_project(
    origin: Origin, project: Project, mine: Sequence[Project], others: Sequence[Project], hidden: int, most: int
) -> View:
    """One project more would come first than may: which of the others comes second?"""
    options = [kit.option(shorten(f"{one.name} ({one.key})", TITLE_SHOWN), str(one.id)) for one in mine[:OFFERED]]
    return framed(
        "first",
        Form.FIRST,
        origin,
        kit.section(words.first_full(project, others, hidden, most), id="full"),
        field(words.WHICH, kit.static_select(options, id="gives_way"), "gives_way", hint=words.FIRST_HINT),
        submit=words.MAKE_ROOM,
    )


def which_item(origin: Origin, item: Item, critical: Sequence[Item]) -> View:
    """One item more would be critical than may: which of the others is only high?"""
    options = [kit.option(f"{one.key} · {title(one, TITLE_SHOWN)}", str(one.id)) for one in critical[:OFFERED]]
    return framed(
        "critical",
        Form.CRITICAL,
        origin,
        kit.section(words.critical_full(item, len(critical)), id="full"),
        field(words.WHICH, kit.static_select(options, id="gives_way"), "gives_way", hint=words.CRITICAL_HINT),
        submit=words.MAKE_ROOM,
    )
