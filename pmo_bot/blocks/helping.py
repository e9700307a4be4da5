"""Help as a message: what there is, in groups; and one command alone."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import helping as words
from pmo_bot.model import Role
from pmo_bot.rules.grammar import Verb


def help_message(role: Role | None = None, *, leads: bool = False) -> Message:
    """Everything the bot can do, from the grammar; what is theirs first for those who lead or watch projects."""
    own = words.FOR_PMO if role is Role.PMO else words.FOR_LEADS if leads else None
    order = words.LEADS_FIRST if own is not None else tuple(words.GROUPS)
    groups = [("own", own)] if own is not None else []
    groups += [(name, words.group(name, words.GROUPS[name])) for name in order]
    blocks: list[Block] = [kit.section(words.HEADING, id="heading")]
    blocks += [kit.section(text, id=f"help-{name}") for name, text in groups]
    blocks.append(kit.context(words.FOOT, id="foot"))
    text = Markup("\n").join([words.HEADING, *(text for _, text in groups), words.FOOT])
    return Message(plain(text), tuple(blocks))


def help_with(verb: Verb) -> Message:
    """One command: what it is for, an example, its other names."""
    return say(words.about(verb))
