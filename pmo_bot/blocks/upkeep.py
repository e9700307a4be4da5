"""A word to whoever runs a project, as a message."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words import upkeep as words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.rules.upkeep import Upkeep


def upkeep_message(upkeep: Upkeep) -> Message:
    """What is missing, what helps, and how the project stands."""
    text = words.said(upkeep)
    why = why_these(upkeep.post_key, LABELS[Verb.WHY])
    buttons = [press(Verb.STATUS, upkeep.project.id), why] if upkeep.project is not None else [why]
    do = kit.actions(buttons[0], *buttons[1:], id="do")
    return Message(plain(text), (kit.section(text, id="said"), do))
