"""The PMO's statement of a month as a message."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import statement as words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.rules.statement import Statement


def statement_message(one: Statement) -> Message:
    """The sentences, and in small print what was counted."""
    top, said = words.heading(one), words.lines(one) or [words.quiet(one)]
    blocks: list[Block] = [kit.section(top, id="heading")]
    blocks += [kit.section(line, id=f"says-{number}") for number, line in enumerate(said)]
    blocks.append(kit.context(words.small(one), id="small"))
    if one.post_key:
        blocks.append(kit.actions(why_these(one.post_key, LABELS[Verb.WHY]), id="foot"))
    return Message(plain(Markup("\n").join([top, *said])), tuple(blocks))
