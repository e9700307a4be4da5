"""The report about a project that is only observed."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import observing as words
from pmo_bot.rules.silence import Observed


def observed_message(observed: Observed) -> Message:
    """What would have been said, and the way to begin in earnest."""
    texts = [words.heading(observed), words.told(observed)]
    blocks: list[Block] = [kit.section(texts[0], id="heading"), kit.section(texts[1], id="told")]
    if not observed.ended:
        blocks.append(kit.actions(press(Verb.START_NOW, observed.project.id), id="do"))
    return Message(plain(Markup("\n").join(texts)), tuple(blocks))
