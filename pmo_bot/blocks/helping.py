"""Help as a message: what everybody needs, all there is in groups, and one command alone."""

from collections.abc import Sequence

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import helping as words
from pmo_bot.model import Role
from pmo_bot.rules.grammar import Verb


def help_message(role: Role | None = None, *, leads: bool = False) -> Message:
    """The few things that everybody needs, then those of who leads or watches projects; the rest is a word away."""
    own = words.FOR_PMO if role is Role.PMO else words.FOR_LEADS if leads else None
    groups = [("first", words.first()), *([("own", own)] if own is not None else [])]
    return _in_groups(words.OWN_WORDS, groups, words.REST)


def help_with_all() -> Message:
    """Everything the bot can do, from the grammar."""
    return _in_groups(words.HEADING, [(name, words.group(name, verbs)) for name, verbs in words.GROUPS.items()],
                      words.FOOT)  # fmt: skip


def help_with_group(name: str) -> Message:
    """The commands that belong together."""
    return say(words.group(name, words.GROUPS[name]))


def _in_groups(heading: Markup, groups: Sequence[tuple[str, Markup]], foot: Markup) -> Message:
    blocks: list[Block] = [kit.section(heading, id="heading")]
    blocks += [kit.section(text, id=f"help-{name}") for name, text in groups]
    blocks.append(kit.context(foot, id="foot"))
    text = Markup("\n").join([heading, *(text for _, text in groups), foot])
    return Message(plain(text), tuple(blocks))


def help_with(verb: Verb) -> Message:
    """One command: what it is for, an example, its other names."""
    return say(words.about(verb))
