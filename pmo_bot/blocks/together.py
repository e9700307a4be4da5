"""A conversation that brings people together: what it is about, and the question."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import together as words
from pmo_bot.rules.together import Together


def together_message(together: Together) -> Message:
    """Why these people are here, how the item stands, the question, and the ways to settle it."""
    item = together.item.id
    opening, facts = words.opening(together), words.facts(together)
    asked = [kit.section(words.question(together), id="question")] if together.question else []
    blocks: list[Block] = [
        kit.section(opening, id="opening"),
        kit.section(facts, id="facts"),
        *asked,
        kit.actions(press(Verb.DONE, item), press(Verb.NEW_DATE, item), press(Verb.SHOW, item), id="do"),
        kit.context(words.foot(together), id="foot"),
    ]
    return Message(plain(Markup("\n").join([opening, facts])), tuple(blocks))
