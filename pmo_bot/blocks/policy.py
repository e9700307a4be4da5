"""A policy as it is read, and its history."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import policy as words
from pmo_bot.rules.policy import InForce


def policy_message(found: InForce, today: date) -> Message:
    """What decides for a project, since when, and the way to change it for those who may."""
    newest, mode = found.newest, found.mode if found.project else None
    texts = [
        words.heading(found.project, found.mode),
        words.ladder(found.ladder, mode),
        words.since(newest.policy if newest else None, newest.by if newest else None, found.own, found.project, today),
    ]
    text = Markup("\n").join(texts)
    blocks: list[Block] = [kit.section(text, id="policy")]
    row = found.project.id if found.project else 0
    buttons = [press(Verb.POLICY_CHANGE, row)] if found.reader_may else []
    if found.versions:
        buttons.append(press(Verb.POLICY_HISTORY, row))
    if buttons:
        blocks.append(kit.actions(buttons[0], *buttons[1:], id="do"))
    return Message(plain(text), tuple(blocks))


def history_message(found: InForce, today: date) -> Message:
    """Every version there was, newest first."""
    if not found.versions:
        return say(words.NO_HISTORY)
    mode = found.mode if found.project else None
    lines = [words.version_line(one.policy, one.by, mode, today) for one in found.versions[: words.HISTORY_SHOWN]]
    heading = words.heading(found.project, found.mode)
    blocks = [kit.section(heading, id="heading")]
    blocks += [kit.section(line, id=f"version-{number}") for number, line in enumerate(lines)]
    return Message(plain(Markup("\n").join([heading, *lines])), tuple(blocks))
