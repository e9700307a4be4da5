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
    opening, facts = words.opening(together), words.facts(together)
    asked = [kit.section(words.question(together), id="question")] if together.question else []
    blocks: list[Block] = [
        kit.section(opening, id="opening"),
        kit.section(facts, id="facts"),
        *asked,
        *_ways(together),
        kit.context(words.foot(together), id="foot"),
    ]
    return Message(plain(Markup("\n").join([opening, facts])), tuple(blocks))


def _ways(together: Together) -> list[Block]:
    """The ways to settle it; about a date that moved, another one for either, as far as all may know of it."""
    item, moved = together.item, together.moved
    if moved is None:
        return [
            kit.actions(press(Verb.DONE, item.id), press(Verb.NEW_DATE, item.id), press(Verb.SHOW, item.id), id="do")
        ]
    either = [one for one in (item, moved) if one.id not in together.hidden]
    buttons = [press(Verb.NEW_DATE, one.id, label=words.new_date(one)) for one in either]
    return [kit.actions(buttons[0], *buttons[1:], id="do")] if buttons else []
