"""A welcome as a message: what a sponsor gets, how often, how to answer."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words import welcome as words
from pmo_bot.rules.welcome import Welcome


def welcome_message(welcome: Welcome) -> Message:
    """Three short paragraphs and one question; one paragraph for whoever was welcomed to another project before."""
    opening = words.opening_again(welcome) if welcome.before else words.opening(welcome)
    blocks: list[Block] = [kit.section(opening, id="opening")]
    if not welcome.before:
        blocks.append(kit.section(words.what_you_get(welcome), id="what"))
        blocks.append(kit.section(words.how_to_answer(welcome), id="how"))
    said = words.answered(welcome)
    if said is not None:
        blocks.append(kit.context(said, id="answered"))
    yes = [press(Verb.SPONSOR_IN, welcome.project.id, style="primary")] if said is None else []
    more = [press(Verb.STATUS, welcome.project.id), press(Verb.PREFERENCES)]
    blocks.append(kit.actions(*yes, *more, why_these(welcome.post_key), id="do"))
    return Message(plain(opening), tuple(blocks))
